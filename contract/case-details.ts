import { z } from 'zod'
import { CrimeFacts, Suspicion } from './case-crime.ts'
import { CaseParty, LeadSource } from './case-drafts.ts'
import { gradeNames, PartyPenalty } from './case-steps.ts'
import { LegalDay, MatterId, Yuan } from './common.ts'
import { Finding, FineFlag, FineRange, ViolationCode, ViolationSummary } from './penalty.ts'

export const RelatedMatter = z.strictObject({
  id: MatterId,
  process: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  stateTitle: z.string(),
  kind: z.string(),
  note: z.string().nullable(),
})

export const StoredPenalty = z.strictObject({
  ...PartyPenalty.shape,
  law: z.string(),
  article: z.string(),
  range: z.strictObject({ min: Yuan, max: Yuan, formula: z.string() }).nullable(),
  hearing: z.boolean(),
})
export type StoredPenalty = z.infer<typeof StoredPenalty>

export const LeadDetail = z.strictObject({
  id: MatterId,
  version: z.int(),
  source: LeadSource,
  sourceNote: z.string().nullable(),
  foundOn: LegalDay,
  divisionCode: z.string(),
  place: z.string(),
  content: z.string(),
  violation: ViolationSummary.nullable(),
  conductFrom: LegalDay.nullable(),
  conductTo: LegalDay.nullable(),
  findings: z.string().nullable(),
  parties: z.array(CaseParty),
  /** Null: there is none, or this reader does not act on the lead. */
  informant: z.strictObject({ name: z.string().nullable(), phone: z.string().nullable(), note: z.string().nullable() }).nullable(),
  informantHidden: z.boolean(),
  caseId: MatterId.nullable(),
  /** 移送: this reader's bureau may receive it, or has; null where nothing was handed to it. */
  transfer: z.enum(['open', 'received']).nullable(),
  related: z.array(RelatedMatter),
  /** 可能存在一案多立: yes or no, never who (design §6.12). */
  possibleOverlap: z.boolean(),
})
export type LeadDetail = z.infer<typeof LeadDetail>

/** A penalty as a page shows it: with what its basis does not say (没有规定、未核实), for the reviewer to answer. */
export const ShownPenalty = StoredPenalty.extend({ doubts: z.array(z.string()), marks: z.array(z.string()) })

/** 再次违法: how many decisions on the same party the published record and one's own hold. Never whose (design §6.12). */
export const EarlierCount = z.strictObject({ fiveYears: z.int(), twoYears: z.int() })

export const CaseDetail = z.strictObject({
  id: MatterId,
  process: z.string(),
  version: z.int(),
  source: LeadSource,
  foundOn: LegalDay,
  filedOn: LegalDay,
  divisionCode: z.string(),
  place: z.string(),
  content: z.string(),
  violation: ViolationSummary,
  alsoViolates: z.array(ViolationCode),
  requiredFacts: z.array(z.string()),
  conductFrom: LegalDay.nullable(),
  conductTo: LegalDay.nullable(),
  turnover: Yuan.nullable(),
  illegalGains: Yuan.nullable(),
  goodsValue: Yuan.nullable(),
  flags: z.array(FineFlag),
  crime: CrimeFacts.nullable(),
  /** Null before anything was measured. */
  suspicion: Suspicion.nullable(),
  /** 违法所得认定: the rule of the day, with its marks; null where there are none to find. */
  gains: z.strictObject({ sentence: z.string(), marks: z.array(z.string()) }).nullable(),
  findings: z.string().nullable(),
  violated: z.string().nullable(),
  discretion: z.string().nullable(),
  grade: z.enum(Object.keys(gradeNames) as [keyof typeof gradeNames, ...(keyof typeof gradeNames)[]]).nullable(), // keys in their order
  keyField: z.boolean(),
  majorPublicInterest: z.boolean(),
  complex: z.boolean(),
  inCatalogue: z.boolean(),
  parties: z.array(CaseParty),
  proposed: z.array(ShownPenalty),
  noticed: z.array(ShownPenalty),
  decided: z.array(ShownPenalty),
  decidedOn: LegalDay.nullable(),
  /** 决定书文号, of the decision on the spot too. */
  decisionNumber: z.string().nullable(),
  related: z.array(RelatedMatter),
  /** 移送: this reader's bureau may receive the case, or has; null where it was not handed to it. */
  transfer: z.enum(['open', 'received']).nullable(),
  possibleOverlap: z.boolean(),
  earlierCount: EarlierCount,
  /** Decisions on the same party in the reader's own records: a second violation within five years weighs (商标法). */
  earlier: z.array(
    z.strictObject({
      id: MatterId,
      number: z.string().nullable(),
      decisionNumber: z.string().nullable(),
      decidedOn: LegalDay,
      violation: z.string(),
    }),
  ),
})
export type CaseDetail = z.infer<typeof CaseDetail>

export type ComplaintDetail = z.infer<typeof ComplaintDetail>
export const ComplaintDetail = z.strictObject({
  id: MatterId,
  version: z.int(),
  receivedOn: LegalDay,
  complainant: z.string(),
  complainantPhone: z.string().nullable(),
  divisionCode: z.string(),
  place: z.string(),
  content: z.string(),
  demand: z.string(),
  parties: z.array(CaseParty),
  related: z.array(RelatedMatter),
})

/** 处罚建议预览: what the form asks while the officer writes. */
export const ProposalPreviewDraft = z.strictObject({
  conductFrom: LegalDay,
  conductTo: LegalDay.optional(),
  turnover: Yuan.nullable(),
  illegalGains: Yuan.nullable(),
  goodsValue: Yuan.nullable(),
  flags: z.array(FineFlag),
  alsoViolates: z.array(ViolationCode).default([]),
  crime: CrimeFacts.optional(),
  penalty: PartyPenalty,
})
export const ProposalPreview = z.strictObject({
  ok: z.boolean(),
  /** What is wrong, with range and article; null when lawful. */
  sentence: z.string().nullable(),
  range: FineRange.nullable(),
  /** Rules among which the officer chooses, or that hold on these days. */
  bases: z.array(z.strictObject({ law: z.string(), article: z.string() })),
  hearing: Finding.nullable(),
  doubts: z.array(z.string()),
  notes: z.array(z.string()),
  suspicion: Suspicion,
})
export type ProposalPreview = z.infer<typeof ProposalPreview>
