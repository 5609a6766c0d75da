import type { CrimeFacts } from '#contract/case-crime'
import type { LeadSource } from '#contract/case-drafts'
import type { LegalDay } from '#contract/common'
import type { FineFlag, ViolationCode } from '#contract/penalty'
import type { Ctx } from '#kernel/house'

export interface CaseRecord {
  leadId: string | null
  source: LeadSource
  foundOn: LegalDay
  filedOn: LegalDay
  divisionCode: string
  place: string
  violationCode: ViolationCode
  alsoViolates: ViolationCode[]
  content: string
  conductFrom: LegalDay | null
  conductTo: LegalDay | null
  findings: string | null
  turnover: number | null
  illegalGains: number | null
  goodsValue: number | null
  flags: FineFlag[]
  crime: CrimeFacts | null
  violated: string | null
  discretion: string | null
  grade: 'mitigated' | 'lenient' | 'ordinary' | 'severe' | null
  keyField: boolean
  majorPublicInterest: boolean
  complex: boolean
  inCatalogue: boolean
  decidedOn: LegalDay | null
  decisionNumber: string | null
}

const columns = {
  leadId: 'lead_id',
  source: 'source',
  foundOn: 'found_on',
  filedOn: 'filed_on',
  divisionCode: 'division_code',
  place: 'place',
  violationCode: 'violation_code',
  alsoViolates: 'also_violates',
  content: 'content',
  conductFrom: 'conduct_from',
  conductTo: 'conduct_to',
  findings: 'findings',
  turnover: 'turnover',
  illegalGains: 'illegal_gains',
  goodsValue: 'goods_value',
  flags: 'flags',
  crime: 'crime',
  violated: 'violated',
  discretion: 'discretion',
  grade: 'grade',
  keyField: 'key_field',
  majorPublicInterest: 'major_public_interest',
  complex: 'complex',
  inCatalogue: 'in_catalogue',
  decidedOn: 'decided_on',
  decisionNumber: 'decision_number',
} as const satisfies Record<keyof CaseRecord, string>

const names = Object.keys(columns) as (keyof CaseRecord)[] // the keys of a const object
const selection = names.map((name) => `${columns[name]} as ${name}` as const)

export async function caseOf(ctx: Ctx, matterId: string): Promise<CaseRecord> {
  const row = await ctx.tx.selectFrom('enforcement_case').select(selection).where('matter_id', '=', matterId).executeTakeFirstOrThrow()
  return row as unknown as CaseRecord // the aliases above; written by this room from parsed forms
}

type NewCase = Partial<CaseRecord> &
  Pick<CaseRecord, 'source' | 'foundOn' | 'filedOn' | 'divisionCode' | 'place' | 'violationCode' | 'content'>

const columnsOf = (record: Partial<CaseRecord>): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (record[name] === undefined ? [] : [[columns[name], record[name]]])))

export async function insertCase(ctx: Ctx, matterId: string, record: NewCase): Promise<void> {
  // Built from the table of columns above; the required ones are in NewCase.
  await ctx.tx
    .insertInto('enforcement_case')
    .values({ matter_id: matterId, ...columnsOf(record) } as never)
    .execute()
}

export async function updateCase(ctx: Ctx, matterId: string, change: Partial<CaseRecord>): Promise<void> {
  await ctx.tx.updateTable('enforcement_case').set(columnsOf(change)).where('matter_id', '=', matterId).execute()
}
