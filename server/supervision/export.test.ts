import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { supervisionApi, type TaskFilter } from '#contract/supervision'
import { tasksApi } from '#contract/tasks'
import { getBytes } from '#test/bytes'
import { openTaskWorld, type TaskWorld } from '#test/task-world'
import type { PersonKey } from '#test/world'
import { taskExportJobs } from './task.export.ts'

describe('the list of supervised tasks as a workbook', () => {
  let walk: TaskWorld
  before(async () => {
    walk = await openTaskWorld()
    await walk.create('county', { title: '子县的任务', supportOrgIds: [walk.org('neighbour')] }, 'cityCoordinator')
    await walk.create('neighbour', { title: '丑县的任务', dueOn: '2026-03-03' }, 'cityCoordinator')
    await walk.create('cityB', { title: '乙市的任务' })
  })
  after(() => walk.world.close())

  async function exported(who: PersonKey, filter: Partial<TaskFilter> = {}) {
    const { taskId } = await walk.world.as(who, supervisionApi).export({ body: { filter } })
    await taskExportJobs['supervision.export'].long?.(walk.world.house, walk.world.inService, { taskId }, new AbortController().signal)
    const { state, total } = await walk.world.as(who, tasksApi).read({ params: { taskId } })
    const workbook = new Workbook()
    await workbook.xlsx.load((await getBytes(walk.world, who, `/tasks/${taskId}/file`)).content)
    const sheet = workbook.worksheets[0]
    assert.ok(sheet)
    const lines: string[][] = []
    sheet.eachRow((row) => lines.push((row.values as unknown[]).slice(1).map((value) => String(value ?? '')))) // the library counts cells from one
    const head = lines.findIndex((line) => line.includes('责任单位'))
    const rows = lines.slice(head + 1).map((line) => Object.fromEntries((lines[head] ?? []).map((title, at) => [title, line[at] ?? ''])))
    return { taskId, state, total, first: lines[0]?.[0] ?? '', rows }
  }

  test('holds what the list holds, in the person’s own reach, with who and what on top', async () => {
    const { taskId, state, total, first, rows } = await exported('cityCoordinator')
    assert.deepEqual([state, total], ['done', 2])
    assert.match(first, /督办任务清单.*甲市.*2026-03-02.*共 2 项/u)
    const one = rows.find((row) => row.任务名称 === '子县的任务')
    assert.deepEqual(
      [one?.责任单位, one?.配合单位, one?.编号, one?.任务来源, one?.状态, one?.亮灯, one?.现由],
      ['子县局', '丑县局', '督办〔2026〕1号', '批示或者文件', '待签收', '绿灯', '子县局签收'],
    )
    assert.deepEqual(
      (await exported('cityCoordinatorB')).rows.map((row) => row.任务名称),
      ['乙市的任务'],
    )
    const { rows: kept } = await walk.world.sql.query("select object from ledger_entry where action = 'export' and object_id = $1", [
      taskId,
    ])
    assert.deepEqual(kept, [{ object: 'supervised_task' }])
    await assert.rejects(
      walk.world.as('cityCoordinatorB', tasksApi).read({ params: { taskId } }),
      { code: 'notFound' },
      'its owner’s alone',
    )
  })

  test('is as long as the filter says, and knows nothing of a unit out of reach', async () => {
    walk.setDay('2026-03-04')
    const late = await exported('office', { light: ['red'] })
    assert.deepEqual(
      late.rows.map((row) => row.任务名称),
      ['丑县的任务'],
    )
    const { total } = await walk.task('office').list({ query: {} })
    assert.equal((await exported('office')).rows.length, total)
    assert.deepEqual((await exported('countyCoordinator', { lead: walk.org('cityB') })).rows, [])
    await assert.rejects(exported('trainer'), { code: 'notAllowed' })
  })
})
