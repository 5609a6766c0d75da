import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { DutyId } from '#contract/common'
import { type ImportBatch, rostersApi } from '#contract/import'
import { peopleApi, type RosterCall } from '#contract/people'
import { tasksApi } from '#contract/tasks'
import { adminOf, asRuntime, everybodyBut, unit } from '#test/administrators'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { openWorld, type World } from '#test/world'
import { rosterExportJobs } from './roster.export.ts'
import { rosterPlan } from './roster.plan.ts'

describe('a roster', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const system = () => world.as('systemAdmin', peopleApi)
  const rosters = () => world.as('systemAdmin', rostersApi)
  const good = ['甲某', 'jia.mou', '', '闽执7001', '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01']
  const upload = async (...rows: string[][]): Promise<ImportBatch> => {
    const { content } = await getBytes(world, 'systemAdmin', '/rosters/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const row of rows) workbook.worksheets[0]!.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(world, 'systemAdmin', '/rosters', multipart({}, '我局花名册.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }

  test('names each fault at its row and column, and imports nothing yet', async () => {
    const batch = await upload(
      good,
      ['乙某', 'jia.mou', '', '闽执7001', '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01'],
      ['丙某', 'officer', '', '', '丁市市场监督管理局', '科长', '科员', '二月'],
      ['丁某', '丁', '', '', '350102001', '办案人员', '科员', '2026-01-01'],
    )
    assert.deepEqual(
      batch.faults.map(({ row, column, message }) => `${row}${column} ${message.slice(0, 6)}`).sort(),
      [
        '4B 与第 3 行',
        '4D 与第 3 行',
        '5B 账号已存在，',
        '5E 管辖范围内没',
        '5F 只能选：办案',
        '5H 日期写法无法',
        '6B 账号由小写字',
        '6D 办案人员必须',
      ].sort(),
    )
    assert.deepEqual([batch.rows, batch.wrongRows, batch.state, batch.made], [4, 3, 'checked', 0])
    const { content } = await getBytes(world, 'systemAdmin', `/rosters/${batch.id}/errors`)
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    assert.match(workbook.worksheets[0]!.getCell('I5').text, /B列「账号」账号已存在/)
    await assert.rejects(rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'all' } }), { code: 'closed' })
  })

  test('imports the right rows as proposals, that the security administrator puts in force', async () => {
    const batch = await upload(good, ['乙某', 'officer', '', '闽执7002', '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01'])
    const applied = await rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'right' } })
    assert.deepEqual([applied.state, applied.made], ['applied', 1])
    await assert.rejects(rosters().apply({ params: { batchId: batch.id }, version: 2, body: { only: 'right' } }), { code: 'closed' })
    const security = world.as('securityAdmin', peopleApi)
    await assert.rejects(system().proposedDuties({ query: {} }), { code: 'notAllowed' })
    const { rows } = await security.proposedDuties({ query: {} })
    assert.deepEqual(
      rows.map(({ person: { account }, role, status }) => [account, role, status]),
      [['jia.mou', 'officer', 'invited']],
    )
    await assert.rejects(system().confirmDuties({ body: { dutyIds: [rows[0]!.id] } }), { code: 'notAllowed' })
    assert.deepEqual(await security.confirmDuties({ body: { dutyIds: [rows[0]!.id, crypto.randomUUID() as DutyId] } }), { given: 1 })
    const undone = await rosters().undo({ params: { batchId: batch.id }, version: 2 })
    assert.equal(undone.state, 'undone')
    assert.equal((await system().list({ query: { text: 'jia.mou' } })).total, 1) // given a duty: stays
  })

  test('is taken back as one, and can then be imported again', async () => {
    const row = ['戊某', 'wu.mou', '', '闽执7003', '甲市子县市场监督管理局', '案件审核人员', '审核员', '2026-01-01']
    for (let round = 0; round < 2; round += 1) {
      const batch = await upload(row)
      assert.deepEqual(batch.faults, [])
      await rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'all' } })
      assert.equal((await system().list({ query: { text: 'wu.mou' } })).total, 1)
      const { version } = await rosters().undo({ params: { batchId: batch.id }, version: 2 })
      assert.equal((await system().list({ query: { text: 'wu.mou' } })).total, 0)
      await assert.rejects(rosters().undo({ params: { batchId: batch.id }, version }), { code: 'closed' })
    }
  })

  test('is nobody else’s: not to template, not to list, not by row security', async () => {
    for (const who of everybodyBut('systemAdmin')) {
      await assert.rejects(getBytes(world, who, '/rosters/template'), { code: 'notAllowed' })
      await assert.rejects(world.as(who, rostersApi).list({ query: {} }), { code: 'notAllowed' })
      await asRuntime(world, world.people[who].token, async (query) =>
        assert.deepEqual((await query('select 1 from import_batch')).rows, []),
      )
    }
  })
})

