import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { type ImportBatch, rostersApi } from '#contract/import'
import { peopleApi } from '#contract/people'
import { sessionApi } from '#contract/session'
import { tasksApi } from '#contract/tasks'
import type { Job } from '#kernel/jobs'
import { people } from '#people'
import { multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'

const jobs: Readonly<Record<string, Job>> = people.jobs

// A large table through the front door; the kind is the roster, because its rows cost least.
describe('a table of two thousand rows', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const rosters = (who: PersonKey = 'systemAdmin') => world.as(who, rostersApi)
  const head = ['姓名', '账号', '工号', '执法证号', '单位', '职责', '职务名称', '任职起始日']
  const row = (n: number) => [
    '测试员',
    `t.${n}`,
    `${n}`.padStart(18, '3'),
    `证${n}`,
    '甲市子县市场监督管理局',
    '办案人员',
    '科员',
    '2026-01-01',
  ]

  /** As people send it: a title over merged cells, a blank and a hidden row, and two kinds of fault. */
  const upload = async (count: number, spoil: (rows: string[][]) => void = () => undefined): Promise<ImportBatch> => {
    const rows = Array.from({ length: count }, (_, n) => row(n))
    spoil(rows)
    const workbook = new Workbook()
    const sheet = workbook.addWorksheet('全局人员')
    sheet.addRow(['某局花名册（2026 年）'])
    sheet.mergeCells('A1:H1')
    for (const cells of [head, ...rows]) sheet.addRow(cells)
    sheet.getRow(9).hidden = true
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(world, 'systemAdmin', '/rosters', multipart({}, '花名册.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }
  const call = ({ id, version }: ImportBatch) => ({ params: { batchId: id }, version })
  const perform = (taskId: string | null) =>
    jobs['import.roster']!.long!(world.house, world.inService, { taskId }, new AbortController().signal)
  const count = async () => (await world.as('systemAdmin', peopleApi).list({ query: { text: 't.' } })).total

  test('is checked whole, taken in as a task in its bringer’s name, and taken back as one', async () => {
    const batch = await upload(2000, (rows) => {
      rows[4] = []
      rows[5]![5] = '科长'
      rows[1999]![1] = 't.0'
    })
    assert.deepEqual(
      batch.faults.map(({ row: at, column, message }) => [at, column, message.slice(0, 6)]),
      [
        [8, 'F', '只能选：办案'],
        [2002, 'B', '与第 3 行'],
      ],
    )
    assert.deepEqual([batch.rows, batch.wrongRows], [1999, 2])
    const applying = await rosters().apply({ ...call(batch), body: { only: 'right' } })
    assert.deepEqual([applying.state, applying.made, await count()], ['applying', 0, 0])
    await assert.rejects(rosters().apply({ ...call(applying), body: { only: 'right' } }), { code: 'closed' })
    await assert.rejects(rosters().undo(call(applying)), { code: 'closed' })
    await perform(applying.taskId)
    const applied = await rosters().read({ params: { batchId: batch.id } })
    assert.deepEqual([applied.state, applied.made, applied.stopped, await count()], ['applied', 1997, null, 1997])
    const task = await world.as('systemAdmin', tasksApi).read({ params: { taskId: String(applying.taskId) } })
    assert.deepEqual([task.state, task.done, task.total, task.said], ['done', 1997, 1997, '已导入 1997 人。'])
    const { rows } = await world.sql.query(
      "select distinct actor, address from ledger_entry where object = 'person' and action = 'insert' and address = '后台任务'",
    )
    assert.deepEqual(rows, [{ actor: '系统管理甲', address: '后台任务' }])
    const again = await perform(applying.taskId)
    assert.deepEqual([again, await count()], [undefined, 1997])

    const undoing = await rosters().undo(call(applied))
    await perform(undoing.taskId)
    const undone = await rosters().read({ params: { batchId: batch.id } })
    assert.deepEqual([undone.state, undone.kept, await count()], ['undone', 0, 0])
    const own = await world.as('systemAdmin', sessionApi).mine({})
    assert.equal(own.length, 1) // the task's own sessions are over
  })

  test('that was cut off goes on where it was; one that is cancelled stands as far as it came', async () => {
    const applying = await rosters().apply({ ...call(await upload(260)), body: { only: 'all' } })
    const cut = Object.assign(Object.create(world.house) as typeof world.house, {
      database: {
        ...world.house.database,
        transaction: ((entry, work) =>
          count().then((n) => {
            if (n >= 100 && entry.address === '后台任务') throw new Error('cut')
            return world.house.database.transaction(entry, work)
          })) as typeof world.house.database.transaction,
      },
    })
    const long = jobs['import.roster']!.long!
    await assert.rejects(long(cut, world.inService, { taskId: applying.taskId }, new AbortController().signal), /cut/)
    assert.equal(await count(), 100)
    await perform(applying.taskId)
    const applied = await rosters().read({ params: { batchId: applying.id } })
    assert.deepEqual([applied.state, await count()], ['applied', 260])
    const undoing = await rosters().undo(call(applied))
    await world.as('systemAdmin', tasksApi).cancel({ params: { taskId: String(undoing.taskId) } })
    const stopped = await rosters().read({ params: { batchId: applying.id } })
    assert.deepEqual([stopped.state, stopped.stopped], ['applied', '已取消，没有做完'])
    await perform((await rosters().undo(call(stopped))).taskId)
    assert.equal(await count(), 0)
  })

  test('stops at a row that has become wrong since the check, and names it', async () => {
    const batch = await upload(230)
    await world.as('systemAdmin', peopleApi).create({ body: { account: 't.205', name: '后来者', certificateNo: '证后来' } })
    const applying = await rosters().apply({ ...call(batch), body: { only: 'all' } })
    await perform(applying.taskId)
    const stopped = await rosters().read({ params: { batchId: batch.id } })
    assert.deepEqual([stopped.state, stopped.made], ['applied', 200])
    assert.match(stopped.stopped ?? '', /第 208 行/)
  })
})
