import { z } from 'zod'
import { ClauseState } from './clause-evidence.ts'
import { Instant, LegalDay, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'
import { Month } from './indicators.ts'
import { Mark } from './orgs.ts'

export const ReportId = z.uuid().brand<'ExchangeReportId'>()
export type ReportId = z.infer<typeof ReportId>

const Year = z.coerce.number().int('年份应为四位数').min(2024, '231号文自 2024 年起施行').max(2100)

/** A figure of a report, with all that is needed to ask for it again: indicator, unit, months, tree, time. */
export const ReportFigure = z.strictObject({
  /** Its number in the annex. */
  note: z.int(),
  indicator: z.string(),
  title: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  records: z.int(),
  provisional: z.boolean(),
  derived: z.boolean(),
  mark: Mark,
  target: z.strictObject({ value: z.number(), source: z.string(), mark: Mark }).nullable(),
})
export type ReportFigure = z.infer<typeof ReportFigure>

export const ReportClause = z.strictObject({
  place: z.string(),
  duty: z.string(),
  state: ClauseState,
  records: z.int(),
  reason: z.string().nullable(),
  tasks: z.array(z.strictObject({ title: z.string(), lead: z.string(), light: z.string(), due: LegalDay.nullable() })),
})
export type ReportClause = z.infer<typeof ReportClause>

export const ReportContent = z.strictObject({
  year: z.int(),
  unit: z.strictObject({ id: OrgId, name: z.string() }),
  document: z.string(),
  from: Month,
  to: Month,
  /** Is the year over? */
  whole: z.boolean(),
  treeDay: LegalDay,
  takenAt: Instant,
  chapters: z.array(
    z.strictObject({
      part: z.string(),
      title: z.string(),
      clauses: z.array(ReportClause),
      figures: z.array(ReportFigure),
    }),
  ),
})
export type ReportContent = z.infer<typeof ReportContent>

export const ReportLine = z.strictObject({
  id: ReportId,
  org: z.string(),
  year: z.int(),
  edition: z.int(),
  by: z.string(),
  at: Instant,
})
export type ReportLine = z.infer<typeof ReportLine>

const OfReport = z.strictObject({ reportId: ReportId })
export const reportsApi = {
  list: get('/exchange/reports', { title: '年度报告', needs: 'exchange.read', answer: z.array(ReportLine) }),
  draft: post('/exchange/reports', {
    title: '起草年度报告',
    needs: 'exchange.manage',
    body: z.strictObject({ year: Year.meta({ title: '年度' }) }),
    answer: ReportLine,
  }),
  read: get('/exchange/reports/:reportId', { title: '查看年度报告', needs: 'exchange.read', params: OfReport, answer: ReportContent }),
  word: get('/exchange/reports/:reportId/word', { title: '下载年度报告', needs: 'exchange.read', params: OfReport, kind: 'download' }),
}
