import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { MatterId, OrgId } from '#contract/common'
import type { ImportBatch } from '#contract/import'
import { matterApi } from '#contract/matter'
import { supervisedTaskImportsApi, supervisionApi } from '#contract/supervision'
import { countFacts, figuresOf, recordsBehind, reverseFacts } from '#kernel/indicator'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { walkTasks } from './task.jobs.ts'
import { likeness, taskLights } from './task.service.ts'

describe('what tasks count', () => {
  let world: World
  let today = '2026-03-02'
  before(async () => {
    world = await openWorld(today, { office: true })
  })
  after(() => world.close())

  const org = (key: string) => world.orgs.get(key) as OrgId
  const task = (who: PersonKey) => world.as(who, supervisionApi)
  const take = async (who: PersonKey, matterId: MatterId, step: string, input: Record<string, unknown> = {}) => {
    const { version } = await world.as(who, matterApi).read({ params: { matterId } })
    return world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: today, input }, version })
  }
  const goTo = async (day: string) => {
    today = day
    world.setDay(day)
    await walkTasks(world.inService)
    await walkTasks(world.inService)
  }
  const create = (title: string, dueOn: string) =>
    task('cityCoordinator')
      .create({
        body: {
          title,
          keyTask: '重点任务',
          measure: '细化措施',
          source: 'other',
          leadOrgId: org('county'),
          target: { kind: 'reported' },
          dueOn,
        },
      })
      .then(({ id }) => id)
  const close = async (id: MatterId, claimedOn: string, closedOn = claimedOn) => {
    await take('countyCoordinator', id, 'sign')
    await goTo(claimedOn)
    await take('countyCoordinator', id, 'claim', { summary: '已经完成' })
    await goTo(closedOn)
    await take('cityCoordinator', id, 'accept', { opinion: '属实' })
    await take('cityCoordinator', id, 'close')
  }
  const figure = async (name: string, month: string) => {
    const [found] = await world.inService((ctx) =>
      figuresOf(ctx, { indicators: [`supervision.${name}`], orgId: org('cityA'), from: month, to: month, by: 'self' }),
    )
    return found?.value ?? null
  }
  const months = async (month: string) => Promise.all(['due', 'closedOnTime', 'onTimeRate', 'late'].map((name) => figure(name, month)))

  test('due in a month, closed in time, late now; whoever claimed in time is not late because the issuer took long', async () => {
    const early = await create('提前办结', '2026-03-20')
    const slow = await create('按时申请、核验较晚', '2026-03-20')
    const late = await create('逾期办结', '2026-03-20')
    const putOff = await create('延期到四月', '2026-03-20')
    const waived = await create('期限以前终止', '2026-03-20')
    assert.equal(await figure('issued', '2026-03'), 5)
    await close(early, '2026-03-10')
    for (const id of [slow, late, putOff]) await take('countyCoordinator', id, 'sign')
    await take('cityCoordinator', waived, 'waive', { reason: '不再需要' })
    await goTo('2026-03-20')
    await take('countyCoordinator', slow, 'claim', { summary: '已经完成' })
    assert.deepEqual((await months('2026-03')).slice(0, 2), [null, null]) // its last day is still in time
    await goTo('2026-03-23')
    assert.deepEqual(await months('2026-03'), [4, 1, 25, 3])
    await take('cityCoordinator', slow, 'accept', { opinion: '属实' })
    await take('cityCoordinator', slow, 'close')
    await take('countyCoordinator', putOff, 'askExtension', { dueOn: '2026-04-10', reason: '企业停产' })
    await take('cityCoordinator', putOff, 'grantExtension', { dueOn: '2026-04-10' })
    assert.deepEqual(await months('2026-03'), [3, 2, (2 / 3) * 100, 1])
    await take('countyCoordinator', late, 'claim', { summary: '已经完成' })
    await take('cityCoordinator', late, 'accept', { opinion: '属实' })
    await take('cityCoordinator', late, 'close')
    assert.deepEqual(await months('2026-03'), [3, 2, (2 / 3) * 100, 0])
    await goTo('2026-04-13')
    assert.deepEqual(await months('2026-04'), [1, 0, 0, 1])
  })

  test('and each figure opens to its records', async () => {
    const { rows, total } = await world.inService((ctx) =>
      recordsBehind(ctx, { indicator: 'supervision.late', orgId: org('cityA'), from: '2026-04', to: '2026-04', page: 1, size: 10 }),
    )
    assert.deepEqual([total, rows.map(({ title }) => title?.replace(/^\S+ /u, ''))], [1, ['延期到四月']])
  })

  test('the lights of a unit name the tasks behind each count, also on a past day', async () => {
    const lights = (on: string) => world.inService((ctx) => taskLights(ctx, { orgId: org('county'), on }))
    const counts = async (on: string) => (await lights(on)).map(({ light, count, ids }) => [light, count, ids.length])
    assert.deepEqual(await counts('2026-04-13'), [
      ['red', 1, 1],
      ['yellow', 0, 0],
      ['green', 0, 0],
    ])
    // As it was known then: what was put off later was red on the day after its first date.
    assert.deepEqual((await counts('2026-03-21')).slice(0, 1), [['red', 3, 3]])
    assert.deepEqual((await counts('2026-03-02')).slice(2), [['green', 5, 5]])
  })

  test('a list of tasks from a table comes in as drafts, wrong rows are named at their cells, and it is taken back', async () => {
    const { content } = await getBytes(world, 'office', '/supervised-task-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    const sheet = workbook.worksheets[0]
    assert.deepEqual(
      [1, 2, 3].map((at) => String(sheet?.getCell(1, at).value)),
      ['重点任务*', '责任单位*', '细化措施*'],
    )
    for (const row of [
      ['推进专利转化', '甲市局', '开展对接活动不少于三场', '保护处、运用促进处', '', '2026-11-30', '2026-06-15、2026-11-15'],
      ['推进专利转化', '没有的局', '开展对接活动', '', '', '2026-11-30'],
      ['推进专利转化', '保护处', '开展对接活动', '保护处', '', '2026-11-30', '2026-12-15'],
    ])
      sheet?.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    const batch = (await postBytes(world, 'office', '/supervised-task-imports', multipart({}, '清单.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
    assert.deepEqual(
      batch.faults.map(({ row, column }) => `${row}${column}`),
      ['4B', '5G', '5D'],
    )
    const imports = (who: PersonKey) => world.as(who, supervisedTaskImportsApi)
    await assert.rejects(imports('office2').read({ params: { batchId: batch.id } }), { code: 'notFound' })
    await assert.rejects(imports('officer').list({ query: {} }), { code: 'notAllowed' })
    const applied = await imports('office').apply({ params: { batchId: batch.id }, version: batch.version, body: { only: 'right' } })
    const drafts = async () =>
      (await task('office').list({ query: { scope: 'issued' } })).rows.map(({ title, state, lead }) => [title, state, lead.name])
    assert.deepEqual(await drafts(), [['推进专利转化', 'draft', '甲市局']])
    await imports('office').undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual(await drafts(), [['推进专利转化', 'dropped', '甲市局']])
  })

  test('a late task that is waived stays due and not done in time: only what was waived by its date was never due', async () => {
    await goTo('2026-06-01')
    // 延期到四月 is late all the time.
    const [early, late, unseen] = [
      await create('按时', '2026-06-19'),
      await create('逾期后终止', '2026-06-19'),
      await create('次日终止', '2026-06-23'),
    ]
    const byDay = await create('期限当日终止、事后补录', '2026-06-19')
    await close(early, '2026-06-10')
    await goTo('2026-06-22')
    assert.deepEqual(await months('2026-06'), [3, 1, (1 / 3) * 100, 3])
    today = '2026-06-19'
    await take('cityCoordinator', byDay, 'waive', { reason: '不再需要' })
    await goTo('2026-06-22')
    assert.deepEqual(await months('2026-06'), [2, 1, 50, 2])
    // On the day after its date, before anybody counted.
    today = '2026-06-24'
    world.setDay(today)
    await take('cityCoordinator', unseen, 'waive', { reason: '不再需要' })
    await goTo('2026-06-24')
    assert.deepEqual(await months('2026-06'), [3, 1, (1 / 3) * 100, 2])
    await goTo('2026-07-10')
    await take('cityCoordinator', late, 'waive', { reason: '不再需要' })
    await goTo('2026-07-13')
    assert.deepEqual([await months('2026-06'), await figure('late', '2026-07')], [[3, 1, (1 / 3) * 100, 2], 1])
  })

  test('a bound figure that is gone again leaves no percent behind', async () => {
    const body = {
      title: '调解成功率',
      keyTask: '重点任务',
      measure: '细化措施',
      source: 'other',
      leadOrgId: org('county'),
      dueOn: '2026-08-31',
    } as const
    const target = { kind: 'figure', indicator: 'complaints.settledRate', value: 80, from: '2026-07', to: '2026-08' } as const
    const { id } = await task('cityCoordinator').create({ body: { ...body, target } })
    const noted = async () => {
      await walkTasks(world.inService)
      return (await task('cityCoordinator').read({ params: { matterId: id } })).progressLog.map(({ percent, figure: value }) => [
        percent,
        value,
      ])
    }
    const of = { orgId: org('county'), day: '2026-07-10', record: 'planted' }
    const parts = ['complaints.settled', 'complaints.mediated']
    assert.deepEqual(await noted(), [])
    await world.inService((ctx) =>
      countFacts(
        ctx,
        parts.map((indicator) => ({ ...of, indicator })),
      ),
    )
    assert.deepEqual(await noted(), [[100, 100]])
    await world.inService((ctx) =>
      reverseFacts(
        ctx,
        parts.map((indicator) => ({ indicator, record: 'planted' })),
      ),
    )
    for (const _ of [1, 2])
      assert.deepEqual(
        (await noted()).toSorted(([a], [b]) => Number(b) - Number(a)),
        [
          [100, 100],
          [0, null],
        ],
      )
  })
})

test('names are alike by the pairs of signs that they share', () => {
  assert.equal(likeness('地理标志检查', '地理标志检查'), 1)
  assert.ok(likeness('地理标志检查', '地理标志专项检查') > 0.6)
  assert.ok(likeness('地理标志检查', '专利转化对接') < 0.2)
  assert.equal(likeness('', ''), 0)
})

test('nothing in the product calls it what the law leaves to governments', () => {
  const roots = ['contract', 'server', 'web', 'db', 'docs']
  const root = join(import.meta.dirname, '../..')
  const forbidden = ['政府', '督查'].join('')
  const found = roots.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|json|sql|md|css|html)$/u.test(name) && !/(^|\/)(dist|node_modules)\//u.test(name))
      .filter((name) => readFileSync(join(root, folder, name), 'utf8').includes(forbidden))
      .map((name) => `${folder}/${name}`),
  )
  assert.deepEqual(found, [])
})
