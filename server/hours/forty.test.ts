import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { OrgId, PersonId } from '#contract/common'
import { type CoverageCell, coverageApi } from '#contract/coverage'
import { hoursApi } from '#contract/hours-people'
import { defaultSettings, hoursRulesApi } from '#contract/hours-rules'
import { tasksApi } from '#contract/tasks'
import { getBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { coverageJobs, tellBehind } from './coverage.service.ts'
import { hoursExportJobs } from './hours.export.ts'
import { postCredit } from './index.ts'

/**
 * Forty people of a small province on 2026-11-22, with what a training officer with a pencil makes of each. Duties: unit role from..to. Categories:
 * T 乡科级以下, C 县处级以上, P 专业技术人员, O 其他; `!` marks 提任前未达标. Credits: form hours/days@day, c class, o online, p practice; P and G the subject,
 * q 合格培训, x reversed, a twin `=` said twice. Missing: of each line of the first rule, null where no figure is known.
 */
const forty: readonly [
  name: string,
  duties: string,
  categories: string,
  credits: string,
  verdict: string,
  missing: (number | null)[],
  isTrained: boolean,
][] = [
  ['一', 'county officer 2020-01-01', 'T', 'c90/0@2026-05-10q', 'met', [0, 12], true],
  ['二', 'county officer 2020-01-01', 'T', 'c0/12@2026-06-01q', 'met', [90, 0], true],
  ['三', 'county officer 2020-01-01', 'T', 'c60/6@2026-04-01q c29.5/5.5@2026-09-01', 'short', [0.5, 0.5], true],
  ['四', 'county officer 2020-01-01', 'T', 'c89/11@2026-04-01 o100/0@2026-05-01', 'short', [1, 1], false],
  ['五', 'county officer 2020-01-01', 'T', 'c45/0@2025-12-31q c45/0@2026-01-01', 'short', [45, 12], true],
  ['六', 'county officer 2020-01-01', 'T', 'c90/0@2023-12-31q', 'short', [90, 12], false], // the day before the cycle
  ['七', 'county officer 2020-01-01', 'T', 'c90/0@2024-01-01q', 'short', [90, 12], true], // its first day
  ['八', 'county unitHead 2020-01-01', 'T', 'c90/0@2026-03-01qx', 'short', [90, 12], false],
  ['九', 'county officer 2020-01-01', 'T', 'c45/0@2026-02-02q=', 'short', [45, 12], true],
  ['十', 'county unitHead 2020-01-01', '', 'c90/0@2026-03-03q', 'unknown', [], true],
  ['十一', 'station officer 2020-01-01', 'T', 'c30/5@2026-07-01q', 'short', [60, 7], true],
  ['十二', 'station officer 2020-01-01', 'T', '', 'short', [90, 12], false],
  ['十三', 'station unitHead 2020-01-01', 'T', 'c91/13@2026-02-01q', 'met', [0, 0], true],
  ['十四', 'neighbour officer 2020-01-01..2026-03-31, county officer 2026-04-01', 'T', 'c20/3@2026-02-01q', 'short', [70, 9], true],
  ['十五', 'county officer 2020-01-01..2026-06-30, neighbour officer 2026-07-01', 'T', '', 'short', [90, 12], false],
  ['十六', 'county officer 2020-01-01..2026-10-31', 'T', 'c90/0@2026-02-10q', 'gone', [], true],
  ['十七', 'neighbour officer 2020-01-01', 'P', 'c60/0@2026-03-01P o30/0@2026-04-01G', 'met', [0, 0], false],
  ['十八', 'neighbour officer 2020-01-01', 'P', 'c59.5/0@2026-03-01P o40/0@2026-04-01', 'short', [0, 0.5], false],
  ['十九', 'neighbour officer 2020-01-01', 'P', 'c60/0@2026-03-05Pq o29.5/0@2026-04-01G', 'short', [0.5, 0], true],
  ['二十', 'neighbour caseReviewer 2020-01-01', 'P', 'c120/0@2025-05-01Pq c30/0@2026-05-01P', 'short', [60, 30], true], // nothing is carried over
  ['二一', 'neighbour legalReviewer 2020-01-01', 'P', 'p90/0@2026-05-01', 'short', [0, 60], false],
  ['二二', 'stationElsewhere officer 2020-01-01', 'T', 'c90/0@2026-11-22q', 'met', [0, 12], true], // today
  ['二三', 'stationElsewhere officer 2020-01-01', 'T', 'c90/0@2026-11-23q', 'short', [90, 12], false], // tomorrow
  ['二四', 'stationElsewhere unitHead 2020-01-01', 'O', 'c10/1@2026-05-01', 'unknown', [], false],
  ['二五', 'cityA officer 2020-01-01', 'C', 'c300/0@2024-05-01 c250/0@2026-05-01q', 'met', [0, null], true],
  ['二六', 'cityA officer 2020-01-01', 'C', 'c300/0@2022-12-31 c300/0@2025-05-01q', 'short', [250, null], true],
  ['二七', 'cityA unitHead 2020-01-01', 'C', 'c0/100@2025-05-01q', 'short', [550, null], true],
  ['二八', 'cityA officer 2020-01-01', 'C', 'o600/0@2025-05-01', 'short', [550, null], false],
  ['二九', 'cityA officer 2020-01-01 suspended', 'T', 'c90/0@2026-05-01q', 'gone', [], true],
  ['三十', 'cityB unitHead 2020-01-01', 'T C!2026-06-01', 'c40/0@2026-03-01q c60/0@2026-08-01', 'short', [450, null], true],
  ['三一', 'cityB officer 2020-01-01', 'T C!2025-10-01', 'c30/0@2025-05-01 c50/0@2026-02-01 c20/0@2026-10-02', 'short', [450, null], false],
  ['三二', 'cityB officer 2020-01-01, province officer 2024-01-01', 'T', 'c90/0@2026-05-01q', 'met', [0, 12], true], // once, where longest
  ['三三', 'countyB officer 2026-12-01', 'T', '', 'gone', [], false],
  ['三四', 'countyB officer 2026-11-22', 'T', '', 'short', [90, 12], false],
  ['三五', 'countyB presider 2020-01-01', 'T', 'c90/0@2026-05-01q', 'met', [0, 12], true], // no post of the rotation
  ['三六', 'countyB officer 2020-01-01 left', 'T', '', 'short', [90, 12], false],
  ['三七', 'countyB unitHead 2020-01-01', 'T', 'c44.5/6@2026-02-01q c45.5/5.5@2026-09-30', 'met', [0, 0.5], true],
  ['三八', 'province officer 2020-01-01', 'T', 'c12/2@2026-01-15 c12/2@2026-02-15 c12/2@2026-03-15q', 'short', [54, 6], true],
  ['三九', 'province unitHead 2020-01-01', 'C', 'c275/0@2023-01-01 c275/0@2026-11-01', 'met', [0, null], false],
  ['四十', 'province legalReviewer 2020-01-01', 'P', 'c45/0@2026-02-01P o45/0@2026-05-01Pq', 'met', [0, 0], true],
]

const categories: Record<string, string> = { T: 'townshipDown', C: 'countyUp', P: 'professional', O: 'other' }
const formsByLetter: Record<string, string> = { c: 'class', o: 'online', p: 'practice' }
const subjectsByLetter: Record<string, string> = { P: 'professional', G: 'public' }

describe('forty people', () => {
  let world: World
  const ids = new Map<string, string>()
  before(async () => {
    world = await openWorld('2026-11-22')
    // Whom the world has besides are not to be trained.
    await world.sql.query(
      "update duty set to_day = '2019-12-31' where role in ('officer', 'unitHead', 'caseReviewer', 'legalReviewer', 'presider')",
    )
    for (const [name, duties, belongs, credits] of forty) await settle(name, duties, belongs, credits)
  })
  after(() => world.close())

  async function settle(name: string, duties: string, belongs: string, credits: string) {
    const id = randomUUID()
    ids.set(name, id)
    const isLeft = duties.endsWith(' left')
    await world.sql.query('insert into person (id, account, name, status) values ($1, $2, $3, $4)', [
      id,
      `forty.${ids.size}`,
      `${name}号`,
      isLeft ? 'left' : 'active',
    ])
    for (const duty of duties.split(', ')) {
      const [unit, role, days, state] = duty.split(' ')
      const [from, to] = String(days).split('..')
      await world.sql.query(
        "insert into duty (person_id, org_id, org_at, role, class, title, from_day, to_day, status) values ($1, $2, 0, $3, 'business', '科员', $4, $5, $6)",
        [id, world.orgs.get(String(unit)), role, from, to ?? null, state === 'suspended' ? 'suspended' : 'active'],
      )
    }
    const [first, then] = belongs.split(' ')
    if (first)
      await world.sql.query(
        "insert into staff_category (person_id, category, from_day, to_day) values ($1, $2, '2020-01-01', $3::date - 1)",
        [id, categories[first], then?.slice(2) ?? null],
      )
    if (then)
      await world.sql.query('insert into staff_category (person_id, category, from_day, unmet) values ($1, $2, $3, true)', [
        id,
        categories[then[0]!],
        then.slice(2),
      ])
    for (const [at, credit] of credits.split(' ').filter(Boolean).entries()) await earn(id, at, credit)
  }

  async function earn(id: string, at: number, text: string) {
    const [, form = '', hours, days, earnedOn = '', marks = ''] = /^(\w)([\d.]+)\/([\d.]+)@([\d-]+)(.*)$/.exec(text) ?? []
    const subject = subjectsByLetter[marks[0] ?? ''] ?? null
    for (let said = 0; said < (marks.includes('=') ? 2 : 1); said += 1)
      await world.inService((ctx) =>
        postCredit(ctx, {
          personId: id as PersonId,
          form: formsByLetter[form] ?? '',
          subject,
          theme: null,
          hours: Number(hours),
          days: Number(days),
          fromDay: earnedOn,
          earnedOn,
          source: { room: 'training', id: `class-${at}`, title: '培训班' },
          hostOrgId: null,
          qualifies: marks.includes('q'),
        }),
      )
    if (marks.includes('x'))
      await world.sql.query(
        `insert into hours_entry (person_id, form, hours, days, from_day, earned_on, source_room, source_id, source_title, qualifies, reverses, reason)
         select person_id, 'class', 0, 0, from_day, earned_on, 'manual', 'x', 'x', false, id, '登记有误' from hours_entry where person_id = $1`,
        [id],
      )
  }

  const hours = (who: PersonKey) => world.as(who, hoursApi)
  const coverage = (who: PersonKey) => world.as(who, coverageApi)
  const unit = (key: string) => world.orgs.get(key) as OrgId
  const count = ({ people, trained }: CoverageCell) => [people, trained]

  for (const [name, , , , verdict, missing] of forty)
    test(`${name}号: ${verdict}, missing [${missing}]`, async () => {
      const call = { params: { personId: ids.get(name) as PersonId }, query: { year: 2026 } }
      if (verdict === 'gone') return assert.rejects(hours('provinceTrainer').person(call), { code: 'notFound' })
      const read = await hours('provinceTrainer').person(call)
      assert.deepEqual([read.verdict, (read.requirements[0]?.lines ?? []).map((line) => line.missing)], [verdict, missing])
      const [line] = (await hours('provinceTrainer').people({ query: { text: `${name}号`, size: 100 } })).rows.filter(
        (row) => row.name === `${name}号`,
      )
      assert.equal(line?.verdict, verdict) // the list judges by months, the page by days
    })

  test('what was missing on the eve of an appointment is made up within a year, and not a day later', async () => {
    const makeUp = async (name: string) => {
      const read = await hours('provinceTrainer').person({ params: { personId: ids.get(name) as PersonId }, query: { year: 2026 } })
      const found = read.requirements.find(({ rule }) => rule === 'PX-04')
      return [found?.from, found?.to, found?.met, found?.lines.map(({ needed, done, missing }) => [needed, done, missing])]
    }
    assert.deepEqual(await makeUp('三十'), [
      '2026-06-01',
      '2027-06-01',
      true,
      [
        [50, 60, 0],
        [12, 0, 12],
      ],
    ])
    assert.deepEqual(await makeUp('三一'), [
      '2025-10-01',
      '2026-10-01',
      false,
      [
        [60, 50, 10],
        [12, 0, 12],
      ],
    ])
  })

  test('are counted by unit, level and post, each once, as the pencil counts them', async () => {
    const board = await coverage('provinceTrainer').board({ query: {} })
    assert.deepEqual([board.month, board.asOf, board.cycle.from, board.cycle.to], ['2026-11', '2026-11-22', '2024-01-01', '2026-12-31'])
    assert.deepEqual([count(board.total), board.total.share], [[35, 21], 60])
    assert.deepEqual(
      board.units.map(({ name, cell }) => [name, ...count(cell)]),
      [
        ['本级', 3, 2],
        ['甲市局', 27, 16],
        ['乙市局', 5, 3],
      ],
    )
    assert.deepEqual(
      board.levels.map(({ level, cell }) => [level, ...count(cell)]),
      [
        ['province', 3, 2],
        ['city', 7, 5],
        ['county', 19, 11],
        ['station', 6, 3],
      ],
    )
    assert.deepEqual(
      board.posts.map(({ role, cell }) => [role, ...count(cell)]),
      [
        ['officer', 24, 14],
        ['unitHead', 8, 5],
        ['caseReviewer', 1, 1],
        ['legalReviewer', 2, 1],
      ],
    )
    const city = await coverage('cityTrainer').board({ query: {} })
    assert.deepEqual(
      city.units.map(({ name, cell }) => [name, ...count(cell)]),
      [
        ['本级', 4, 3],
        ['子县局', 14, 10],
        ['丑县局', 9, 3],
      ],
    )
    const county = await coverage('trainer').board({ query: {} })
    assert.deepEqual(
      county.units.map(({ name, cell }) => [name, ...count(cell)]),
      [
        ['本级', 11, 8],
        ['东街所', 3, 2],
      ],
    )
  })

  test('are counted where they were: before and after a transfer, and no more after they left', async () => {
    const own = async (who: 'trainer' | 'trainerElsewhere', month: string) => {
      const board = await coverage(who).board({ query: { month } })
      return [board.asOf, ...count(board.units[0]!.cell)]
    }
    assert.deepEqual(await own('trainer', '2026-10'), ['2026-10-31', 12, 9])
    assert.deepEqual(await own('trainer', '2026-06'), ['2026-06-30', 13, 9])
    assert.deepEqual(await own('trainerElsewhere', '2026-03'), ['2026-03-31', 6, 3])
    assert.deepEqual(await own('trainerElsewhere', '2026-11'), ['2026-11-22', 6, 2])
    const october = await coverage('provinceTrainer').board({ query: { month: '2026-10' } })
    assert.deepEqual(count(october.total), [35, 21])
    await assert.rejects(coverage('trainer').board({ query: { month: '2026-12' } }), { code: 'invalid' })
  })

  async function everyCell(who: PersonKey, orgId: OrgId, month: string): Promise<void> {
    const board = await coverage(who).board({ query: { orgId, month } })
    const cells: [CoverageCell, Record<string, string>][] = [
      [board.total, {}],
      ...board.units.map(({ id, cell }): [CoverageCell, Record<string, string>] => [cell, { childId: id }]),
      ...board.levels.map(({ level, cell }): [CoverageCell, Record<string, string>] => [cell, { level }]),
      ...board.posts.map(({ role, cell }): [CoverageCell, Record<string, string>] => [cell, { role }]),
    ]
    for (const [cell, which] of cells) {
      const where = `${who} ${board.unit.name} ${month} ${JSON.stringify(which)}`
      const opened = async (trained?: 'yes' | 'no') => {
        const { rows, total } = await coverage(who).people({
          query: { orgId, month, size: 100, ...which, ...(trained ? { trained } : {}) },
        })
        assert.equal(rows.length, total, where)
        return rows
      }
      const [all, yes, no] = [await opened(), await opened('yes'), await opened('no')]
      assert.deepEqual([all.length, yes.length, no.length], [cell.people, cell.trained, cell.people - cell.trained], where)
      assert.deepEqual([...yes, ...no].map(({ id }) => id).sort(), all.map(({ id }) => id).sort(), where)
    }
    // Each person stands in one unit, one level and one post of a board.
    for (const some of [board.units, board.levels, board.posts])
      assert.equal(
        some.reduce((sum, { cell }) => sum + cell.people, 0),
        board.total.people,
      )
  }

  test('stand behind every cell, as many as it says', async () => {
    for (const who of ['provinceTrainer', 'cityTrainer', 'trainer', 'provinceSupervisor'] as const) {
      // The reader's own board and each that opens from it; now, and at the ends of months with transfers behind them.
      const own = await coverage(who).board({ query: {} })
      const boards = [own.unit.id, ...own.units.filter(({ opens }) => opens).map(({ id }) => id)]
      for (const orgId of boards) for (const month of ['2026-06', '2026-11']) await everyCell(who, orgId, month)
    }
    const untrained = await coverage('trainer').people({ query: { trained: 'no', size: 100 } })
    assert.deepEqual(untrained.rows.map(({ name }) => name).sort(), ['八号', '六号', '十二号', '四号'].sort())
  })

  test('are nobody’s to see from the side or from below', async () => {
    for (const who of ['trainer', 'trainerElsewhere', 'principalHead'] as const) {
      await assert.rejects(coverage(who).board({ query: { orgId: unit('cityA') } }), { code: 'notFound' })
      await assert.rejects(coverage(who).people({ query: { orgId: unit('countyB') } }), { code: 'notFound' })
    }
    for (const who of ['presider', 'examiner', 'systemAdmin'] as const)
      await assert.rejects(coverage(who).board({ query: {} }), { code: /notAllowed|signInNeeded/ }, who)
  })

  test('fall behind only against a target, and whoever answers for a bureau is told once a month', async () => {
    assert.equal((await coverage('provinceTrainer').board({ query: {} })).total.behind, false)
    const told = async () => {
      await world.inService(tellBehind)
      const { rows } = await world.sql.query<{ key: string }>(
        "select payload->>'key' as key, payload->>'personId' as person, payload->>'title' as title from queued_messages",
      )
      return rows
    }
    await world.sql.query(
      "create view queued_messages with (security_invoker = true) as select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'inbox.tell'",
    )
    assert.deepEqual(await told(), [])
    const settings = { ...defaultSettings, coverage: { ...defaultSettings.coverage, target: 90 } }
    const rules = world.as('provinceTrainer', hoursRulesApi)
    const { version } = await rules.save({ body: { settings, reason: '省局年度目标' }, version: 0 })
    const board = await coverage('provinceTrainer').board({ query: {} })
    assert.deepEqual([board.pace, board.total.behind], [87.5, true]) // 35 of 36 months of 90 %
    // 市级 5 of 7 is 71.4 %: behind 90, not behind 70; a level without a target of its own has that of all.
    assert.deepEqual(
      board.levels.map(({ level, cell }) => [level, cell.behind]),
      [
        ['province', true],
        ['city', true],
        ['county', true],
        ['station', true],
      ],
    )
    const levelled = { ...settings, coverage: { ...settings.coverage, levelTargets: { city: 70 } } }
    await rules.save({ body: { settings: levelled, reason: '分层级目标' }, version })
    const again = await coverage('provinceTrainer').board({ query: {} })
    assert.deepEqual(
      again.levels.map(({ target, cell }) => [target, cell.behind]),
      [
        [90, true],
        [70, false],
        [90, true],
        [90, true],
      ],
    )
    const keys = new Set((await told()).map(({ key }) => key))
    assert.deepEqual(
      [...keys].sort(),
      [unit('cityA'), unit('county'), unit('neighbour'), unit('cityB')].map((id) => `coverage:${id}:2026-10`).sort(),
    ) // 寅县局 is at 100 %
  })

  test('leave as a table of hours that says of each what the list says', async () => {
    const { taskId } = await hours('trainer').export({ body: { verdict: 'short', year: 2026 } })
    await hoursExportJobs['hours.export'].long!(world.house, world.inService, { taskId }, new AbortController().signal)
    const { state, said } = await world.as('trainer', tasksApi).read({ params: { taskId } })
    // 三四五六七八九, 十四 of the county, 十一 and 十二 of its station.
    assert.deepEqual([state, said], ['done', '截至 2026-11-22，共 10 人。'])
    const workbook = new Workbook()
    await workbook.xlsx.load((await getBytes(world, 'trainer', `/tasks/${taskId}/file`)).content)
    const sheet = workbook.worksheets[0]!
    assert.equal(sheet.rowCount, 3 + 10)
    const at = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13].find((row) => sheet.getCell(row, 1).value === '三号') ?? 0
    assert.deepEqual(
      [6, 7, 11].map((column) => sheet.getCell(at, column).value),
      [89.5, 11.5, '集中培训学时缺 0.5 学时，或 集中培训天数缺 0.5 天'],
    )
    await assert.rejects(hours('presider').export({ body: {} }), { code: /notAllowed|signInNeeded/ })
  })

  test('leave as a table that says as many', async () => {
    const { taskId } = await coverage('trainer').export({ body: {} })
    await coverageJobs['coverage.export'].long!(world.house, world.inService, { taskId }, new AbortController().signal)
    const { state, said } = await world.as('trainer', tasksApi).read({ params: { taskId } })
    assert.deepEqual([state, said], ['done', '甲市子县市场监督管理局，截至 2026-11-22：应训 14 人，已训 10 人。'])
    const workbook = new Workbook()
    await workbook.xlsx.load((await getBytes(world, 'trainer', `/tasks/${taskId}/file`)).content)
    assert.equal(workbook.worksheets[0]!.rowCount, 3 + 14)
  })
})
