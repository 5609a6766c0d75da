import { z } from 'zod'
import { LeadSource } from './case-drafts.ts'
import { LegalDay, MatterId, OrgId, PageQuery, PersonId, Yuan } from './common.ts'
import { Light } from './deadline.ts'
import { ViolationCode } from './penalty.ts'

/** What every list shows of a matter. */
const row = {
  id: MatterId,
  process: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  stateTitle: z.string(),
  party: z.string().nullable(),
  violation: z.string().nullable(),
  handling: z.strictObject({ id: OrgId, name: z.string(), shortName: z.string() }),
  officers: z.string(),
  openedOn: LegalDay,
  due: LegalDay.nullable(),
  dueName: z.string().nullable(),
  /** 暂定: the day rests on a year whose holidays are not published. */
  provisional: z.boolean(),
  light: Light,
  closed: z.boolean(),
  version: z.int(),
}
export const LeadRow = z.strictObject({ ...row, source: LeadSource, foundOn: LegalDay })
export type LeadRow = z.infer<typeof LeadRow>
export const CaseRow = z.strictObject({ ...row, filedOn: LegalDay, decidedOn: LegalDay.nullable(), fine: Yuan.nullable() })
export type CaseRow = z.infer<typeof CaseRow>
export const ComplaintRow = z.strictObject({ ...row, receivedOn: LegalDay })
export type ComplaintRow = z.infer<typeof ComplaintRow>

const many = <T extends z.ZodType>(one: T) =>
  z
    .union([z.array(one).max(40), one])
    .default([])
    .transform((value) => [value].flat() as z.output<T>[]) // one value of the address is a list of one
/** In an address a flag is a word; in a body it is one. */
const flag = z.union([z.boolean(), z.stringbool()])
/** The filter stands in the address of the page: everything is a string there. */
export const CaseFilter = z.strictObject({
  ...PageQuery,
  text: z.string().trim().max(100).optional(),
  state: many(z.string().max(40)),
  code: many(ViolationCode),
  org: OrgId.optional(),
  below: flag.default(true),
  officer: PersonId.optional(),
  dueBefore: LegalDay.optional(),
  from: LegalDay.optional(),
  to: LegalDay.optional(),
  light: many(Light),
  open: flag.optional(),
  sort: z.enum(['due', '-due', 'openedOn', '-openedOn', 'number', '-number']).default('-openedOn'),
})
export type CaseFilter = z.infer<typeof CaseFilter>
export const LeadFilter = z.strictObject({ ...CaseFilter.shape, source: many(LeadSource) })
export type LeadFilter = z.infer<typeof LeadFilter>

export const FoundMatter = z.strictObject({
  id: MatterId,
  process: z.string(),
  processTitle: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  stateTitle: z.string(),
  handling: z.string(),
})