describe('a roster that leaves the house', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const rosters = () => world.as('systemAdmin', rostersApi)

  /** The workbook that the task made, and what the person is told. */
  const exported = async (body: RosterCall = {}) => {
    const { taskId } = await world.as('systemAdmin', peopleApi).exportRoster({ body })
    await rosterExportJobs['roster.export'].long!(world.house, world.inService, { taskId }, new AbortController().signal)
    const { state, said } = await world.as('systemAdmin', tasksApi).read({ params: { taskId } })
    const { content } = await getBytes(world, 'systemAdmin', `/tasks/${taskId}/file`)
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    return { state, said, content, workbook, sheet: workbook.worksheets[0]! }
  }
  const bringBack = async (content: Buffer) =>
    (await postBytes(world, 'systemAdmin', '/rosters', multipart({}, '花名册.xlsx', content))) as unknown as ImportBatch // serialised by the endpoint's own schema
  const state = async () =>
    (
      await world.sql.query(
        'select (select jsonb_agg(p order by id) from person p) people, (select jsonb_agg(d order by id) from duty d) duties',
      )
    ).rows

  test('comes back unchanged and changes nothing, whatever people and units are called', async () => {
    const [{ id }] = (
      await world.sql.query(
        "insert into person (account, name, staff_no, certificate_no) values ('odd.one', '=1+1', '0007', '350102199001010011') returning id",
      )
    ).rows
    await world.sql.query(
      `insert into duty (person_id, org_id, org_at, role, class, title, from_day, to_day, status) values
         ($1, $2, 0, 'officer', 'business', '-兼任', '2025-02-28', '2026-03-10', 'active'), ($1, $2, 0, 'presider', 'business', '听证主持人', '2026-05-01', null, 'invited'),
         ($1, $3, 0, 'officer', 'business', '已结束', '2020-01-01', '2026-03-09', 'active')`,
      [id, world.orgs.get('county'), world.orgs.get('neighbour')],
    )
    await world.sql.query("update org set name = (select name from org where code = '350102') where code = '350103'") // two of one name
    await world.sql.query("insert into person (account, name) values ('no.duty', '无职务')")
    const before = await state()
    const { said, content, sheet } = await exported()
    assert.match(said ?? '', /共 33 行.*另有 1 人没有/u)
    assert.deepEqual(
      rosterPlan([]).columns.map((_, at) => sheet.getCell(3, at + 1).value),
      rosterPlan([]).columns.map(({ title }) => title),
    )
    const batch = await bringBack(content)
    assert.deepEqual([batch.faults, batch.rows, batch.sameRows, batch.wrongRows], [[], 33, 33, 0])
    await assert.rejects(
      rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'all' } }),
      (error: { code: string; message: string }) => error.code === 'closed' && /没有新的行/u.test(error.message),
    )
    assert.deepEqual(await state(), before)
  })

  test('brings in what was added below, says what was altered, and gives back no more than it brought', async () => {
    const { workbook, sheet } = await exported()
    const at = [...Array(sheet.rowCount + 1).keys()].find((row) => sheet.getCell(row + 1, 2).value === 'officer')! + 1
    sheet.getCell(at, 1).value = '改名甲'
    sheet.getCell(at, 7).value = '改了职务'
    sheet.addRow(['单　新', 'xin.ren', '', '闽执8001', '350102', '办案人员', '科员', '2026-01-01'])
    sheet.addRow(['邻居', 'officerb', '', '', '350102', '案件审核人员', '审核员', '2026-01-01'])
    const batch = await bringBack(Buffer.from(await workbook.xlsx.writeBuffer()))
    assert.deepEqual(
      batch.faults.map(({ row, column, message }) => [row, column, message]),
      [
        [at, 'B', '账号已存在，与现有记录不同：姓名、职务名称。修改请到“人员”页面办理'],
        [sheet.rowCount, 'B', '账号已存在，与现有记录不同：姓名、执法证号、单位、职责、职务名称、任职起始日。修改请到“人员”页面办理'],
      ],
    )
    const before = await state()
    const applied = await rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'right' } })
    assert.deepEqual([applied.made, applied.sameRows], [1, 32])
    const [found] = (await world.as('systemAdmin', peopleApi).list({ query: { text: 'sx' } })).rows // 单 as a surname is shan
    assert.deepEqual([found?.account, found?.name], ['xin.ren', '单新'])
    const undone = await rosters().undo({ params: { batchId: batch.id }, version: 2 })
    assert.deepEqual([undone.state, undone.kept], ['undone', 0])
    assert.deepEqual(await state(), before)
  })

  test('of one unit holds what is at and below it', async () => {
    const { sheet } = await exported({ orgId: unit(world, 'cityB') })
    assert.deepEqual([sheet.rowCount, sheet.getCell('B4').value], [5, 'officerb'])
  })

  test('is the system administrator’s alone, within his reach, and is written down', async () => {
    for (const who of everybodyBut('systemAdmin'))
      await assert.rejects(world.as(who, peopleApi).exportRoster({ body: {} }), { code: 'notAllowed' })
    const city = await adminOf(world, 'cityB', 'systemAdmin')
    const { taskId } = await city.exportRoster({ body: { orgId: unit(world, 'county') } })
    await rosterExportJobs['roster.export'].long!(world.house, world.inService, { taskId }, new AbortController().signal)
    const { rows } = await world.sql.query(
      "select state, total from task where id = $1 union all select 'said', (detail->>'lines')::int from ledger_entry where action = 'export' and object = 'person' and actor = '市管理员'",
      [taskId],
    )
    assert.deepEqual(rows, [
      { state: 'done', total: 0 },
      { state: 'said', total: 0 },
    ])
  })
})
