import { z } from 'zod'

/** A legal day (法定日期) in Asia/Shanghai: `2026-03-03`. Entered by a person; never an instant. */
export const LegalDay = z.iso.date()
export type LegalDay = z.infer<typeof LegalDay>

/** An instant in UTC, ISO 8601, taken from the database clock. */
export const Instant = z.iso.datetime({ offset: true })

/** Money in yuan (元), at most two decimals: no law here counts in smaller units. */
export const Yuan = z.number().min(0).max(1e12).multipleOf(0.01)

export const OrgId = z.uuid().brand<'OrgId'>()
export type OrgId = z.infer<typeof OrgId>
export const PersonId = z.uuid().brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const DutyId = z.uuid().brand<'DutyId'>()
export type DutyId = z.infer<typeof DutyId>
export const MatterId = z.uuid().brand<'MatterId'>()
export type MatterId = z.infer<typeof MatterId>
export const FileId = z.uuid().brand<'FileId'>()
export type FileId = z.infer<typeof FileId>
export const PaperId = z.uuid().brand<'PaperId'>()
export type PaperId = z.infer<typeof PaperId>

/** A page of a list. `total` stops at 10,000 and says so: nobody reads on, and counting a million rows is not free. */
export const Page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), total: z.number().int(), totalIsAtLeast: z.boolean() })

export const PageQuery = {
  page: z.coerce.number().int().min(1).max(500).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
}
