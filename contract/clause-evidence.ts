import { z } from 'zod'
import { LegalDay, MatterId } from './common.ts'

/** What the records say of a clause. Nobody sets it: it is derived at each reading; only `outside` has a reason that the office gives. */
export const clauseStates = { evidence: '已有记录', none: '尚无记录', outside: '不在平台办理' } as const
export type ClauseState = keyof typeof clauseStates
export const ClauseState = z.enum(Object.keys(clauseStates) as [ClauseState, ...ClauseState[]]) // likewise

/** 记录查询: counts records where no indicator does. What each proves, and what it does not, is said beside it. */
export const recordQueries = {
  jurisdiction: { title: '管辖争议与指定管辖', definition: '报请上级指定管辖的事项，按报请日计。' },
  platforms: {
    title: '“知创福建”平台、分平台、工作站',
    definition: '单位库中在用的平台、分平台和工作站，按设立日计。只说明已经建立，不说明成效。',
  },
  centres: { title: '保护中心、快维中心', definition: '单位库中在用的中心，按设立日计。只说明已经建立，不说明成效。' },
} as const
export type RecordQuery = keyof typeof recordQueries
export const RecordQuery = z.enum(Object.keys(recordQueries) as [RecordQuery, ...RecordQuery[]]) // likewise

/** What one bound query says: which records, how many, since when. */
export const Evidence = z.strictObject({
  /** An indicator by its id, or a record query by its name. */
  source: z.string(),
  kind: z.enum(['indicator', 'query']),
  title: z.string(),
  definition: z.string(),
  unit: z.string(),
  records: z.int(),
  since: LegalDay.nullable(),
  last: LegalDay.nullable(),
})
export type Evidence = z.infer<typeof Evidence>

/** A record behind a clause. Beyond the reader's own reach it has a day and a unit and no title. */
export const ClauseRecord = z.strictObject({
  key: z.string(),
  source: z.string(),
  sourceTitle: z.string(),
  day: LegalDay,
  orgName: z.string(),
  title: z.string().nullable(),
  matterId: MatterId.nullable(),
  path: z.string().nullable(),
})
export type ClauseRecord = z.infer<typeof ClauseRecord>
