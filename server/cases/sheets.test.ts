import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Workbook } from '@cj-tech-master/excelts'
import { casesApi } from '#contract/cases'
import { type ImportBatch, leadImportsApi } from '#contract/import'
import { tasksApi } from '#contract/tasks'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { aLead, type CaseWorld, openCaseWorld } from '#test/case-world'
import type { PersonKey } from '#test/world'
import { exportJobs } from './export.jobs.ts'

const good = ['举报', '', '2026-02-27', '350102', '东街 1 号', '销售假冒鞋', '', '导入鞋行', '法人', '91350102MA00000001', '']

describe('leads from Excel', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())
  const api = () => w.world.as('officer', leadImportsApi)

  const upload = async (...rows: string[][]): Promise<ImportBatch> => {
    const { content } = await getBytes(w.world, 'officer', '/lead-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const row of rows) workbook.worksheets[0]!.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(w.world, 'officer', '/lead-imports', multipart({}, '线索.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }
  const call = (batch: ImportBatch) => ({ params: { batchId: batch.id }, version: batch.version })

  test('are checked by row and column, and only the right ones come in, each with its own clock', async () => {
    const batch = await upload(good, ['举报', '', '2026-03-04', '440100', '', '无地点', '', '', '', '123', ''])
    assert.deepEqual([batch.rows, batch.wrongRows, batch.made], [2, 1, 0])
    assert.deepEqual(batch.faults.map(({ row, column, title }) => [row, column, title]).sort(), [
      [4, 'C', '发现或者收到之日'],
      [4, 'D', '行为发生地区划代码'],
      [4, 'E', '行为发生地'],
      [4, 'H', '当事人名称'],
    ])
    await assert.rejects(api().apply({ ...call(batch), body: { only: 'all' } }), { code: 'closed' })
    const applied = await api().apply({ ...call(batch), body: { only: 'right' } })
    assert.equal(applied.made, 1)
    await assert.rejects(api().apply({ ...call(batch), body: { only: 'right' } }), { code: 'stale' })
    const { rows } = await w.world.as('officer', casesApi).leads({ query: { text: '导入鞋行' } })
    assert.deepEqual(
      rows.map(({ foundOn, due, stateTitle }) => [foundOn, due, stateTitle]),
      [['2026-02-27', '2026-03-19', '待分派']],
    )
  })

  test('go back as one batch; what somebody has begun stays', async () => {
    const batch = await api().apply({ ...call(await upload(good, good)), body: { only: 'all' } })
    const { rows } = await w.world.sql.query<{ made_id: string }>('select made_id from import_made where batch_id = $1 order by row', [
      batch.id,
    ])
    const [begun, untouched] = rows.map((row) => row.made_id) as [string, string] // two rows were right
    await w.take('unitHead', begun, 'assign', { officers: [w.world.people.officer.id] })
    const undone = await api().undo(call(batch))
    assert.deepEqual([undone.state, undone.made, undone.kept], ['undone', 2, 1])
    assert.equal((await w.read('officer', begun)).state, 'verifying')
    assert.equal((await w.read('officer', untouched)).state, 'withdrawn')
  })

  test("an 18-digit number that Excel has damaged is said, and the batch is its uploader's alone", async () => {
    const batch = await upload([...good.slice(0, 9), '9.1350102E+17', ''])
    assert.deepEqual(
      batch.faults.map(({ column }) => column),
      ['J'],
    )
    await assert.rejects(w.world.as('officer2', leadImportsApi).read({ params: { batchId: batch.id } }), { code: 'notFound' })
    const errors = await getBytes(w.world, 'officer', `/lead-imports/${batch.id}/errors`)
    const marked = new Workbook()
    await marked.xlsx.load(errors.content)
    assert.match(JSON.stringify(marked.worksheets[0]!.getCell('J3').style), /FF/u)
  })
})

