import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { type LedgerFilter, ledgerApi, ledgerObjects } from '#contract/ledger'
import { peopleApi } from '#contract/people'
import { tasksApi } from '#contract/tasks'
import { asRuntime, everybodyBut } from '#test/administrators'
import { getBytes } from '#test/bytes'
import { openWorld, type World } from '#test/world'
import { ledgerJobs } from './ledger.jobs.ts'

describe('the ledger', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())
  const audit = () => world.as('auditAdmin', ledgerApi)

  test('names every table that it watches in Chinese', async () => {
    const { rows } = await world.sql.query(
      `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'ledger' and p.proname = 'record' group by c.relname`,
    )
    assert.ok(rows.length > 20)
    assert.deepEqual(
      rows.map(({ name }) => name).filter((name) => ledgerObjects[name] === undefined),
      [],
    )
  })

  test('is searched by the audit administrator alone', async () => {
    await world.as('systemAdmin', peopleApi).create({ body: { account: 'seen', name: '被审计' } })
    const found = await audit().list({ query: { object: 'person', action: 'insert', actor: '系统管理甲' } })
    assert.equal(found.total, 1)
    assert.deepEqual([found.rows[0]?.actor, found.rows[0]?.role, found.rows[0]?.after?.length], ['系统管理甲', 'systemAdmin', 64])
    for (const who of everybodyBut('auditAdmin')) {
      await assert.rejects(world.as(who, ledgerApi).list({ query: {} }), { code: 'notAllowed' })
      await assert.rejects(world.as(who, ledgerApi).export({ body: {} }), { code: 'notAllowed' })
      await asRuntime(world, world.people[who].token, async (query) =>
        assert.deepEqual((await query('select 1 from ledger_entry')).rows, []),
      )
    }
  })

  const exported = async (filter: LedgerFilter) => {
    const { taskId } = await audit().export({ body: filter })
    await ledgerJobs['ledger.export'].long!(world.house, world.inService, { taskId }, new AbortController().signal)
    const task = await world.as('auditAdmin', tasksApi).read({ params: { taskId } })
    if (task.state !== 'done') return { task, sheet: null }
    const workbook = new Workbook()
    await workbook.xlsx.load((await getBytes(world, 'auditAdmin', `/tasks/${taskId}/file`)).content)
    return { task, sheet: workbook.worksheets[0] ?? null }
  }

  test('is exported as a task, with every line once and the filter in words, and the export is an entry', async () => {
    await world.sql.query(
      "insert into ledger_entry (actor, action, object, detail) select '=1+1', 'read', 'lead', jsonb_build_object('n', n) from generate_series(1, 1203) n",
    )
    const { task, sheet } = await exported({ object: 'lead', action: 'read', from: '2026-01-01' })
    assert.deepEqual([task.state, task.done, task.total], ['done', 1203, 1203])
    assert.match(String(sheet?.getCell('A1').value), /导出人：审计管理甲（福建省市场监督管理局）.*共 1,203 条/u)
    assert.equal(sheet?.getCell('A2').value, '筛选条件：日期：2026-01-01 至 ；动作：查看；对象：线索')
    const lines = new Set<unknown>()
    for (let row = 4; row <= (sheet?.rowCount ?? 0); row += 1) lines.add(sheet?.getCell(row, 13).value)
    assert.deepEqual([lines.size, sheet?.getCell('B4').value], [1203, '=1+1'])
    const [entry] = (await audit().list({ query: { action: 'export', object: 'ledger_entry' } })).rows
    assert.deepEqual(entry?.detail, { filter: { object: 'lead', action: 'read', from: '2026-01-01' }, lines: 1203 })
  })

  test('of more lines than an export holds is not cut off, but refused with what to do', async () => {
    await world.sql.query(
      "insert into ledger_entry (actor, action, object) select 'x', 'read', 'complaint' from generate_series(1, 100001)",
    )
    const { task } = await exported({ object: 'complaint' })
    assert.deepEqual([task.state, task.fileName], ['failed', null])
    assert.match(task.said ?? '', /超过 100,000 行.*缩小筛选范围/u)
  })
})
