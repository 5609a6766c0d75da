import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { monthlyApi, type SessionLine } from '#contract/hours-monthly'
import { defaultSettings, hoursRulesApi } from '#contract/hours-rules'
import { openWorld, type World } from '#test/world'
import { postSession } from './index.ts'
import { judgeYear } from './monthly.rules.ts'
import { watchMonths } from './monthly.service.ts'

const rule = { from: '2025-02', warnFrom: 15 }
const line = (title: string, plannedOn: string, heldOn: string | null, more: Partial<SessionLine> = {}): SessionLine => ({
  room: 'training',
  id: title,
  title,
  host: '省平台',
  plannedOn,
  heldOn,
  cancelled: false,
  postponedFrom: [],
  not: null,
  ...more,
})

/** A year of sessions, with what each month came to by hand. */
const sessions = [
  line('一月一期', '2025-01-10', '2025-01-10'), // before the rule is watched
  line('二月一期', '2025-02-28', '2025-02-28'), // its last day
  line('三月改四月', '2025-04-01', '2025-04-01', { postponedFrom: ['2025-03-20'] }), // March loses it
  line('五月两期之一', '2025-05-06', '2025-05-06'),
  line('五月两期之二', '2025-05-20', '2025-05-20'),
  line('六月取消', '2025-06-18', null, { cancelled: true, not: '已取消' }),
  line('七月推迟两次', '2025-07-30', '2025-07-30', { postponedFrom: ['2025-07-08', '2025-07-15'] }), // within its month
  line('八月分平台', '2025-08-08', '2025-08-08', { not: '分平台、工作站举办，按现行配置不抵' }),
  line('九月晚于计划', '2025-09-29', '2025-10-09'), // held in October without a word of it
  line('十一月安排', '2025-11-25', null),
]
const states = (today: string) => judgeYear(2025, sessions, today, rule).map(({ state }) => state)

describe('a session in each month', () => {
  test('counts where it was held, over twelve months with postponements', () => {
    const year = judgeYear(2025, sessions, '2025-11-20', rule)
    assert.deepEqual(
      year.map(({ month, state, counted, planned, putOff, others }) => [
        month.slice(5),
        state,
        counted.length,
        planned.length,
        putOff.length,
        others.length,
      ]),
      [
        ['01', 'notInForce', 1, 0, 0, 0],
        ['02', 'kept', 1, 0, 0, 0],
        ['03', 'broken', 0, 0, 1, 0],
        ['04', 'kept', 1, 0, 0, 0],
        ['05', 'kept', 2, 0, 0, 0],
        ['06', 'broken', 0, 0, 0, 1],
        ['07', 'kept', 1, 0, 0, 0],
        ['08', 'broken', 0, 0, 0, 1],
        ['09', 'broken', 0, 0, 1, 0],
        ['10', 'kept', 1, 0, 0, 0],
        ['11', 'atRisk', 0, 1, 0, 0],
        ['12', 'future', 0, 0, 0, 0],
      ],
    )
  })

  for (const [today, state] of [
    ['2025-11-01', 'open'],
    ['2025-11-14', 'open'],
    ['2025-11-15', 'atRisk'],
    ['2025-11-30', 'atRisk'],
    ['2025-12-01', 'broken'],
  ] as const)
    test(`on ${today} November is ${state}`, () => assert.equal(states(today)[10], state))

  test('is not kept by one that is only said to be held on a day to come', () =>
    assert.equal(judgeYear(2025, [line('预填', '2025-11-28', '2025-11-28')], '2025-11-20', rule)[10]?.state, 'atRisk'))
})

describe('the platform of the province', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-16')
    // The world has no platform; two bureaus play it and a sub-platform.
    await world.sql.query('update org set kind = \'platform\', facts = \'{"subtype": "provincialPlatform"}\' where id = $1', [
      world.orgs.get('countyB'),
    ])
    await world.sql.query('update org set kind = \'platform\', facts = \'{"subtype": "subPlatform"}\' where id = $1', [
      world.orgs.get('stationElsewhere'),
    ])
    for (const [id, host, kind, plannedOn, heldOn] of [
      ['a', 'countyB', 'businessTraining', '2026-01-20', '2026-01-20'],
      ['b', 'stationElsewhere', 'businessTraining', '2026-02-10', '2026-02-10'],
      ['c', 'countyB', 'lecture', '2026-02-11', '2026-02-11'],
      ['d', 'county', 'businessTraining', '2026-02-12', '2026-02-12'],
      ['e', 'countyB', 'businessTraining', '2026-03-27', null],
    ] as const)
      await world.inService((ctx) =>
        postSession(ctx, {
          room: 'training',
          id,
          hostOrgId: world.orgs.get(host) as OrgId,
          kind,
          title: `期次${id}`,
          plannedOn,
          heldOn,
          cancelled: false,
        }),
      )
  })
  after(() => world.close())
  const months = async () => (await world.as('officer', monthlyApi).year({ query: {} })).months
  const queued = async () =>
    (
      await world.sql.query<{ key: string; person: string }>(
        "select j.payload->>'key' as key, p.account as person from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id join person p on p.id = (j.payload->>'personId')::uuid where t.identifier = 'inbox.tell' order by 1, 2",
      )
    ).rows.map(({ key, person }) => `${key} ${person}`)

  test('is judged by its own sessions of business training; the others stand beside with the reason', async () => {
    const [january, february, march, april] = await months()
    assert.deepEqual([january?.state, february?.state, march?.state, april?.state], ['kept', 'broken', 'atRisk', 'future'])
    assert.deepEqual(
      february?.others.map(({ id, not }) => [id, not]),
      [
        ['b', '分平台、工作站举办，按现行配置不抵'],
        ['c', '不是业务培训'],
        ['d', '主办单位不是省平台'],
      ],
    )
    assert.deepEqual(
      march?.planned.map(({ id }) => id),
      ['e'],
    )
  })

  test('is warned from the third week on, with the training officer of the province, once and once again', async () => {
    world.setDay('2026-03-14')
    await world.inService(watchMonths)
    assert.deepEqual(await queued(), [])
    for (const day of ['2026-03-16', '2026-03-17', '2026-03-26']) {
      world.setDay(day)
      await world.inService(watchMonths)
    }
    assert.deepEqual(
      [...new Set(await queued())],
      [
        'monthly:2026-03:risk officerb',
        'monthly:2026-03:risk provincetrainer',
        'monthly:2026-03:risk trainerb',
        'monthly:2026-03:risk:again officerb',
        'monthly:2026-03:risk:again provincetrainer',
        'monthly:2026-03:risk:again trainerb',
      ],
    )
    world.setDay('2026-04-01')
    await world.inService(watchMonths)
    assert.equal((await queued()).filter((one) => one.startsWith('monthly:2026-03:broken')).length, 3)
    world.setDay('2026-03-16')
  })

  test('has the sessions of its sub-platforms counted only by configuration', async () => {
    const settings = { ...defaultSettings, monthly: { ...defaultSettings.monthly, subPlatforms: true } }
    await world.as('provinceTrainer', hoursRulesApi).save({ body: { settings, reason: '省局确认口径' }, version: 0 })
    const [, february] = await months()
    assert.deepEqual([february?.state, february?.counted.map(({ id }) => id)], ['kept', ['b']])
  })
})
