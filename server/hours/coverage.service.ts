import { z } from 'zod'
import { type Role, roles } from '#contract/authority'
import { type Coverage, CoverageExport, type CoveragePeopleQuery, coverageApi } from '#contract/coverage'
import { type TrainedLevel, trainedLevels } from '#contract/hours-rules'
import { exportJob, mostRows } from '#kernel/batch'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { enqueue, jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import type { SheetTable } from '#kernel/sheet'
import { startTask } from '#kernel/task'
import { added, asOfMonth, cellOf, cycleOn, paceOn } from './coverage.rules.ts'
import { type Asked, answerableIn, boardUnit, countBureaus, countCoverage, listCovered, unitsBelow } from './coverage.store.ts'
import { settingsOf } from './settings.ts'

interface Of {
  orgId?: string | undefined
  month?: string | undefined
}

async function askedOf(ctx: Ctx, { orgId, month = ctx.today.slice(0, 7) }: Of) {
  const unit = await boardUnit(ctx, orgId ?? ctx.actor.orgId ?? '')
  if (!unit) throw new Problem('notFound', { what: '该单位' })
  if (month > ctx.today.slice(0, 7)) throw new Problem('invalid', { issues: [{ path: 'month', message: '不能晚于本月' }] })
  const { coverage } = await settingsOf(ctx)
  const day = asOfMonth(month, ctx.today)
  const asked: Asked = { orgId: unit.id, day, cycle: cycleOn(day, coverage), coverage }
  return { unit, month, asked }
}

async function readBoard(ctx: Ctx, of: Of): Promise<Coverage> {
  const { unit, month, asked } = await askedOf(ctx, of)
  const { target, levelTargets, tolerance, orgKinds } = asked.coverage
  const [counts, below] = [await countCoverage(ctx, asked), await unitsBelow(ctx, unit.id, asked.day)]
  const pace = paceOn(asked.day, asked.cycle, target)
  const cell = (some: typeof counts, at = pace) => cellOf(added(some), at, tolerance)
  const here = counts.filter(({ childId }) => childId === unit.id)
  const listed = below.filter(({ id, kind }) => orgKinds.some((one) => one === kind) || counts.some(({ childId }) => childId === id))
  return {
    unit: { id: unit.id, name: unit.name },
    parentId: unit.parentId,
    month,
    asOf: asked.day,
    cycle: { ...asked.cycle, mark: 'assumption' },
    target,
    pace,
    total: cell(counts),
    units: [
      ...(here.length > 0 ? [{ id: unit.id, name: '本级', own: true, opens: false, cell: cell(here) }] : []),
      ...listed.map(({ id, name, kind }) => ({
        id,
        name,
        own: false,
        opens: kind !== 'station',
        cell: cell(counts.filter(({ childId }) => childId === id)),
      })),
    ],
    levels: (Object.keys(trainedLevels) as TrainedLevel[]) // the keys of a const object
      .map((level) => {
        const own = levelTargets[level] ?? target
        return {
          level,
          target: own,
          cell: cell(
            counts.filter((one) => one.level === level),
            paceOn(asked.day, asked.cycle, own),
          ),
        }
      })
      .filter((one) => one.cell.people > 0),
    posts: asked.coverage.roles
      .map((role) => ({ role, cell: cell(counts.filter((one) => one.role === role)) }))
      .filter((one) => one.cell.people > 0),
  }
}

async function listPeople(ctx: Ctx, { page, size, orgId, month, ...cell }: CoveragePeopleQuery) {
  const { asked } = await askedOf(ctx, { orgId, month })
  return { ...(await listCovered(ctx, asked, cell, { from: (page - 1) * size, size })), totalIsAtLeast: false }
}

/** 进度提醒, on the first of a month for the month before: to who answers for the training of a bureau that fell behind. Without a target nobody is. */
export async function tellBehind(ctx: Ctx): Promise<void> {
  const { coverage } = await settingsOf(ctx)
  if (coverage.target === null) return
  const day = dayBefore(`${ctx.today.slice(0, 7)}-01`)
  const cycle = cycleOn(day, coverage)
  const root = await ctx.tx.selectFrom('org').select('id').where('depth', '=', 0).executeTakeFirstOrThrow()
  const pace = paceOn(day, cycle, coverage.target)
  for (const { orgId, name, ...count } of await countBureaus(ctx, { orgId: root.id, day, cycle, coverage })) {
    const cell = cellOf(count, pace, coverage.tolerance)
    if (!cell.behind) continue
    for (const personId of await answerableIn(ctx, orgId, ['trainingOfficer', 'unitHead', 'principalHead']))
      await enqueue(ctx.tx, 'inbox.tell', {
        personId,
        kind: 'notice',
        title: `${name}轮训进度落后：${cell.share}%，按进度应达 ${pace}%`,
        body: `截至 ${day}，应训 ${cell.people} 人，已训 ${cell.trained} 人，周期 ${cycle.from} 至 ${cycle.to}，目标 ${coverage.target}%。未训人员名单见“轮训覆盖”。`,
        key: `coverage:${orgId}:${day.slice(0, 7)}`,
      })
  }
}

const begin = async (ctx: Ctx, body: z.output<typeof CoverageExport>): Promise<{ taskId: string }> => {
  await askedOf(ctx, body)
  return { taskId: await startTask(ctx, { kind: 'coverage.export', title: '导出轮训覆盖人员', payload: body, job: 'coverage.export' }) }
}

type Row = Awaited<ReturnType<typeof listCovered>>['rows'][number]
const columns: SheetTable<Row>['columns'] = [
  { key: 'name', title: '姓名', width: 12, of: (row) => row.name },
  { key: 'unit', title: '单位', width: 34, of: (row) => row.unit },
  { key: 'level', title: '层级', width: 10, of: (row) => trainedLevels[row.level] },
  { key: 'role', title: '岗位', width: 18, of: (row) => roles[row.role as Role] },
  { key: 'title', title: '职务名称', width: 20, of: (row) => row.title },
  { key: 'since', title: '任职起始日', kind: 'day', width: 14, of: (row) => row.since },
  { key: 'trained', title: '是否已训', width: 10, of: (row) => (row.trainedOn ? '已训' : '未训') },
  { key: 'trainedOn', title: '周期内首次合格培训', kind: 'day', width: 20, of: (row) => row.trainedOn },
]

export const coverageJobs = jobs({
  // 08:20 in Shanghai on the first of each month.
  'hours.coverage': { payload: z.object({}), daily: '20 0 1 * *', run: tellBehind },
  'coverage.export': exportJob(async (run, keep) => {
    const { orgId, month, ...cell } = CoverageExport.parse(run.payload)
    const { rows, asked, unit, who } = await run.turn(async (ctx) => {
      const found = await askedOf(ctx, { orgId, month })
      const { rows: some } = await listCovered(ctx, found.asked, cell, { from: 0, size: mostRows })
      await note(ctx.tx, {
        action: 'export',
        object: 'hours_entry',
        detail: { orgId: found.unit.id, month: found.month, lines: some.length },
      })
      return { rows: some, asked: found.asked, unit: found.unit.name, who: `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）` }
    })
    const trained = rows.filter(({ trainedOn }) => trainedOn !== null).length
    const said = `${unit}，截至 ${asked.day}：应训 ${rows.length} 人，已训 ${trained} 人。`
    const lead = [
      `导出人：${who}　${said}`,
      `轮训周期 ${asked.cycle.from} 至 ${asked.cycle.to}（系统默认，可由省局调整）；按截至日在岗职务统计，离岗不计。`,
    ]
    const table = { name: '轮训覆盖', lead, columns, rows, watermark: `${who} ${asked.day}` }
    return { said, file: await keep(table, `轮训覆盖-${asked.day}.xlsx`) }
  }),
})

const handlers: Handlers<typeof coverageApi> = {
  board: (ctx, { query }) => readBoard(ctx, query),
  people: (ctx, { query }) => listPeople(ctx, query),
  export: (ctx, { body }) => begin(ctx, body),
}
export const coverageRoutes = routesOf('coverage', coverageApi, handlers)
