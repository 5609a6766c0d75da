import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { OrgId, PersonId } from '#contract/common'
import { type CoverageCell, coverageApi } from '#contract/coverage'
import { hoursApi } from '#contract/hours-people'
import { defaultSettings, hoursRulesApi } from '#contract/hours-rules'
import { tasksApi } from '#contract/tasks'
import { getBytes } from '#test/bytes'
import { forty, openForty } from '#test/forty'
import type { PersonKey, World } from '#test/world'
import { coverageJobs, tellBehind } from './coverage.service.ts'
import { hoursExportJobs } from './hours.export.ts'

describe('forty people', () => {
  let world: World
  let ids: ReadonlyMap<string, string>
  before(async () => {
    ;({ world, ids } = await openForty())
  })
  after(() => world.close())

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
