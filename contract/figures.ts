import { z } from 'zod'
import { Instant, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'

/** What one indicator (指标) came to in each month of a year that has begun, for a unit and all below it by the tree of that month. */
export const FigureLine = z.strictObject({
  indicator: z.string(),
  title: z.string(),
  /** January first; as many as have begun. Null: the platform kept no such records yet. */
  months: z.array(z.number().nullable()),
  total: z.number().nullable(),
})
export type FigureLine = z.infer<typeof FigureLine>

/** 指标复核: one recount of all figures, and where they were not what was done. */
export const FigureCheck = z.strictObject({
  id: z.string(),
  at: Instant,
  facts: z.int(),
  monthsDiffer: z.int(),
  factsDiffer: z.int(),
  /** Sums were made anew. */
  mended: z.boolean(),
  /** The first of them, each in a sentence. */
  lines: z.array(z.string()),
})
export type FigureCheck = z.infer<typeof FigureCheck>

export const figuresApi = {
  ofUnit: get('/orgs/:orgId/figures', {
    title: '单位各月办案数字',
    needs: 'figure.read',
    params: z.strictObject({ orgId: OrgId }),
    query: z.strictObject({ year: z.coerce.number('年份应为四位数').int('年份应为四位数').min(2018, '平台没有更早的数据').max(2100) }),
    answer: z.array(FigureLine),
  }),
  checks: get('/figure-checks', { title: '指标复核记录', needs: 'figure.check', answer: z.array(FigureCheck) }),
  check: post('/figure-checks', {
    title: '立即复核指标',
    needs: 'figure.check',
    body: z.strictObject({ mend: z.boolean() }),
    answer: z.strictObject({ queued: z.literal(true) }),
  }),
}
