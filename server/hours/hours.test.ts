import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import type { PersonId } from '#contract/common'
import { type HoursFilter, hoursApi } from '#contract/hours-people'
import { defaultSettings, hoursRulesApi } from '#contract/hours-rules'
import { asRuntime } from '#test/administrators'
import { openWorld, type PersonKey, type World } from '#test/world'
import { postCredit } from './index.ts'

describe('the hours of a person', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const hours = (who: PersonKey) => world.as(who, hoursApi)
  const of = (who: PersonKey) => ({ params: { personId: world.people[who].id as PersonId } })
  const credit = (
    who: PersonKey,
    id: string,
    count: number,
    more: { form?: string; subject?: string; days?: number; earnedOn?: string } = {},
  ) =>
    world.inService((ctx) =>
      postCredit(ctx, {
        personId: world.people[who].id as PersonId,
        form: more.form ?? 'class',
        subject: more.subject ?? null,
        theme: null,
        hours: count,
        days: more.days ?? 0,
        fromDay: more.earnedOn ?? '2026-03-02',
        earnedOn: more.earnedOn ?? '2026-03-02',
        source: { room: 'training', id, title: `班次${id}` },
        hostOrgId: null,
        qualifies: true,
      }),
    )

  test('are judged by his category, days or hours, and say what is missing and what counts', async () => {
    await credit('officer', 'one', 24, { days: 4 })
    await credit('officer', 'net', 70, { form: 'online' })
    assert.deepEqual((await hours('officer').mine({ query: {} })).verdict, 'unknown')
    await hours('trainer').setCategory({ ...of('officer'), body: { category: 'townshipDown', from: '2024-05-01' } })
    const mine = await hours('officer').mine({ query: {} })
    assert.deepEqual(
      mine.requirements.map(({ rule, met, from, to, lines }) => [
        rule,
        met,
        from,
        to,
        lines.map((line) => [line.needed, line.done, line.missing, line.counts]),
      ]),
      [
        [
          'CADRE-TOWNSHIP',
          false,
          '2026-01-01',
          '2026-12-31',
          [
            [90, 24, 66, '只计集中培训'],
            [12, 4, 8, '只计集中培训'],
          ],
        ],
        ['CADRE-ONLINE', null, '2026-01-01', '2026-12-31', [[null, 70, null, '只计网络培训']]],
      ],
    )
    assert.deepEqual(
      [mine.verdict, mine.mayKeep, mine.entries.length, mine.years],
      ['short', false, 2, [{ year: 2026, hours: 94, days: 4 }]],
    )
    await credit('officer', 'two', 0.5, { days: 8 })
    const met = await hours('officer').mine({ query: {} })
    assert.deepEqual([met.verdict, met.requirements[0]?.met], ['met', true])
    assert.equal((await hours('officer').mine({ query: { year: 2025 } })).verdict, 'short')
  })

  test('are a reversal later what they were, with both entries to be seen', async () => {
    const before = await hours('trainer').person({ ...of('officer'), query: {} })
    const [entry] = before.entries.filter(({ source }) => source.id === 'two')
    assert.equal(entry?.mayReverse, true)
    const call = { params: { entryId: entry?.id ?? '' }, body: { reason: '当日未到课' } }
    for (const who of ['officer', 'principalHead', 'provinceSupervisor'] as const)
      await assert.rejects(hours(who).reverse(call), { code: 'notAllowed' }, who)
    await assert.rejects(hours('trainerElsewhere').reverse(call), { code: 'notFound' })
    const after = await hours('trainer').reverse(call)
    assert.deepEqual(
      after.entries
        .filter(({ source }) => source.id === 'two')
        .map((one) => [one.hours, one.days, one.reverses === null, one.reason, one.reversed?.reason, one.mayReverse])
        .sort(),
      [
        [-0.5, -8, false, '当日未到课', undefined, false],
        [0.5, 8, true, null, '当日未到课', false],
      ],
    )
    assert.deepEqual(after.years, [{ year: 2026, hours: 94, days: 4 }])
    await assert.rejects(hours('trainer').reverse(call), { code: 'closed' })
    const [reversal] = after.entries.filter((one) => one.reverses !== null)
    await assert.rejects(hours('trainer').reverse({ ...call, params: { entryId: reversal?.id ?? '' } }), { code: 'closed' })
    // Said again by the room, the same source stays reversed; only a second turn counts.
    await credit('officer', 'two', 0.5, { days: 8 })
    assert.deepEqual((await hours('officer').mine({ query: {} })).years, [{ year: 2026, hours: 94, days: 4 }])
  })

  test('are not reversed by the training officer for himself', async () => {
    await credit('trainer', 'own', 8)
    const [entry] = (await hours('trainer').mine({ query: {} })).entries
    assert.equal(entry?.mayReverse, false)
    const call = { params: { entryId: entry?.id ?? '' }, body: { reason: '自己改' } }
    await assert.rejects(hours('trainer').reverse(call), { code: 'notAllowed' })
    await assert.rejects(hours('trainer').setCategory({ ...of('trainer'), body: { category: 'professional', from: '2026-01-01' } }), {
      code: 'notAllowed',
    })
    await hours('cityTrainer').setCategory({ ...of('trainer'), body: { category: 'professional', from: '2026-01-01' } })
    await hours('cityTrainer').reverse(call)
  })

  test('are read by himself, his heads, supervisors and training officers, and exist for nobody else', async () => {
    for (const who of [
      'officer',
      'unitHead',
      'deputyHead',
      'principalHead',
      'trainer',
      'cityTrainer',
      'citySupervisor',
      'provinceTrainer',
    ] as const)
      assert.equal((await hours(who).person({ ...of('officer'), query: {} })).entries.length, 4, who)
    for (const who of [
      'officer2',
      'stationHead',
      'headElsewhere',
      'trainerElsewhere',
      'trainerB',
      'examiner',
      'caseReviewer',
      'auditAdmin',
    ] as const)
      await assert.rejects(hours(who).person({ ...of('officer'), query: {} }), { code: 'notFound' }, who)
    await assert.rejects(hours('trainerElsewhere').setCategory({ ...of('officer'), body: { category: 'other', from: '2026-01-01' } }), {
      code: 'notFound',
    })
    await assert.rejects(hours('officer').people({ query: {} }), { code: 'notAllowed' })
    await assert.rejects(hours('principalHead').setCategory({ ...of('officer'), body: { category: 'other', from: '2026-01-01' } }), {
      code: 'notAllowed',
    })
  })

  test('stand in a list of one’s own people, by unit, category and verdict', async () => {
    const names = async (who: PersonKey, query: z.input<typeof HoursFilter>) =>
      (await hours(who).people({ query })).rows.map(({ name }) => name)
    assert.deepEqual(await names('stationHead', {}), ['所办案甲', '所办案乙', '所长甲'])
    assert.deepEqual(await names('trainer', { verdict: 'short' }), ['县办案甲', '县培训甲'])
    assert.deepEqual(await names('trainer', { category: 'townshipDown' }), ['县办案甲'])
    assert.deepEqual(await names('trainerElsewhere', { text: '县办案甲' }), ['邻县办案甲'])
    const [line] = (await hours('trainer').people({ query: { text: '县办案甲' } })).rows
    assert.deepEqual(
      [line?.classHours, line?.classDays, line?.onlineHours, line?.missing],
      [24, 4, 70, ['集中培训学时缺 66 学时，或 集中培训天数缺 8 天']],
    )
  })

  test('have their rules with article and mark, changed by the training officer of the province alone', async () => {
    const rules = (who: PersonKey) => world.as(who, hoursRulesApi)
    const read = await rules('officer').read({})
    assert.deepEqual([read.mayChange, read.changed, read.version], [false, null, 0])
    assert.ok(read.rules.every(({ article, mark }) => article !== '' && mark))
    const body = { settings: { ...defaultSettings, onlineMinimum: 40 }, reason: '省委组织部年度通知' }
    for (const who of ['trainer', 'cityTrainer'] as const)
      await assert.rejects(rules(who).save({ body, version: 0 }), { code: 'notAllowed' })
    for (const who of ['officer', 'provinceHead'] as const)
      await assert.rejects(rules(who).save({ body, version: 0 }), { code: 'notAllowed' })
    const saved = await rules('provinceTrainer').save({ body, version: 0 })
    assert.deepEqual([saved.settings.onlineMinimum, saved.changed?.by], [40, '省培训甲'])
    await assert.rejects(rules('provinceTrainer').save({ body, version: 0 }), { code: 'stale' })
    const online = (await hours('officer').mine({ query: {} })).requirements.find(({ rule }) => rule === 'CADRE-ONLINE')
    assert.deepEqual([online?.met, online?.lines[0]?.needed, online?.lines[0]?.missing], [true, 40, 0])
  })

  test('leave nothing to who runs SQL: categories, settings, sessions and boards are written and read by their own alone', async () => {
    const id = (who: PersonKey) => world.people[who].id
    const category = (who: PersonKey) =>
      `insert into staff_category (person_id, category, from_day) values ('${id(who)}', 'other', '2010-01-01')`
    const refused = (who: PersonKey, statement: string) =>
      asRuntime(world, world.people[who].token, (query) => assert.rejects(query(statement), { code: '42501' }, `${who}: ${statement}`))
    const touches = async (who: PersonKey, statement: string) => {
      let touched: unknown[] = []
      await asRuntime(world, world.people[who].token, async (query) => {
        touched = (await query(statement)).rows
      })
      return touched.length
    }
    for (const who of ['officer3', 'principalHead', 'trainer'] as const) await refused(who, category(who))
    await refused('principalHead', category('officer3'))
    await refused('trainerElsewhere', category('officer3'))
    for (const who of ['trainerElsewhere', 'principalHead', 'officer'] as const) {
      assert.equal(await touches(who, `delete from staff_category where person_id = '${id('officer')}' returning id`), 0, who)
      assert.equal(await touches(who, `update staff_category set unmet = true where person_id = '${id('officer')}' returning id`), 0, who)
    }
    for (const who of ['trainer', 'cityTrainer', 'provinceHead', 'systemAdmin'] as const)
      await refused(who, "insert into hours_setting (value, reason, by_name) values ('{}', 'xx', 'x')")
    await refused('provinceTrainer', 'update hours_setting set reason = reason')
    for (const who of ['trainer', 'provinceTrainer'] as const) {
      await refused(
        who,
        `insert into hosted_session (room, id, org_id, kind, title, planned_on) values ('x', 'x', '${world.orgs.get('county')}', 'x', 'x', '2026-01-01')`,
      )
      await refused(
        who,
        "insert into activity_use (statement_id, person_id, source_id, turn) values (gen_random_uuid(), gen_random_uuid(), 'x', 1)",
      )
    }
    const board = (unit: string) =>
      `select * from authority.coverage_people('${world.orgs.get(unit)}', '2026-03-10', '2024-01-01', '{county,city}', '{officer,unitHead}')`
    assert.ok((await touches('trainer', board('county'))) > 0)
    for (const [who, unit] of [
      ['trainerElsewhere', 'county'],
      ['trainer', 'cityA'],
      ['officer', 'county'],
      ['examiner', 'county'],
      ['systemAdmin', 'county'],
    ] as const)
      assert.equal(await touches(who, board(unit)), 0, `${who} ${unit}`)
  })
})
