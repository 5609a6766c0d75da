import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { TaskTarget } from '#contract/supervision-steps'
import type { Ctx } from '#kernel/house'
import { countFacts } from '#kernel/indicator'
import { openTaskWorld, type TaskWorld } from '#test/task-world'
import { measure } from './measure.ts'
import { walkTasks } from './task.jobs.ts'

describe('the target of a supervised task', () => {
  let walk: TaskWorld
  before(async () => {
    walk = await openTaskWorld()
  })
  after(() => walk.world.close())
  const org: TaskWorld['org'] = (...of) => walk.org(...of)
  const read: TaskWorld['read'] = (...of) => walk.read(...of)
  const take: TaskWorld['take'] = (...of) => walk.take(...of)
  const create: TaskWorld['create'] = (...of) => walk.create(...of)
  const upload: TaskWorld['upload'] = (...of) => walk.upload(...of)

  test('with a deliverable is claimed with a file, and with a figure is measured by the records and never typed', async () => {
    const paper = await create('cityA', { target: { kind: 'deliverable', deliverable: '检查报告' } })
    await take('cityCoordinator', paper, 'sign')
    await assert.rejects(take('cityCoordinator', paper, 'claim', { summary: '已经完成' }), { code: 'invalid' })
    const { id: fileId } = await upload('cityCoordinator', paper)
    await take('cityCoordinator', paper, 'claim', { summary: '已经完成', files: [fileId] })
    const figure = await create('cityA', {
      target: { kind: 'figure', indicator: 'leads.registered', value: 4, from: '2026-03', to: '2026-06' },
    })
    await take('cityCoordinator', figure, 'sign')
    await assert.rejects(take('cityCoordinator', figure, 'progress', { text: '填报进度', percent: 90 }), { code: 'invalid' })
    assert.equal((await read('cityCoordinator', figure)).progress, null) // nothing is known yet, which is not none
    await walk.world.sql.query(
      "insert into indicator_fact (indicator, org_id, org_at, day, value, record) select 'leads.registered', $1, 0, '2026-03-02', 1, g::text from generate_series(1, 3) g",
      [org('county')],
    )
    const seen = await read('cityCoordinator', figure)
    assert.deepEqual([seen.figure, seen.progress], [{ value: 3, records: 3, percent: 75 }, null])
    await walkTasks(walk.world.inService)
    const [noted] = (await read('cityCoordinator', figure)).progressLog
    assert.deepEqual([noted?.day, noted?.percent, noted?.figure], ['2026-03-02', 75, 3])
    await assert.rejects(take('cityCoordinator', figure, 'claim', { summary: '已经完成' }), { code: 'invalid' })
    await take('cityCoordinator', figure, 'claim', { summary: '已经完成', shortfall: '第四条线索已移送公安' })
  })

  test('with a ratio of what stands is measured at the end, and never by the sum of its months', async () => {
    const facts = (ctx: Ctx) =>
      countFacts(ctx, [
        ...['a', 'b', 'c', 'd'].map((record) => ({ indicator: 'training.toTrain', orgId: org('county'), day: '2026-01-10', record })),
        { indicator: 'training.trained', orgId: org('county'), day: '2026-01-20', record: 'a' },
        ...['b', 'c'].map((record) => ({ indicator: 'training.trained', orgId: org('county'), day: '2026-02-20', record })),
      ])
    const bound = {
      targetOrgId: null,
      leadId: org('county'),
      targetValue: 90,
      direction: 'atLeast',
      fromMonth: '2026-01',
      toMonth: '2026-02',
    } as const
    const measured = await walk.world.inService(async (ctx) => {
      await facts(ctx)
      return measure(ctx, { ...bound, indicator: 'training.coverageRate' })
    })
    assert.deepEqual(measured, { value: 75, records: 4, percent: 83 })
  })
})

test('a figure is a target for sixty months at most', () => {
  const target = (to: string) =>
    TaskTarget.safeParse({ kind: 'figure', indicator: 'x.y', direction: 'atLeast', value: 1, from: '2022-01', to })
  assert.ok(target('2026-12').success)
  assert.match(target('2027-01').error?.message ?? '', /最长 60 个月/)
})
