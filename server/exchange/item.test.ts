import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId, OrgId } from '#contract/common'
import { itemsApi } from '#contract/exchange-items'
import { matterApi } from '#contract/matter'
import { figuresOf, recordsBehind } from '#kernel/indicator'
import { asRuntime } from '#test/administrators'
import { type CoordinationWorld, coordinationWalk } from '#test/coordination-world'
import { openWorld, type PersonKey, type World } from '#test/world'
import { exchange } from './index.ts'
import { pointsOf, scoreOf, stepsOf } from './item.score.ts'

describe('the score of an item', () => {
  const adopted = (points: number | null) => ({ what: 'adopted' as const, points })
  const instruction = (points: number | null) => ({ what: 'instruction' as const, points })
  for (const [name, log, highest, sum] of [
    ['is none without an adoption', [], null, null],
    ['is none where the table says nothing', [adopted(null)], null, null],
    ['is the highest of its levels, or their sum', [adopted(5), adopted(40), adopted(10)], 40, 55],
    ['adds instructions to either', [adopted(5), adopted(40), instruction(30), instruction(30)], 100, 105],
    ['counts an instruction alone', [instruction(30), adopted(null)], 30, 30],
  ] as const)
    test(name, () => {
      assert.deepEqual([scoreOf(log, 'highest'), scoreOf(log, 'sum')], [highest, sum])
      for (const combine of ['highest', 'sum'] as const)
        assert.equal(
          stepsOf(log, combine).reduce((total, one) => total + one, 0),
          scoreOf(log, combine) ?? 0,
          'what each adds is the whole',
        )
    })

  test('takes the points of exactly its level, channel and form', () => {
    const table = {
      combine: 'sum' as const,
      base: [{ level: 'city' as const, channel: 'flash' as const, form: 'whole' as const, points: 5 }],
      instructions: [],
    }
    const one = { what: 'adopted' as const, level: 'city', channel: 'flash', form: 'whole' }
    assert.deepEqual(
      [one, { ...one, level: 'county' }, { ...one, channel: 'briefing' }, { ...one, form: 'part' }].map((each) => pointsOf(each, table)),
      [5, null, null, null],
    )
    assert.equal(pointsOf(one, null), null)
  })
})

