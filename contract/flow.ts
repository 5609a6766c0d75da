import { z } from 'zod'
import { LegalDay, MatterId, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { Month } from './indicators.ts'

/** More than a year of openings at once is not looked at: the histories of a province are millions of steps. */
export const mostMonths = 12
/** Nor are more matters than these: two thousand took a second and thirty thousand twenty, on a machine under load (measured). */
export const mostMatters = 10_000

const asked = {
  process: z.string().regex(/^[a-zA-Z]{2,40}$/, '请选择事项类型'),
  /** Matters that were opened in these months; what happened to them since counts, whenever. */
  from: Month,
  to: Month,
  /** That unit and all below it; the reader's own where none is named. */
  orgId: OrgId.optional(),
}
export const FlowQuery = z.strictObject({ ...asked, process: asked.process.optional(), from: Month.optional(), to: Month.optional() })
export type FlowQuery = z.output<typeof FlowQuery>

/** A number of the analysis, and the key under which it opens to its matters. */
const counted = { matters: z.int(), opens: z.string() }
const Span = z.strictObject({ median: z.number().nullable(), p90: z.number().nullable() })
const party = z.strictObject({ org: z.string(), role: z.string() })

export const Flow = z.strictObject({
  process: z.string(),
  title: z.string(),
  from: Month,
  to: Month,
  unit: z.strictObject({ id: OrgId, name: z.string() }),
  /** Processes whose matters the reader's duty reads. */
  processes: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  total: z.strictObject({
    ...counted,
    closed: z.int(),
    closedOpens: z.string(),
    /** From the first day to the last, of those that are closed. */
    days: Span,
    workingDays: Span,
  }),
  /** 一次办成: of the closed ones, those that were never sent back. */
  firstTime: z.strictObject({ ...counted, closed: z.int(), share: z.number().nullable(), reworked: z.int(), reworkedOpens: z.string() }),
  /** 路径: the steps that moved a matter, in their order. The twenty most frequent, then all others together. */
  variants: z.array(
    z.strictObject({ ...counted, steps: z.array(z.string()), share: z.number(), closed: z.int(), medianDays: z.number().nullable() }),
  ),
  otherVariants: z.strictObject({ ...counted, variants: z.int() }),
  /** 停留: how long matters stood in each state before they were moved on, and how many stand there now. */
  waits: z.array(
    z.strictObject({
      ...counted,
      state: z.string(),
      passages: z.int(),
      days: Span,
      workingDays: Span,
      waiting: z.int(),
      waitingOpens: z.string(),
      longest: z.int().nullable(),
    }),
  ),
  /** 逾期交接: steps taken after the due day of a deadline that was still running: from whom it came, and who took it late. */
  late: z.array(
    z.strictObject({ ...counted, step: z.string(), clock: z.string(), from: party, to: party, times: z.int(), medianDays: z.number() }),
  ),
  lateTotal: z.strictObject({ ...counted, times: z.int() }),
  /** 退回与重做: moves back into a state in which the matter had been before. */
  rework: z.array(z.strictObject({ ...counted, step: z.string(), fromState: z.string(), toState: z.string(), times: z.int() })),
  /** The unit's own matters, and those of each unit directly below it. */
  units: z.array(
    z.strictObject({
      ...counted,
      id: OrgId,
      name: z.string(),
      own: z.boolean(),
      closed: z.int(),
      days: Span,
      firstTimeShare: z.number().nullable(),
      lateMatters: z.int(),
      lateOpens: z.string(),
    }),
  ),
})
export type Flow = z.infer<typeof Flow>

/** A matter behind a number. */
export const FlowMatter = z.strictObject({
  id: MatterId,
  number: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  handling: z.string(),
  openedOn: LegalDay,
  closed: z.boolean(),
})
export type FlowMatter = z.infer<typeof FlowMatter>

export const FlowMattersQuery = z.strictObject({ ...PageQuery, ...asked, cell: z.string().max(120) })
export type FlowMattersQuery = z.output<typeof FlowMattersQuery>

export const flowApi = {
  read: get('/flow', { title: '流程分析', needs: 'flow.read', query: FlowQuery, answer: Flow }),
  matters: get('/flow/matters', { title: '流程分析的事项', needs: 'flow.read', query: FlowMattersQuery, answer: Page(FlowMatter) }),
  export: post('/flow-exports', {
    title: '导出流程分析',
    needs: 'flow.read',
    body: FlowQuery,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
}
