import type { StoredPenalty } from '#contract/case-details'
import { measureNames } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { findMatter, type MatterRow, orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { type CaseRecord, caseOf } from './case.store.ts'
import { evidenceOf } from './evidence/index.ts'
import { leadOf } from './lead.store.ts'
import type { CaseFacts, Party } from './papers/index.ts'
import { partiesOf } from './party.store.ts'
import { violationOf } from './penalty/index.ts'
import { penaltiesOf, type Stage } from './penalty.store.ts'

const sources = {
  inspection: 'inspection',
  monitoring: 'inspection',
  complaint: 'complaint',
  report: 'complaint',
  transfer: 'transferred',
  assignment: 'assigned',
} as const
const kinds = { natural: 'person', soleTrader: 'business', legal: 'organisation', other: 'organisation' } as const

/** What a lead or case knows about itself when a paper is drawn up; a track's papers come here with their case. */
export async function caseFactsOf(ctx: Ctx, matter: Pick<MatterRow, 'id'>): Promise<CaseFacts> {
  const found = await findMatter(ctx, matter.id)
  if (!found) throw new Problem('notFound', { what: '该事项' })
  if (found.parentId) return caseFactsOf(ctx, { id: found.parentId })
  const common = await commonFacts(ctx, found)
  if (found.process === 'lead') return { ...common, ...(await leadFacts(ctx, found)) }
  if (found.process === 'complaint') return common
  return { ...common, ...(await filedFacts(ctx, found)) }
}

async function commonFacts(ctx: Ctx, matter: MatterRow): Promise<CaseFacts> {
  const owner = await orgOf(ctx, matter.ownerOrgId)
  const handling = await orgOf(ctx, matter.handlingOrgId)
  const [party] = await partiesOf(ctx, matter.id)
  return {
    org: { name: owner.name, government: governmentOf(owner.name) },
    handlingUnit: handling.name,
    caseNumber: matter.number ?? undefined,
    party: party ? paperParty(party) : undefined,
    officers: await officersOf(ctx, matter.id),
    evidence: await evidenceFacts(ctx, matter.id),
    goods: [],
    penalties: [],
    issued: await issuedOf(ctx, matter.id),
  }
}

/** 复议机关: the people's government of the same level (Reconsideration Law art. 24), where the bureau's name tells which. */
const governmentOf = (bureau: string): string | undefined =>
  bureau.endsWith('市场监督管理局') ? bureau.replace(/市场监督管理局$/u, '人民政府') : undefined

export const paperParty = (party: Awaited<ReturnType<typeof partiesOf>>[number]): Party => ({
  kind: kinds[party.kind],
  name: party.name,
  ...(party.creditCode ? { creditCode: party.creditCode, licence: '营业执照' } : {}),
  ...(party.address ? { address: party.address } : {}),
  ...(party.representative ? { representative: party.representative } : {}),
  ...(party.phone ? { phone: party.phone } : {}),
})

async function leadFacts(ctx: Ctx, { id }: MatterRow): Promise<Partial<CaseFacts>> {
  const lead = await leadOf(ctx, id)
  return {
    source: sources[lead.source],
    sourceProvider: lead.sourceNote ?? undefined,
    foundOn: lead.foundOn,
    place: lead.place,
    cause: lead.violationCode ? violationOf(lead.violationCode).name : undefined,
    sourceFacts: lead.findings ?? lead.content,
    conduct: lead.content,
  }
}

async function filedFacts(ctx: Ctx, { id }: MatterRow): Promise<Partial<CaseFacts>> {
  const record = await caseOf(ctx, id)
  return {
    source: sources[record.source],
    foundOn: record.foundOn,
    filedOn: record.filedOn,
    place: record.place,
    cause: violationOf(record.violationCode).name,
    sourceFacts: record.content,
    conduct: record.content,
    findings: record.findings ?? undefined,
    violated: record.violated ?? undefined,
    discretion: record.discretion ?? undefined,
    ...(await penaltyFacts(ctx, id, record)),
  }
}

const yuan = (amount: number) => `${amount.toLocaleString('zh-CN', { maximumFractionDigits: 2 })} 元`

async function penaltyFacts(ctx: Ctx, id: string, record: CaseRecord): Promise<Partial<CaseFacts>> {
  const all = await penaltiesOf(ctx, id)
  const stage: Stage = record.decidedOn ? 'decided' : all.noticed.length > 0 ? 'noticed' : 'proposed'
  const penalties = all[stage]
  const fine = penalties.reduce((sum, penalty) => sum + penalty.fine, 0)
  return {
    penaltyBasis: basisWords(penalties) || undefined,
    penalties: penalties.flatMap(wordsOf),
    ...(fine > 0 ? { fine } : {}),
  }
}

/** The rules of the penalties, and the other rules on which single measures rest. */
const basisWords = (penalties: readonly StoredPenalty[]): string => {
  const rules = penalties.flatMap(({ law, article, otherBasis }) => [{ law, article }, ...(otherBasis ? [otherBasis] : [])])
  return [...new Set(rules.map(({ law, article }) => `${law}${article}`))].join('；')
}

const wordsOf = (penalty: StoredPenalty): string[] => [
  ...penalty.measures.map((measure) =>
    measure === 'confiscateGains' && penalty.confiscatedGains > 0
      ? `${measureNames[measure]} ${yuan(penalty.confiscatedGains)}`
      : measureNames[measure],
  ),
  ...(penalty.fine > 0 ? [`罚款 ${yuan(penalty.fine)}`] : []),
]

async function officersOf(ctx: Ctx, matterId: string): Promise<CaseFacts['officers']> {
  const rows = await ctx.tx
    .selectFrom('matter_assignee')
    .select(['person_name', 'certificate_no'])
    .where('matter_id', '=', matterId)
    .where('to_day', 'is', null)
    .orderBy('from_day')
    .execute()
  return rows.map((row) => ({ name: row.person_name, ...(row.certificate_no ? { certificate: row.certificate_no } : {}) }))
}

/** What the case may rest on, of its tracks too; what was withdrawn is not quoted. */
async function evidenceFacts(ctx: Ctx, matterId: string): Promise<CaseFacts['evidence']> {
  return (await evidenceOf(ctx, matterId)).map(({ name, proves }) => ({ name, ...(proves ? { proves } : {}) }))
}

/** Papers of the case and of its tracks; the notice carries the day on which it was served. */
async function issuedOf(ctx: Ctx, matterId: string): Promise<CaseFacts['issued']> {
  const rows = await ctx.tx
    .selectFrom('paper')
    .innerJoin('matter', 'matter.id', 'paper.matter_id')
    .select(['paper.kind', 'paper.title', 'paper.number', 'paper.issued_on'])
    .where((eb) => eb.or([eb('matter.id', '=', matterId), eb('matter.parent_id', '=', matterId)]))
    .where('paper.state', '=', 'issued')
    .orderBy('paper.issued_on')
    .orderBy('paper.created_at')
    .execute()
  const notify = await ctx.tx
    .selectFrom('matter_step')
    .select('happened_on')
    .where('matter_id', '=', matterId)
    .where('step', '=', 'notify')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return rows.map((row) => ({
    kind: row.kind,
    title: row.title,
    day: row.issued_on ?? '',
    ...(row.number ? { number: row.number } : {}),
    ...(row.kind === 'priorNotice' && notify ? { servedOn: notify.happened_on } : {}),
  }))
}
