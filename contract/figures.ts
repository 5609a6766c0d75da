import { z } from 'zod'
import { OrgId } from './common.ts'
import { get } from './endpoint.ts'

/** What one indicator (指标) came to in each month of a year that has begun, for a unit and all below it by the tree of that month. */
export const FigureLine = z.strictObject({
  indicator: z.string(),
  title: z.string(),
  /** January first; as many as have begun. Null: the platform kept no such records yet. */
  months: z.array(z.number().nullable()),
  total: z.number().nullable(),
})
export type FigureLine = z.infer<typeof FigureLine>

export const figuresApi = {
  ofUnit: get('/orgs/:orgId/figures', {
    title: '单位各月办案数字',
    needs: 'figure.read',
    params: z.strictObject({ orgId: OrgId }),
    query: z.strictObject({ year: z.coerce.number('年份应为四位数').int('年份应为四位数').min(2018, '平台没有更早的数据').max(2100) }),
    answer: z.array(FigureLine),
  }),
}
