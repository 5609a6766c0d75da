import { z } from 'zod'
import { LegalDay, OrgId } from './common.ts'
import { get } from './endpoint.ts'
import { RuleMark } from './hours-rules.ts'

/** ZC-01 每月最少一期, month by month. */
export const monthStates = {
  kept: '已开展',
  broken: '未开展',
  atRisk: '预警：本月尚未开展',
  open: '本月待开展',
  future: '未到',
  notInForce: '尚未监测',
} as const
export type MonthState = keyof typeof monthStates
export const MonthState = z.enum(Object.keys(monthStates) as [MonthState, ...MonthState[]]) // the keys of a const object

export const SessionLine = z.strictObject({
  room: z.enum(['training', 'lecture']),
  id: z.string(),
  title: z.string(),
  host: z.string(),
  plannedOn: LegalDay,
  heldOn: LegalDay.nullable(),
  cancelled: z.boolean(),
  postponedFrom: z.array(LegalDay),
  /** Why it does not count, in words; null when it counts or would. */
  not: z.string().nullable(),
})
export type SessionLine = z.infer<typeof SessionLine>

export const MonthJudged = z.strictObject({
  month: z.string(),
  state: MonthState,
  /** Held in this month, and counting: 期数. */
  counted: z.array(SessionLine),
  /** Planned for this month and not held yet. */
  planned: z.array(SessionLine),
  /** Was planned for this month and put off to another day outside it. */
  putOff: z.array(SessionLine),
  /** Held or planned here, and not counting: another host, another kind, cancelled. */
  others: z.array(SessionLine),
})
export type MonthJudged = z.infer<typeof MonthJudged>

export const Monthly = z.strictObject({
  year: z.int(),
  today: LegalDay,
  host: z.strictObject({ id: OrgId, name: z.string() }).nullable(),
  article: z.string(),
  mark: RuleMark,
  from: z.string(),
  warnFrom: z.int(),
  subPlatforms: z.boolean(),
  months: z.array(MonthJudged),
})
export type Monthly = z.infer<typeof Monthly>

export const monthlyApi = {
  year: get('/monthly-training', {
    title: '每月培训',
    needs: 'signedIn',
    query: z.strictObject({ year: z.coerce.number().int().min(2024).max(2100).optional() }),
    answer: Monthly,
  }),
}