describe('an information item', () => {
  let world: World
  let walk: CoordinationWorld
  before(async () => {
    world = await openWorld('2026-03-03', { office: true })
    walk = coordinationWalk(world, '2026-03-03', world.setDay)
  })
  after(() => world.close())
  const api = (who: PersonKey) => world.as(who, itemsApi)
  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own keys
  const draft = {
    kind: 'experience',
    title: '商标专用权保护协作做法',
    text: '两县建立线索互通机制，办理周期缩短。',
    sources: '本局协作台账',
  } as const
  const read = (who: PersonKey, id: string) => api(who).read({ params: { matterId: id as MatterId } })
  const score = async (unit: string) => {
    const figures = await world.inService((ctx) =>
      figuresOf(ctx, { indicators: ['exchange.adopted', 'exchange.score'], orgId: org(unit), from: '2026-03', to: '2026-03', by: 'self' }),
    )
    return figures.map(({ value }) => value)
  }
  let id: MatterId

  test('goes up level by level: who has it acts, who is beside does not see it, who had it acts no more', async () => {
    await assert.rejects(api('officer').write({ body: draft }), { code: 'notAllowed' })
    ;({ id } = await api('countyCoordinator').write({ body: draft }))
    await assert.rejects(read('cityCoordinator', id), { code: 'notFound' }, 'a draft is its own unit’s')
    await walk.take('countyCoordinator', id, 'submit')
    for (const who of ['countyCoordinatorElsewhere', 'cityCoordinatorB', 'protectionOfficer'] as const)
      await assert.rejects(read(who, id), { code: 'notFound' }, who)
    await assert.rejects(walk.take('office', id, 'receive'), { code: 'notAllowed' }, 'it lies with the city')
    await assert.rejects(walk.take('countyCoordinator', id, 'receive'), { code: 'notAllowed' })
    await walk.take('cityCoordinator', id, 'receive')
    await walk.take('cityCoordinator', id, 'passOn')
    await assert.rejects(walk.take('cityCoordinator', id, 'end'), { code: 'closed' })
    await assert.rejects(walk.take('cityCoordinator', id, 'receive'), { code: 'notAllowed' }, 'it lies with the province')
    await walk.take('office', id, 'receive')
    await assert.rejects(walk.take('office', id, 'passOn'), { code: 'closed' }, 'nobody is above')
    assert.equal((await read('countyCoordinator', id)).at, '福建省市场监督管理局')
  })

  const adoption = { level: 'city', channel: 'briefing', form: 'whole', place: '《工作简报》第3期' }
  const adopt = async (who: PersonKey, more: Record<string, unknown> = {}) =>
    walk.take(who, id, 'adopt', { ...adoption, files: [(await walk.bring(who, '采用页.pdf')).id], ...more })

  test('is adopted with evidence, by a unit above its writer, and never by the writer itself', async () => {
    await assert.rejects(adopt('cityCoordinator', { files: [] }), { code: 'invalid' })
    await assert.rejects(adopt('countyCoordinator'), { code: 'notAllowed' })
    const own = await api('countyCoordinator').write({ body: { ...draft, title: '尚未报送' } })
    for (const [step, input] of [
      ['adopt', { ...adoption, files: [(await walk.bring('countyCoordinator', '采用页.pdf')).id] }],
      ['instruct', { level: 'city', place: '批示', files: [(await walk.bring('countyCoordinator', '批示.pdf')).id] }],
    ] as const)
      await assert.rejects(walk.take('countyCoordinator', own.id, step, input), { code: 'closed' }, step)
    const insert = (files: string) =>
      `insert into info_adoption (matter_id, what, level, channel, form, place, happened_on, file_ids, by_org, by_org_id)
       values ('${own.id}', 'adopted', 'national', 'special', 'whole', '要情', '2026-03-03', ${files}, '本局', '${org('county')}')`
    await asRuntime(world, world.people.countyCoordinator.token, async (run) => {
      await assert.rejects(run(insert('array[gen_random_uuid()]')), { code: '42501' })
      await assert.rejects(run(`update info_adoption set points = 100 where matter_id = '${id}'`), { code: '42501' })
    })
    await assert.rejects(world.sql.query(insert("'{}'")), { code: '23514' })
  })

  test('is adopted by its levels, and scored by nobody before the office of the province sets a table', async () => {
    await adopt('cityCoordinator')
    assert.deepEqual([(await read('office', id)).adoptions, (await read('office', id)).score], [1, null])
    assert.deepEqual(await score('county'), [1, null])
    const before = await api('office').ranking({ query: {} })
    assert.deepEqual([before.configured, before.rows.map(({ rank }) => rank).filter((rank) => rank !== null)], [false, []])
    const table = {
      combine: 'highest' as const,
      base: [
        { level: 'city' as const, channel: 'briefing' as const, form: 'whole' as const, points: 5 },
        { level: 'province' as const, channel: 'briefing' as const, form: 'whole' as const, points: 20 },
      ],
      instructions: [{ level: 'province' as const, points: 30 }],
    }
    for (const who of ['cityCoordinator', 'protectionOfficer'] as const)
      await assert.rejects(api(who).setTable({ body: { table, reason: '自己定的' } }), { code: 'notAllowed' }, who)
    await assert.rejects(api('office').setTable({ body: { table: { ...table, base: [...table.base, table.base[0]!] }, reason: '重复' } }), {
      code: 'invalid',
    })
    await api('office').setTable({ body: { table, reason: '省局计分办法（测试）' } })
    assert.equal((await read('office', id)).score, null, 'what was adopted before keeps the table of its day: none')
  })

  test('with a table has the highest of its levels and its instructions; an instruction without evidence is refused', async () => {
    await adopt('cityCoordinator')
    await adopt('office', { level: 'province', place: '省局《专报》第1期' })
    assert.deepEqual(await score('county'), [3, 20])
    await assert.rejects(walk.take('office', id, 'instruct', { level: 'province', place: '省局主要负责人在专报上批示', files: [] }), {
      code: 'invalid',
    })
    const proof = await walk.bring('office', '批示.pdf')
    await walk.take('office', id, 'instruct', { level: 'province', place: '省局主要负责人在专报上批示', files: [proof.id] })
    assert.deepEqual(await score('county'), [4, 50])
    assert.deepEqual(await score('cityA'), [4, 50], 'the city by the tree')
    const detail = await read('office', id)
    assert.equal(detail.score, 50)
    const top = detail.log.find(({ level, what }) => level === 'province' && what === 'adopted')
    const mayVoid = async (who: 'office' | 'cityCoordinator' | 'countyCoordinator') =>
      (await read(who, id)).log.find((one) => one.id === top?.id)?.mayVoid
    assert.equal(await mayVoid('office'), true)
    for (const who of ['cityCoordinator', 'countyCoordinator'] as const) {
      assert.equal(await mayVoid(who), false, 'no button either')
      await assert.rejects(walk.take(who, id, 'voidAdoption', { adoptionId: top?.id, reason: '不是我登记的' }), { code: 'notAllowed' }, who)
    }
    await walk.take('office', id, 'voidAdoption', { adoptionId: top?.id, reason: '登记错了稿件' })
    assert.deepEqual(await score('county'), [3, 35], 'the next highest counts again')
    assert.equal(await mayVoid('office'), false, 'once')
    await assert.rejects(walk.take('office', id, 'voidAdoption', { adoptionId: top?.id, reason: '再次作废' }), { code: 'notFound' })
  })

  test('ranks the units below by month, each number as long as its list', async () => {
    const { rows } = await api('office').ranking({ query: { from: '2026-03', to: '2026-03' } })
    const cityA = rows.find(({ orgId }) => orgId === org('cityA'))
    assert.deepEqual([cityA?.rank, cityA?.score.value, cityA?.adopted.value], [1, 35, 3])
    assert.equal(rows.find(({ orgId }) => orgId === org('cityB'))?.rank, 2)
    for (const what of ['items', 'adopted', 'score'] as const) {
      const list = await world.inService((ctx) =>
        recordsBehind(ctx, { indicator: `exchange.${what}`, orgId: org('cityA'), from: '2026-03', to: '2026-03', page: 1, size: 50 }),
      )
      assert.deepEqual([list.total, list.rows.length], [cityA?.[what].records, cityA?.[what].records], what)
    }
    await assert.rejects(api('cityCoordinator').ranking({ query: { org: org('cityB') } }), { code: 'notFound' })
  })

  test('may answer a call of an office above, which those beside do not read', async () => {
    const wanted = { title: '展会保护约稿', wanted: '各县报一篇', dueOn: '2026-04-01' }
    for (const who of ['protectionOfficer', 'cityHead'] as const)
      await assert.rejects(api(who).addCall({ body: wanted }), { code: 'notAllowed' }, who)
    const call = await api('cityCoordinator').addCall({ body: wanted })
    const sees = async (who: PersonKey) => (await api(who).calls({})).length
    assert.deepEqual([await sees('countyCoordinator'), await sees('countyCoordinatorB')], [1, 0])
    const own = await api('countyCoordinator').write({ body: { ...draft, title: '展会保护', callId: call.id } })
    await assert.rejects(api('countyCoordinatorB').write({ body: { ...draft, callId: call.id } }), { code: 'notFound' })
    assert.equal((await api('cityCoordinator').calls({}))[0]?.items, 0, 'a draft has not come')
    await walk.take('countyCoordinator', own.id, 'submit')
    assert.equal((await api('cityCoordinator').calls({}))[0]?.items, 1)
    await walk.take('cityCoordinator', own.id, 'sendBack', { reason: '请补充数据' })
    const { state } = await world.as('countyCoordinator', matterApi).read({ params: { matterId: own.id } })
    assert.equal(state, 'drafted')
    assert.equal((await score('county'))[0], 3)
  })

  test('is asked of chosen units, which are told; nobody beside them reads the call, and nobody beyond reach is chosen', async () => {
    const wanted = { title: '商标监管约稿', wanted: '报送一篇经验做法', dueOn: '2026-04-01' }
    for (const unit of ['countyB', 'cityA', 'province'] as const)
      await assert.rejects(
        api('cityCoordinator').addCall({ body: { ...wanted, to: [org('county'), org(unit)] } }),
        { code: 'notFound' },
        unit,
      )
    const call = await api('cityCoordinator').addCall({ body: { ...wanted, to: [org('county')] } })
    const sees = async (who: PersonKey) => (await api(who).calls({})).find(({ id: each }) => each === call.id)?.to
    assert.deepEqual(
      [await sees('office'), await sees('countyCoordinator'), await sees('countyCoordinatorElsewhere'), await sees('cityCoordinatorB')],
      [['子县局'], ['子县局'], undefined, undefined],
    )
    await assert.rejects(api('countyCoordinatorElsewhere').write({ body: { ...draft, callId: call.id } }), { code: 'notFound' })
    const told = async (callId: string) => {
      const job = exchange.jobs['exchange.called']
      await world.inService(async (ctx) => job.run?.(ctx, { callId }))
      return [...new Set((await walk.messages(`call:${callId}`)).map(({ account }) => account))]
    }
    const coordinators = async (units: string[]) => {
      const { rows } = await world.sql.query<{ account: string }>(
        "select distinct p.account from duty d join person p on p.id = d.person_id where d.org_id = any($1) and d.status = 'active' and d.role in ('coordinator', 'unitHead') order by 1",
        [units.map(org)],
      )
      return rows.map(({ account }) => account)
    }
    assert.deepEqual(await told(call.id), await coordinators(['county']))
    const open = await api('cityCoordinator').addCall({ body: { ...wanted, title: '全市约稿' } })
    assert.deepEqual(await told(open.id), await coordinators(['county', 'neighbour']), 'nobody chosen: those directly below')
  })
})
