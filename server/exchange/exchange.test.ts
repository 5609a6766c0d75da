import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import type { MatterId, OrgId } from '#contract/common'
import { ExchangeForm, exchangeApi, type FormDraft } from '#contract/exchange'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import type { Ctx } from '#kernel/house'
import { countFacts, figuresOf } from '#kernel/indicator'
import { asRuntime } from '#test/administrators'
import { openWorld, type PersonKey, type World } from '#test/world'
import { exchange, openAll } from './index.ts'
import { liveFigures } from './return.figures.ts'
import { openPeriods } from './return.open.ts'

describe('an exchange', () => {
  let world: World
  let formId: string
  let day = '2026-06-08'
  before(async () => {
    world = await openWorld(day, { office: true })
  })
  after(() => world.close())

  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own keys
  const api = (who: PersonKey) => world.as(who, exchangeApi)
  const setDay = (next: string) => {
    day = next
    world.setDay(next)
  }
  const walk = async () => exchange.jobs['exchange.walk'].long?.(world.house, world.inService, {}, AbortSignal.abort())
  const take = async (who: PersonKey, id: string, step: string, input: Record<string, unknown> = {}) => {
    const { version } = await world.as(who, matterApi).read({ params: { matterId: id as MatterId } })
    return world.as(who, matterApi).take({ params: { matterId: id as MatterId, step }, body: { happenedOn: day, input }, version })
  }
  const read = (who: PersonKey, id: string) => api(who).read({ params: { matterId: id as MatterId } })
  const draft: z.input<typeof FormDraft> = {
    kind: 'dated',
    title: '行政保护工作成效',
    basis: '国知发保字〔2024〕13号、省局细化措施',
    mark: 'verified',
    givers: ['city', 'county'],
    indicators: ['cases.filed'],
    asks: [{ ask: '主要做法和成效' }, { ask: '佐证材料', kind: 'file', required: false }],
    dueDates: ['06-15', '11-15'],
    from: '2026-06-01',
  }
  const file = (orgKey: string, on: string, matter?: string) =>
    world.inService((ctx) =>
      countFacts(ctx, [{ indicator: 'cases.filed', orgId: org(orgKey), day: on, matterId: matter, record: `case ${orgKey} ${on}` }]),
    )
  const returnOf = async (who: PersonKey, unit: string, period = '2026-06-15') => {
    const { rows } = await api('office').returns({ query: { org: org(unit), period } })
    assert.equal(rows.length, 1, unit)
    return read(who, rows[0]?.id ?? '')
  }

  test('is defined by the office of a bureau alone, and what lacks its days or asks for an unknown figure is refused', async () => {
    for (const who of ['protectionOfficer', 'cityHead', 'provinceHead', 'provinceSupervisor', 'officer'] as const)
      await assert.rejects(api(who).addForm({ body: draft }), { code: 'notAllowed' }, who)
    await assert.rejects(api('office').addForm({ body: { ...draft, dueDates: [] } }), { code: 'invalid' })
    await assert.rejects(api('office').addForm({ body: { ...draft, indicators: ['cases.invented'] } }), { code: 'invalid' })
    await assert.rejects(api('office').addForm({ body: { ...draft, kind: 'monthly' } }), { code: 'invalid' }, 'a month without its day')
    await assert.rejects(api('office').addForm({ body: { ...draft, from: '2000-01-01' } }), { code: 'invalid' }, 'no flood of what is over')
    const form = await api('office').addForm({ body: draft })
    await assert.rejects(
      api('office').changeForm({ params: { formId: form.id }, body: { ...draft, from: '2000-01-01' }, version: form.version }),
      { code: 'invalid' },
      'nor by a change',
    )
    const [first] = await world.inService(async (ctx) => {
      const weekly = ExchangeForm.parse({ ...draft, kind: 'weekly', dueDay: 5, dueDates: [], from: '2000-01-01' })
      return openPeriods(ctx, { form: weekly })
    })
    assert.ok((first?.due ?? '') > '2025-01-01', first?.due)
    formId = form.id
    assert.deepEqual([form.next?.due, form.next?.opensOn, form.mayManage], ['2026-06-15', '2026-06-05', true])
    assert.equal((await api('countyCoordinator').form({ params: { formId: form.id } })).mayManage, false, 'read by those who are asked')
    for (const who of ['cityCoordinator', 'protectionOfficer'] as const)
      await assert.rejects(api(who).changeForm({ params: { formId: form.id }, body: draft, version: 1 }), { code: 'notAllowed' }, who)
    await assert.rejects(api('office').changeForm({ params: { formId: form.id }, body: draft, version: 2 }), { code: 'stale' })
  })

  test('of a city is read below that city, and not beside it', async () => {
    const own = await api('cityCoordinator').addForm({
      body: { ...draft, title: '甲市周简报', kind: 'weekly', dueDay: 5, dueDates: [], givers: ['county'], from: '2027-01-01' },
    })
    const sees = async (who: PersonKey) => (await api(who).forms({})).some(({ id }) => id === own.id)
    assert.deepEqual(
      [await sees('office'), await sees('countyCoordinator'), await sees('cityCoordinatorB'), await sees('countyCoordinatorB')],
      [true, true, false, false],
    )
    await api('cityCoordinator').endForm({ params: { formId: own.id }, version: 1, body: {} })
    await assert.rejects(
      api('office').endForm({ params: { formId: own.id }, version: 2, body: {} }),
      { code: 'notAllowed' },
      'not by who is above',
    )
  })

  test('opens once for every unit that is asked, however often the job runs, and stands in its inbox', async () => {
    await Promise.all([openAll(world.inService), openAll(world.inService)])
    await walk()
    const all = await api('office').returns({ query: { form: formId as never, size: 100 } })
    assert.deepEqual(all.rows.map(({ org: unit }) => unit.name).sort(), [
      '乙市寅县市场监督管理局',
      '乙市市场监督管理局',
      '甲市丑县市场监督管理局',
      '甲市子县市场监督管理局',
      '甲市市场监督管理局',
    ])
    const todo = await world.as('countyCoordinator', inboxApi).todo({ query: {} })
    assert.equal(todo.total, 1)
    assert.deepEqual((await api('countyCoordinator').returns({ query: {} })).total, 1, 'its own alone')
    assert.deepEqual((await api('cityCoordinator').returns({ query: { box: 'collect' } })).total, 2)
    assert.equal((await api('cityCoordinatorB').returns({ query: { org: org('county') } })).total, 0)
    const { owed } = await api('countyCoordinator').calendar({})
    assert.deepEqual(
      owed.map(({ period, state, due, collector }) => [period, state, due, collector]),
      [['2026年截至6月15日', 'open', '2026-06-15', '甲市市场监督管理局']],
    )
  })

  test('is filled with live figures, which nobody types over: a difference is explained beside', async () => {
    await file('county', '2026-02-03')
    await file('station', '2026-06-01')
    const { id, figures } = await returnOf('countyCoordinator', 'county')
    assert.deepEqual(
      figures.map(({ indicator, live, taken }) => [indicator, live.value, live.records, live.provisional, taken]),
      [['cases.filed', 2, 2, true, null]],
      'its station’s too',
    )
    const remark = (more: Record<string, unknown>) =>
      take('countyCoordinator', id, 'fill', { remarks: [{ indicator: 'cases.filed', ...more }] })
    await assert.rejects(remark({ claimed: 3 }), { code: 'invalid' }, 'a figure of one’s own without a reason')
    await assert.rejects(remark({ claimed: 3, note: '有一件尚未录入', value: 9, indicator: 'cases.decided' }), { code: 'notFound' })
    await remark({ claimed: 3, note: '有一件尚未录入' })
    const [figure] = (await read('countyCoordinator', id)).figures
    assert.deepEqual([figure?.live.value, figure?.claimed, figure?.note], [2, 3, '有一件尚未录入'])
    await assert.rejects(take('countyCoordinator', id, 'submit'), { code: 'closed', message: /主要做法和成效/ })
    await take('countyCoordinator', id, 'fill', { answers: [{ position: 1, answer: '开展专项整治。' }] })
    assert.equal((await read('countyCoordinator', id)).figures[0]?.note, '有一件尚未录入', 'what was left out stays')
    for (const who of ['officer', 'provinceSupervisor'] as const) await assert.rejects(take(who, id, 'submit'), { code: 'notAllowed' }, who)
    for (const who of ['countyCoordinatorElsewhere', 'cityCoordinatorB'] as const)
      await assert.rejects(read(who, id), { code: 'notFound' }, who)
    await assert.rejects(take('cityCoordinator', id, 'fill', {}), { code: 'notAllowed' }, 'not by who collects')
    await take('countyCoordinator', id, 'submit')
    await assert.rejects(take('countyCoordinator', id, 'fill', {}), { code: 'closed' }, 'what was handed in stands')
  })

  test('is sent back with its content kept, accepted by the unit above alone, and locked: what comes later is a difference', async () => {
    const { id } = await returnOf('countyCoordinator', 'county')
    for (const who of ['office', 'countyCoordinator', 'citySupervisor'] as const)
      await assert.rejects(take(who, id, 'receive'), { code: 'notAllowed' }, `${who}: the city collects`)
    await assert.rejects(take('cityCoordinator', id, 'accept'), { code: 'closed' }, 'not before it is signed for')
    await take('cityCoordinator', id, 'receive')
    await assert.rejects(take('cityCoordinator', id, 'sendBack', { reason: '成效请写具体', dueOn: '2026-06-01' }), { code: 'invalid' })
    setDay('2026-06-16')
    await take('cityCoordinator', id, 'sendBack', { reason: '成效请写具体', dueOn: '2026-06-18' })
    const back = await read('countyCoordinator', id)
    assert.deepEqual(
      [back.answers[0]?.answer, back.figures[0]?.taken?.value, back.dueOn, back.dueFirst],
      ['开展专项整治。', 2, '2026-06-18', '2026-06-15'],
    )
    assert.equal(back.lateBy, null, 'its day is a later one now, and it was first handed in in time')
    await file('county', '2026-06-16')
    await take('countyCoordinator', id, 'submit')
    await take('cityCoordinator', id, 'receive')
    await take('cityCoordinator', id, 'accept')
    const locked = async () => {
      const { locked: isLocked, figures } = await read('office', id)
      return [isLocked, figures[0]?.live.value, figures[0]?.taken?.value, figures[0]?.difference]
    }
    assert.deepEqual(await locked(), [true, 3, 3, null])
    // A correction found afterwards.
    await file('county', '2026-05-05')
    assert.deepEqual(await locked(), [true, 4, 3, 1])
    await assert.rejects(take('countyCoordinator', id, 'fill', {}), { code: 'closed' })
    const { rows } = await world.sql.query('select round, value::int from exchange_figure where matter_id = $1 order by round', [id])
    assert.deepEqual(rows, [
      { round: 1, value: 2 },
      { round: 2, value: 3 },
    ])
    await assert.rejects(world.sql.query('update exchange_figure set value = 9 where matter_id = $1', [id]), /append-only|never/iu)
  })

  test('of what stands is that of the last month, of a ratio too', async () => {
    const facts = (ctx: Ctx) =>
      countFacts(ctx, [
        ...['a', 'b', 'c', 'd'].map((record) => ({ indicator: 'training.toTrain', orgId: org('county'), day: '2026-01-10', record })),
        { indicator: 'training.trained', orgId: org('county'), day: '2026-01-20', record: 'a' },
        ...['b', 'c'].map((record) => ({ indicator: 'training.trained', orgId: org('county'), day: '2026-02-20', record })),
      ])
    const [live] = await world.inService(async (ctx) => {
      await facts(ctx)
      return liveFigures(ctx, { indicators: ['training.coverageRate'], orgId: org('county'), from: '2026-01', to: '2026-02' })
    })
    assert.deepEqual([live?.value, live?.records], [75, 4])
  })

  test('of a city comes from the tree and from no return below it', async () => {
    const { figures } = await returnOf('cityCoordinator', 'cityA')
    const [counted] = await world.inService(async (ctx) =>
      (await figuresOf(ctx, { indicators: ['cases.filed'], orgId: org('cityA'), from: '2026-01', to: '2026-06', by: 'self' })).filter(
        ({ value }) => value !== null,
      ),
    )
    assert.ok(counted)
    assert.deepEqual([figures[0]?.live.value, figures[0]?.live.records], [4, 4], 'though one county never handed in')
  })

  test('says who is late and whose step it is, on the working day; and counts what was due, once', async () => {
    setDay('2026-06-22') // a Monday; the days of the Dragon Boat festival lie between
    await walk()
    await walk()
    const { rows } = await api('office').returns({ query: { late: 'now' } })
    assert.deepEqual(rows.map(({ org: unit, standsOn, lateBy }) => [unit.name, standsOn?.unit, standsOn?.what, lateBy]).sort(), [
      ['乙市寅县市场监督管理局', '乙市寅县市场监督管理局', '填报', 4],
      ['乙市市场监督管理局', '乙市市场监督管理局', '填报', 4],
      ['甲市丑县市场监督管理局', '甲市丑县市场监督管理局', '填报', 4],
      ['甲市市场监督管理局', '甲市市场监督管理局', '填报', 4],
    ])
    const [rate] = await world.inService((ctx) =>
      figuresOf(ctx, { indicators: ['exchange.onTimeRate'], orgId: org('cityA'), from: '2026-06', to: '2026-06', by: 'self' }),
    )
    assert.deepEqual(rate?.over, { numerator: 1, denominator: 3 }, 'the city itself and its two counties')
    const late = (await api('office').returns({ query: { late: 'now', org: org('neighbour') } })).rows[0]?.id ?? ''
    assert.deepEqual(await api('cityCoordinator').urge({ params: { matterId: late as MatterId }, body: {} }), { told: true })
    await assert.rejects(api('countyCoordinatorElsewhere').urge({ params: { matterId: late as MatterId }, body: {} }), {
      code: 'notAllowed',
    })
    await assert.rejects(api('countyCoordinator').urge({ params: { matterId: late as MatterId }, body: {} }), { code: 'notFound' })
  })

  test('is late by the day on which it was recorded, whatever day was entered; what was due and is waived stays due and says so', async () => {
    const rate = async (month = '2026-06') => {
      const asked = { indicators: ['exchange.onTimeRate'], orgId: org('cityA'), from: month, to: month, by: 'self' } as const
      return (await world.inService((ctx) => figuresOf(ctx, asked)))[0]?.over
    }
    const { id } = await returnOf('office', 'neighbour')
    day = '2026-06-15' // entered on the 22nd
    await take('countyCoordinatorElsewhere', id, 'fill', { answers: [{ position: 1, answer: '已书面报送。' }] })
    await take('countyCoordinatorElsewhere', id, 'submit')
    day = '2026-06-22'
    const handedIn = await read('countyCoordinatorElsewhere', id)
    assert.deepEqual([handedIn.submittedFirst, handedIn.lateBy], ['2026-06-22', 4])
    const { history } = await world.as('office', matterApi).read({ params: { matterId: id } })
    assert.equal(
      history.findLast(({ step }) => step === 'submit')?.happenedOn,
      '2026-06-15',
      'the day that was entered stands in the history',
    )
    assert.deepEqual(await rate(), { numerator: 1, denominator: 3 })

    const { id: waived } = await returnOf('office', 'cityA')
    day = '2026-06-15' // waived in time, it is said
    await take('office', waived, 'waive', { reason: '本期不涉及' })
    day = '2026-06-22'
    const shown = await read('office', waived)
    assert.deepEqual([shown.state, shown.lateBy], ['waived', 4])
    const ever = await api('office').returns({ query: { late: 'ever', org: org('cityA') } })
    assert.deepEqual(
      ever.rows.map(({ state }) => state),
      ['waived'],
    )
    assert.equal((await api('office').returns({ query: { late: 'now', org: org('cityA') } })).total, 0, 'nobody waits for it')
    await take('cityCoordinator', id, 'sendBack', { reason: '请补充', dueOn: '2026-06-25' })
    await take('cityCoordinator', id, 'waive', { reason: '本期不涉及' })
    await walk()
    assert.deepEqual(await rate(), { numerator: 1, denominator: 3 })

    setDay('2026-11-10')
    await walk()
    const next = await returnOf('office', 'cityA', '2026-11-15')
    await take('office', next.id, 'waive', { reason: '本期不涉及' })
    setDay('2026-11-17')
    await walk()
    assert.equal((await read('office', next.id)).lateBy, null)
    assert.deepEqual(await rate('2026-11'), { numerator: 0, denominator: 2 }, 'waived before its day it was never due')
  })

  test('is not written past its doors by the database either', async () => {
    const { id } = await returnOf('office', 'neighbour')
    const changed = async (who: PersonKey, statement: string) => {
      let count: number | null = -1
      await asRuntime(world, world.people[who].token, async (query) => {
        count = ((await query(statement)) as unknown as { rowCount: number | null }).rowCount // what pg answers
      })
      return count
    }
    const invented = `insert into exchange_form (org_id, org_at, kind, title, mark, content, by_name) values ('${org('province')}', 0, 'weekly', '自己设的', 'verified', '{}', '甲')`
    for (const who of ['countyCoordinatorElsewhere', 'provinceHead', 'provinceSupervisor'] as const)
      await assert.rejects(changed(who, invented), /row-level security/u, who)
    assert.equal(await changed('cityCoordinator', `update exchange_form set title = '改名' where id = '${formId}'`), 0)
    const moved = `update exchange_return set due_on = '2030-01-01' where matter_id = '${id}'`
    assert.deepEqual([await changed('provinceSupervisor', moved), await changed('countyCoordinatorB', moved)], [0, 0])
    assert.equal(await changed('cityCoordinator', moved), 1, 'who collects may, within reach')
    await assert.rejects(changed('cityCoordinator', `delete from exchange_figure where matter_id = '${id}'`), /permission denied/u)
  })
})
