import type { OutsideDraft, OutsideState, OutsideValue } from '#contract/indicators-outside'
import { outsideApi, periodBefore } from '#contract/indicators-outside'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { Problem } from '#kernel/problem'
import { lineOf, outsideSeries, outsideSeriesOf } from './catalogue.ts'
import { judgeAsOf, warningsOf } from './outside.rules.ts'
import { insertValue, outsideValues } from './outside.store.ts'
import { plausibilityOf } from './plausibility.ts'
import { outsideLines, pointsOf } from './points.ts'
import { targetsOf } from './target.service.ts'
import { reachableUnit } from './units.ts'

/** Which areas have statistics of their own. */
const areas: readonly string[] = ['province', 'city', 'county']

export interface Judged {
  issues: { path: string; message: string }[]
  warnings: string[]
}

/** Everything that speaks against a draft: what is wrong holds it back, what is merely unlikely asks a person. */
export async function judgeDraft(ctx: Ctx, draft: OutsideDraft): Promise<Judged> {
  const series = outsideSeriesOf(draft.series)
  if (!series) return { issues: [{ path: 'series', message: whyNot(draft.series) }], warnings: [] }
  const unit = await reachableUnit(ctx, draft.orgId)
  const dayWrong = judgeAsOf(draft.period, draft.asOf, ctx.today)
  const issues = [
    ...(areas.includes(unit.kind) ? [] : [{ path: 'orgId', message: '只有省、市、县的辖区有外部统计数据' }]),
    ...(draft.nation && unit.kind !== 'province' ? [{ path: 'nation', message: '全国数据由省级登记，单位请选省局' }] : []),
    ...(dayWrong ? [{ path: 'asOf', message: dayWrong }] : []),
  ]
  const place = draft.nation ? { id: null, code: 'nation', name: '全国' } : unit
  const [points = []] = await pointsOf(ctx, draft.series, [place])
  const last = points.find((one) => !one.derived && one.period === periodBefore(draft.period)) ?? null
  return { issues, warnings: warningsOf(draft.value, await plausibilityOf(ctx, series), last) }
}

const whyNot = (id: string) =>
  lineOf(id)?.collected === 'here'
    ? '本指标由办理记录自动计算，不能登记'
    : lineOf(id)
      ? '本指标不作数值登记，或者请选择其中的分项'
      : '没有这个指标'

async function enter(ctx: Ctx, { anyway, ...draft }: OutsideDraft & { anyway: boolean }) {
  const { issues, warnings } = await judgeDraft(ctx, draft)
  if (issues.length > 0) throw new Problem('invalid', { issues })
  if (warnings.length > 0 && !anyway) return { entered: null, warnings }
  return { entered: await readValue(ctx, await insertValue(ctx, draft, warnings)), warnings }
}

async function readValue(ctx: Ctx, id: string): Promise<OutsideValue> {
  const { rows } = await outsideValues(ctx, { id }, { from: 0, size: 1 })
  if (!rows[0]) throw new Problem('notFound', { what: '该数据' })
  return rows[0]
}

/** 复核: another person than who entered it confirms or refuses, once; who entered it may take it back until then. */
async function decide(ctx: Ctx, id: string, decision: Exclude<OutsideState, 'entered'>, reason: string | undefined): Promise<OutsideValue> {
  const value = await readValue(ctx, id)
  const what = decision === 'withdrawn' ? '撤回' : '复核'
  if (value.state !== 'entered') throw new Problem('closed', { what, why: `该数据${value.decidedBy ?? ''}已经处理` })
  if (decision === 'withdrawn' ? !value.mayWithdraw : !value.mayDecide)
    throw new Problem('notAllowed', { what: `${what}该数据`, rule: '登记和复核应当为两人；撤回由登记人办理' })
  if (decision === 'refused' && !reason) throw new Problem('invalid', { issues: [{ path: 'reason', message: '退回请写明理由' }] })
  const { numUpdatedRows } = await ctx.tx
    .updateTable('indicator_value')
    .set({ state: decision, reason: reason ?? null })
    .where('id', '=', id)
    .where('state', '=', 'entered')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Problem('stale', {})
  return readValue(ctx, id)
}

const handlers: Handlers<typeof outsideApi> = {
  async series(ctx) {
    const all = []
    for (const one of outsideSeries()) all.push({ ...one, plausibility: await plausibilityOf(ctx, one) })
    return all
  },
  async list(ctx, { query: { page, size, ...filter } }) {
    return { ...(await outsideValues(ctx, filter, { from: (page - 1) * size, size })), totalIsAtLeast: false }
  },
  enter: (ctx, { body }) => enter(ctx, body),
  decide: (ctx, { params, body }) => decide(ctx, params.valueId, body.decision, body.reason),
  async lines(ctx, { params, query }) {
    if (!lineOf(params.indicatorId)) throw new Problem('notFound', { what: '该指标' })
    const unit = await reachableUnit(ctx, query.org)
    return {
      unit: { id: unit.id, name: unit.name },
      lines: await outsideLines(ctx, params.indicatorId, unit.id),
      targets: await targetsOf(ctx, params.indicatorId, unit.id),
    }
  },
}
export const outsideRoutes = routesOf('indicator-values', outsideApi, handlers)