describe('an export', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
    await w.register('officer', { parties: [{ name: '子县甲鞋行' }] })
    await w.register('officer', { parties: [{ name: '=1+1' }] })
    await w.register('officerElsewhere', { ...aLead, divisionCode: '350103', parties: [{ name: '丑县鞋行' }] })
  })
  after(() => w.close())

  const run = (taskId: string) => {
    const job = exportJobs['cases.export']
    return job.long!(w.world.house, w.world.inService, { taskId }, new AbortController().signal)
  }
  const opened = async (who: PersonKey, taskId: string) => {
    const workbook = new Workbook()
    await workbook.xlsx.load((await getBytes(w.world, who, `/tasks/${taskId}/file`)).content)
    return workbook.worksheets[0]!
  }
  const exported = async (who: PersonKey, filter: object = {}) => {
    const { taskId } = await w.world.as(who, casesApi).export({ body: { list: 'leads', filter } })
    await run(taskId)
    const task = await w.world.as(who, tasksApi).read({ params: { taskId } })
    const sheet = await opened(who, taskId)
    const parties: string[] = []
    for (let row = 4; row <= sheet.rowCount; row++) parties.push(String(sheet.getCell(row, 4).value))
    return { task, sheet, parties }
  }

  test("holds the present filter in the person's own reach, with who and what on top", async () => {
    const all = await exported('officer')
    assert.deepEqual(all.parties.sort(), ['=1+1', '子县甲鞋行'])
    assert.match(String(all.sheet.getCell('A1').value), /县办案甲.*2026-03-03/u)
    assert.deepEqual([all.task.state, all.task.done, all.task.total], ['done', 2, 2])
    const some = await exported('officer', { text: '甲鞋', state: ['registered'], source: ['report'], org: w.world.orgs.get('county') })
    assert.deepEqual(some.parties, ['子县甲鞋行'])
    assert.equal(some.sheet.getCell('A2').value, '筛选条件：关键词：甲鞋；状态：待分派；来源：举报；单位：甲市子县市场监督管理局及下级')
    assert.deepEqual((await exported('officerElsewhere')).parties, ['丑县鞋行'])
    assert.equal((await exported('citySupervisor')).parties.length, 3)
  })

  test("is one at a time, is its owner's alone, and is written down", async () => {
    const { taskId } = await w.world.as('officer', casesApi).export({ body: { list: 'cases', filter: {} } })
    await assert.rejects(w.world.as('officer', casesApi).export({ body: { list: 'leads', filter: {} } }), { code: 'closed' })
    await assert.rejects(w.world.as('officer2', tasksApi).read({ params: { taskId } }), { code: 'notFound' })
    const { rows } = await w.world.sql.query("select object from ledger_entry where action = 'export' and object_id = $1", [taskId])
    assert.deepEqual(rows, [{ object: 'cases' }])
    await w.world.as('officer', tasksApi).cancel({ params: { taskId } })
    await run(taskId)
    assert.equal((await w.world.as('officer', tasksApi).read({ params: { taskId } })).state, 'cancelled')
  })

  test('of chosen rows holds these alone, and nothing that the person may not see', async () => {
    const { rows } = await w.world.as('citySupervisor', casesApi).leads({ query: {} })
    const ids = rows.filter(({ party }) => party !== '=1+1').map(({ id }) => id)
    const { taskId } = await w.world.as('officer', casesApi).export({ body: { list: 'leads', filter: {}, ids } })
    await run(taskId)
    const sheet = await opened('officer', taskId)
    assert.deepEqual([sheet.rowCount, sheet.getCell('D4').value], [4, '子县甲鞋行'])
    assert.equal(sheet.getCell('A2').value, '筛选条件：选中：2 条')
  })

  test('ends with the duty under which it was begun', async () => {
    const { taskId } = await w.world.as('officer3', casesApi).export({ body: { list: 'leads', filter: {} } })
    await w.world.sql.query("update duty set to_day = '2026-03-02' where id = $1", [w.world.people.officer3.dutyId])
    await run(taskId)
    const { rows } = await w.world.sql.query("select state, sha256, outcome->>'said' as said from task where id = $1", [taskId])
    assert.deepEqual([rows[0].state, rows[0].sha256], ['failed', null])
    assert.match(rows[0].said, /职务已经结束/)
  })

  test('of twenty thousand leads opens, with every row once', async () => {
    await w.world.sql.query("set session_replication_role = 'replica'") // what the triggers write is not looked at here
    await w.world.sql.query(
      `with made as (
         insert into matter (process, law_of, state, title, number, owner_org_id, owner_at, handling_org_id, handling_at, opened_on)
         select 'lead', '2026-03-03', 'registered', '涉嫌违法 ' || n, (900000000000000000 + n)::text, o.id, o.lo, o.id, o.lo, date '2026-01-01' + n % 30
           from org o, generate_series(1, 20000) n where o.id = $1 returning id)
       insert into lead (matter_id, source, found_on, division_code, place, content)
       select id, 'report', '2026-01-01', '350203', '某地', '=HYPERLINK("x")' from made`,
      [w.world.orgs.get('countyB')],
    )
    await w.world.sql.query("set session_replication_role = 'origin'")
    const { taskId } = await w.world.as('officerB', casesApi).export({ body: { list: 'leads', filter: {} } })
    await run(taskId)
    const sheet = await opened('officerB', taskId)
    assert.equal(sheet.rowCount, 20_003)
    const numbers = new Set<unknown>()
    for (let row = 4; row <= sheet.rowCount; row += 1) numbers.add(sheet.getCell(row, 1).value)
    assert.equal(numbers.size, 20_000)
    assert.ok(numbers.has('900000000000020000'), 'eighteen digits stay whole')
    assert.ok(sheet.getCell('H4').value instanceof Date)
  })

  test('that is cancelled in the middle stops there and offers nothing', async () => {
    const tasks = w.world.as('officerB', tasksApi)
    const { taskId } = await w.world.as('officerB', casesApi).export({ body: { list: 'leads', filter: {} } })
    const params = { taskId }
    const running = run(taskId)
    while ((await tasks.read({ params })).done === 0) await sleep(20)
    await tasks.cancel({ params })
    await running
    const task = await tasks.read({ params })
    assert.deepEqual([task.state, task.fileName, task.done < 20_000], ['cancelled', null, true])
    await assert.rejects(getBytes(w.world, 'officerB', `/tasks/${taskId}/file`), { code: 'notFound' })
  })
})
