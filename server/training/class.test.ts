import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { asRuntime } from '#test/administrators'
import { aClass, type ClassWorld, openClassWorld } from '#test/class-world'

describe('a class and its places', () => {
  let walk: ClassWorld
  before(async () => {
    walk = await openClassWorld()
  })
  after(() => walk.close())
  const api = (who: Parameters<ClassWorld['person']>[0]) => walk.world.as(who, trainingApi)

  test('is nobody else’s to read until it is called; then everybody reads the notice and nobody the names', async () => {
    const id = await walk.open()
    await assert.rejects(api('officer').class({ params: { matterId: id } }), { code: 'notFound' })
    await walk.session(id)
    await walk.call(id, { county: 2, countyB: 3 })
    await walk.enrol(id, 'trainer', 'county', ['officer', 'officer2'])
    const seen = await api('officerElsewhere').class({ params: { matterId: id } })
    assert.equal(seen.sessions.length, 1)
    assert.deepEqual([seen.participants, seen.quotas, seen.leaves, seen.mine, seen.runs], [[], [], [], null, false])
    const mine = await api('officer').class({ params: { matterId: id } })
    assert.deepEqual(
      mine.participants.map(({ name, status }) => [name, status]),
      [['县办案甲', 'enrolled']],
      'a participant sees himself alone',
    )
    await assert.rejects(walk.take('provinceTrainer', id, 'startClass'), { code: 'closed' }, 'not before it is confirmed')
    await assert.rejects(walk.take('trainer', id, 'confirmClass'), { code: 'notFound' }, 'a unit with places does not run the class')
    await walk.take('provinceTrainer', id, 'confirmClass')
    await assert.rejects(walk.take('provinceTrainer', id, 'startClass'), { code: 'closed' }, 'not before its first day')
  })

  test('is hosted by a unit below, such as the platform, and by none beyond the reach of who runs it', async () => {
    const host = (key: string) => walk.org(key) as OrgId // the world's own key
    const id = await walk.open({ hostOrgId: host('countyB'), title: '平台主办班' })
    const { host: said, organiser } = await api('provinceTrainer').class({ params: { matterId: id } })
    assert.deepEqual([said.id, organiser.id], [host('countyB'), host('province')])
    for (const key of ['countyB', 'province', 'neighbour'])
      await assert.rejects(
        api('trainer').openClass({ body: { ...aClass, hostOrgId: host(key) } }),
        { code: 'invalid' },
        `a county hosts nothing in the name of ${key}`,
      )
    const own = await api('trainer').openClass({ body: { ...aClass, title: '县办班' } })
    await asRuntime(walk.world, walk.world.people.trainer.token, async (run) => {
      await assert.rejects(
        run(`update training_class set host_org_id = '${host('countyB')}' where matter_id = '${own.id}'`),
        /hosted by its own unit/,
      )
    })
    await walk.call(id, { county: 1 })
    const told = async () =>
      (
        await walk.world.sql.query(
          `select j.payload->>'hostOrgId' host from graphile_worker._private_jobs j where j.payload->>'id' = $1 and j.payload->>'kind' = 'businessTraining'`,
          [id],
        )
      ).rows.map((row) => row.host)
    assert.deepEqual(await told(), [host('countyB')], 'the rule of the month hears who hosts')
    const { outsideReason: _, ...fields } = aClass
    await walk.take('provinceTrainer', id, 'amend', fields)
    assert.deepEqual(await told(), [host('province')])
  })

  test('keeps the quota at its boundary, and only own people are named', async () => {
    const id = await walk.open({ places: 5 })
    await assert.rejects(walk.call(id, { county: 3, countyB: 3 }), { code: 'closed' }, 'six of five')
    await walk.call(id, { county: 2, countyB: 3 })
    const place = await walk.placesOf(id, 'county')
    const nominate = (who: Parameters<ClassWorld['person']>[0], people: string[], more = {}) =>
      walk.take(who, place, 'nominate', { people, ...more })
    await assert.rejects(nominate('trainer', [walk.person('officerElsewhere')]), { code: 'notFound' })
    await assert.rejects(nominate('trainerElsewhere', [walk.person('officerElsewhere')]), { code: 'notFound' })
    await assert.rejects(nominate('officer', [walk.person('officer')]), { code: 'notAllowed' })
    await assert.rejects(
      nominate('trainer', (['officer', 'officer2', 'officer3'] as const).map(walk.person)),
      { code: 'closed' },
      'three of two',
    )
    await nominate('trainer', (['officer', 'stationOfficer'] as const).map(walk.person))
    await assert.rejects(nominate('trainer', [walk.person('officer3')]), { code: 'closed' }, 'the quota is used up')
    await nominate('trainer', [walk.person('officer3')], { waiting: true })
    await assert.rejects(nominate('trainer', [walk.person('officer')], { waiting: true }), { code: 'closed' }, 'nobody is named twice')
    await assert.rejects(
      walk.take('trainer', place, 'promote', { nomineeId: walk.person('officer3') }),
      { code: 'closed' },
      'no place is free',
    )
    await walk.take('trainer', place, 'removeNominee', { nomineeId: walk.person('officer'), reason: '另有任务' })
    await walk.take('trainer', place, 'promote', { nomineeId: walk.person('officer3') })
    await walk.take('trainer', place, 'swap', { out: walk.person('officer3'), personId: walk.person('officer'), reason: '调整' })
    await walk.take('trainer', place, 'submit')
    await assert.rejects(nominate('trainer', [walk.person('officer3')], { waiting: true }), { code: 'closed' }, 'handed in')
    await assert.rejects(walk.take('trainer', place, 'confirm'), { code: 'notAllowed' }, 'nobody confirms his own')
    await walk.take('provinceTrainer', place, 'sendBack', { reason: '请优先安排所级人员' })
    await walk.take('trainer', place, 'submit')
    await walk.take('provinceTrainer', place, 'confirm')
    const { nominees, used } = await api('trainer').place({ params: { matterId: place } })
    assert.deepEqual(
      [
        used,
        nominees
          .filter(({ status }) => status === 'enrolled')
          .map(({ name }) => name)
          .sort(),
      ],
      [2, ['县办案甲', '所办案甲']],
    )
    await assert.rejects(api('trainerElsewhere').place({ params: { matterId: place } }), { code: 'notFound' })
    await assert.rejects(
      walk.take('provinceTrainer', place, 'setQuota', { places: 1, reason: '减少' }),
      { code: 'closed' },
      'fewer than are named',
    )
  })

  test('gives a city places that it splits among its counties, and no further than it has', async () => {
    const id = await walk.open()
    await walk.call(id, { cityA: 4 })
    const city = await walk.placesOf(id, 'cityA')
    const split = (unit: string, places: number) => walk.take('cityTrainer', city, 'split', { quotas: [{ orgId: walk.org(unit), places }] })
    await assert.rejects(split('county', 5), { code: 'closed' })
    await assert.rejects(split('countyB', 1), { code: 'invalid' }, 'not below this city')
    await assert.rejects(split('cityA', 1), { code: 'invalid' }, 'not to itself')
    await split('county', 3)
    await assert.rejects(split('county', 1), { code: 'closed' }, 'it has some')
    await assert.rejects(split('neighbour', 2), { code: 'closed' }, 'one is left')
    await walk.enrol(id, 'trainer', 'county', ['officer3'])
    const seen = await api('cityTrainer').place({ params: { matterId: city } })
    assert.deepEqual(
      seen.splits.map(({ org, quota, used, state }) => [org, quota, used, state]),
      [['甲市子县市场监督管理局', 3, 1, 'confirmed']],
    )
  })

  test('ends the places of the units when it is called off, and frees its people', async () => {
    const id = await walk.open({ title: '取消的班' })
    await walk.session(id, { room: '401' })
    await walk.call(id, { county: 2 })
    const place = await walk.enrol(id, 'trainer', 'county', ['unitHead'])
    await walk.take('provinceTrainer', id, 'cancelClass', { reason: '疫情' })
    assert.equal((await api('trainer').places({ query: {} })).rows.find((row) => row.id === place)?.state, 'ended')
    const other = await walk.open({ title: '同一时间的班' })
    await walk.session(other, { room: '401x' })
    await walk.call(other, { county: 2 })
    await walk.enrol(other, 'trainer', 'county', ['unitHead'])
    assert.equal((await api('unitHead').class({ params: { matterId: id } })).cancelled, true)
  })

  test('is put off and comes back with its timetable moved by as many days', async () => {
    const id = await walk.open()
    await walk.session(id, { day: '2026-03-11', room: '402' })
    await walk.call(id, { county: 2 })
    await walk.take('provinceTrainer', id, 'postpone', { reason: '场地维修' })
    await assert.rejects(walk.take('provinceTrainer', id, 'confirmClass'), { code: 'closed' })
    await walk.take('provinceTrainer', id, 'reschedule', { startsOn: '2026-03-17', until: '2026-03-16' })
    const seen = await api('officer').class({ params: { matterId: id } })
    assert.deepEqual([seen.startsOn, seen.endsOn, seen.sessions[0]?.day], ['2026-03-17', '2026-03-19', '2026-03-18'])
  })

  test('gives places that a unit gave up again, to the same unit too', async () => {
    const id = await walk.open({ places: 3 })
    await walk.call(id, { county: 3 })
    const place = await walk.placesOf(id, 'county')
    const more = () => walk.take('provinceTrainer', id, 'addQuotas', { quotas: [{ orgId: walk.org('county'), places: 2 }] })
    await assert.rejects(more(), { code: 'closed' }, 'it has places, and all are given')
    await walk.take('trainer', place, 'forgo', { reason: '抽不出人' })
    await more()
    await assert.rejects(more(), { code: 'closed' }, 'not twice')
    const again = (await api('trainer').places({ query: {} })).rows.filter((row) => row.classId === id)
    assert.deepEqual(again.map(({ quota, state }) => [quota, state]).toSorted(), [
      [2, 'nominating'],
      [3, 'forgone'],
    ])
    const open = again.find(({ state }) => state === 'nominating')?.id ?? ''
    await walk.take('trainer', open, 'nominate', { people: [walk.person('officer3')] })
    await walk.take('trainer', open, 'submit')
    await walk.take('provinceTrainer', open, 'confirm')
  })

  test('takes no names after the last day of the call, unless it is extended', async () => {
    const id = await walk.open({ startsOn: '2026-04-10', endsOn: '2026-04-10' })
    await walk.call(id, { county: 2 })
    const place = await walk.placesOf(id, 'county')
    walk.setDay('2026-03-10')
    const nominate = () => walk.take('trainer', place, 'nominate', { people: [walk.person('principalHead')] })
    await assert.rejects(nominate(), /2026-03-09 截止/)
    await assert.rejects(walk.take('provinceTrainer', id, 'extendCall', { until: '2026-04-11' }), { code: 'invalid' })
    await walk.take('provinceTrainer', id, 'extendCall', { until: '2026-03-10' })
    await nominate()
    walk.setDay('2026-03-03')
  })

  test('is not written by SQL of a unit that only has places in it', async () => {
    const id = await walk.open()
    await walk.session(id, { room: '403' })
    await walk.call(id, { county: 2 })
    const place = await walk.enrol(id, 'trainer', 'county', ['deputyHead'])
    await asRuntime(walk.world, walk.world.people.trainer.token, async (run) => {
      assert.equal((await run(`select 1 from training_class where matter_id = '${id}'`)).rows.length, 1, 'the notice is read')
      for (const forbidden of [
        `update training_class set places = 500 where matter_id = '${id}' returning 1`,
        `update class_session set room = 'x' where class_id = '${id}' returning 1`,
        `insert into class_session (class_id, org_id, day, starts, ends, subject, hours) select '${id}', org_id, '2026-03-11', starts, ends, 'x', 1 from class_session where class_id = '${id}' returning 1`,
        `insert into attendance (session_id, person_id, class_id, arrived_at, how, by_name) select id, '${walk.person('deputyHead')}', class_id, now(), 'list', 'x' from class_session where class_id = '${id}' returning 1`,
        `insert into class_certificate (class_id, person_id, person_name, org_name, issuer, class_title, number, code, hours, days, starts_on, ends_on, issued_on)
           values ('${id}', '${walk.person('deputyHead')}', 'x', 'x', 'x', 'x', 'x', repeat('A', 20), 1, 0, '2026-03-10', '2026-03-10', '2026-03-10') returning 1`,
        `update enrolment set status = 'dismissed' where class_id = '${id}' returning 1`,
        'select 1 from class_session_key',
        'select 1 from class_evaluation',
        'select authority.code_of_step(id, 1) from class_session',
        'delete from enrolment returning 1',
      ]) {
        const done = await run(forbidden).then(
          ({ rows }) => rows.length,
          () => 0,
        )
        assert.equal(done, 0, forbidden)
      }
      assert.equal(
        (
          await run(`update enrolment set reason = 'x' where place_id = '${place}' and status = 'enrolled' returning 1`).catch(() => ({
            rows: [],
          }))
        ).rows.length,
        0,
      )
    })
  })
})
