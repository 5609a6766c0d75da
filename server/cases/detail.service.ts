import type { z } from 'zod'
import type { CaseDetail, ComplaintDetail, LeadDetail, ProposalPreview, ProposalPreviewDraft, StoredPenalty } from '#contract/case-details'
import type { CaseParty, PartyDraft } from '#contract/case-drafts'
import { statesOfOpenParties } from '#contract/case-states'
import type { LegalDay, MatterId } from '#contract/common'
import type { ViolationCode, ViolationSummary } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { note } from '#kernel/ledger'
import { findMatter, type MatterRow, visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { caseOf } from './case.store.ts'
import { complaintOf } from './complaint.store.ts'
import { procedure } from './heads.ts'
import { informantOf, leadOf, possibleOverlap } from './lead.store.ts'
import { touchMatter } from './matter-change.ts'
import { changeParties, partiesOf } from './party.store.ts'
import { basisNamed, illegalGainsRule, judgeMeasures, violationOf } from './penalty/index.ts'
import { open as penaltyOpen } from './penalty.states.ts'
import { penaltiesOf } from './penalty.store.ts'
import { previewPenalty } from './proposal.ts'
import { relate, relatedOf, type Tie } from './related.store.ts'
import { earlierPenalties, finedAlready, suspicionOn } from './suspicion.ts'
import { titleOf } from './title.ts'
import { transferStands } from './transfer.ts'

async function found(ctx: Ctx, id: string, processes: readonly string[], what: string): Promise<MatterRow> {
  const matter = await findMatter(ctx, id)
  if (!matter || !processes.includes(matter.process)) throw new Problem('notFound', { what })
  return matter
}

export const summaryOf = (code: ViolationCode): ViolationSummary => {
  const { name, category, result, verified } = violationOf(code)
  return { code, name, category, result, unverified: !verified }
}

export async function readLead(ctx: Ctx, id: string): Promise<LeadDetail> {
  const matter = await found(ctx, id, ['lead'], '该线索')
  const lead = await leadOf(ctx, id)
  const informant = await readInformant(ctx, matter)
  return {
    id: matter.id,
    version: matter.version,
    source: lead.source,
    sourceNote: lead.sourceNote,
    foundOn: lead.foundOn,
    divisionCode: lead.divisionCode,
    place: lead.place,
    content: lead.content,
    violation: lead.violationCode ? summaryOf(lead.violationCode) : null,
    conductFrom: lead.conductFrom,
    conductTo: lead.conductTo,
    findings: lead.findings,
    parties: await partiesOf(ctx, id),
    ...informant,
    caseId: lead.became as MatterId | null, // a key of matter
    transfer: await transferStands(ctx, matter.id),
    related: await relatedOf(ctx, id),
    possibleOverlap: await possibleOverlap(ctx, id),
  }
}

/** 举报人: for those alone who act on the lead, and each look is kept in the ledger (S27). */
async function readInformant(ctx: Ctx, matter: MatterRow) {
  const acts = ctx.actor.orgId === matter.handlingOrgId || ctx.actor.orgId === matter.ownerOrgId
  const mayRead = acts && ['officer', 'unitHead', 'deputyHead', 'principalHead'].includes(ctx.actor.role ?? '')
  if (!mayRead) return { informant: null, informantHidden: true }
  const informant = await informantOf(ctx, matter.id)
  if (informant) await note(ctx.tx, { action: 'read', object: 'lead_informant', objectId: matter.id })
  return { informant: informant ?? null, informantHidden: false }
}

export async function readCase(ctx: Ctx, id: string): Promise<CaseDetail> {
  const matter = await found(ctx, id, ['penalty', 'simple'], '该案件')
  const { violationCode, leadId: _lead, ...record } = await caseOf(ctx, id)
  const parties = await partiesOf(ctx, id)
  const penalties = await penaltiesOf(ctx, id)
  const earlierCount = await earlierPenalties(ctx, id)
  return {
    id: matter.id,
    process: matter.process,
    version: matter.version,
    ...record,
    violation: summaryOf(violationCode),
    requiredFacts: violationOf(violationCode).requiredFacts,
    parties,
    proposed: penalties.proposed.map((penalty) => shownPenalty([violationCode, ...record.alsoViolates], penalty)),
    noticed: penalties.noticed.map((penalty) => shownPenalty([violationCode, ...record.alsoViolates], penalty)),
    decided: penalties.decided.map((penalty) => shownPenalty([violationCode, ...record.alsoViolates], penalty)),
    suspicion: record.grade === null ? null : suspicionOn({ ...record, code: violationCode }, ctx.today, earlierCount),
    gains: (record.illegalGains ?? 0) === 0 ? null : gainsOf(violationCode, record.decidedOn ?? ctx.today),
    earlierCount,
    related: await relatedOf(ctx, id),
    transfer: await transferStands(ctx, matter.id),
    possibleOverlap: await possibleOverlap(ctx, id),
    earlier: await earlierDecisions(ctx, id, parties),
  }
}

/** With what its basis does not name, for officer and reviewer to answer in words (行政处罚法 art. 28 para. 2 is disputed). */
function shownPenalty(codes: readonly ViolationCode[], penalty: StoredPenalty): CaseDetail['decided'][number] {
  const basis = codes.flatMap((code) => basisNamed(code, penalty) ?? [])[0]
  const doubts = basis && !penalty.goodFaith ? judgeMeasures(basis, penalty.measures) : []
  return { ...penalty, doubts: doubts.map(({ sentence }) => sentence), marks: basis?.marks ?? [] }
}

function gainsOf(code: ViolationCode, on: LegalDay) {
  const { sentence, marks } = illegalGainsRule(code, on)
  return { sentence, marks }
}

/** 再次违法: decisions upon the same party among the records that the reader has (design §6.12). */
async function earlierDecisions(ctx: Ctx, id: string, parties: readonly CaseParty[]): Promise<CaseDetail['earlier']> {
  if (parties.length === 0) return []
  const names = parties.map((party) => party.name)
  const codes = parties.flatMap((party) => (party.creditCode ? [party.creditCode] : []))
  const rows = await visibleMatters(ctx)
    .innerJoin('enforcement_case as c', 'c.matter_id', 'm.id')
    .innerJoin('case_party as p', 'p.matter_id', 'm.id')
    .select(['m.id', 'm.number', 'c.decision_number as decisionNumber', 'c.decided_on as decidedOn', 'c.violation_code as code'])
    .distinct()
    .where('m.id', '<>', id)
    .where('c.decided_on', 'is not', null)
    .where((eb) =>
      eb.exists(eb.selectFrom('case_penalty as d').select('d.id').whereRef('d.matter_id', '=', 'm.id').where('d.stage', '=', 'decided')),
    )
    .where((eb) => eb.or([eb('p.name', 'in', names), ...(codes.length > 0 ? [eb('p.credit_code', 'in', codes)] : [])]))
    .orderBy('c.decided_on', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    id: row.id as MatterId, // the key of the row
    number: row.number,
    decisionNumber: row.decisionNumber,
    decidedOn: row.decidedOn ?? '',
    violation: violationOf(row.code as ViolationCode).name, // written from a parsed code
  }))
}

export async function readComplaint(ctx: Ctx, id: string): Promise<ComplaintDetail> {
  const matter = await found(ctx, id, ['complaint'], '该投诉')
  return {
    id: matter.id,
    version: matter.version,
    ...(await complaintOf(ctx, id)),
    parties: await partiesOf(ctx, id),
    related: await relatedOf(ctx, id),
  }
}

export async function changeCaseParties(
  ctx: Ctx,
  id: string,
  version: number,
  parties: readonly (PartyDraft & { id?: string | undefined })[],
): Promise<CaseDetail> {
  refusePartyChange(await found(ctx, id, ['penalty', 'simple'], '该案件'))
  const { violationCode } = await caseOf(ctx, id)
  await touchMatter(ctx, id, { process: ['penalty', 'simple'], version, title: titleOf(parties, violationCode) })
  await changeParties(ctx, id, parties)
  return readCase(ctx, id)
}

/** Whom a report, a notice and a decision name does not change under them: its kind decides on the hearing, its name on whom the decision binds. */
function refusePartyChange({ state, closed, process }: MatterRow): void {
  if (closed || statesOfOpenParties.includes(state)) return
  const isBefore = process === 'penalty' && penaltyOpen.some((one) => one === state)
  throw new Problem('closed', {
    what: '修改当事人',
    why: isBefore ? '调查终结报告已经提交，报告、审核和告知以其中的当事人为准' : '案件已经作出决定或者终结，决定所列的当事人不能修改',
    basis: `${procedure}第四十八条、第六十二条`,
    todo: isBefore
      ? '请先补充调查（已送审、告知的，先退回），修改后重新提交报告。'
      : '平台没有更正决定的步骤；确有错误的，请报告负责人依法处理。',
  })
}

export async function previewProposal(ctx: Ctx, id: string, draft: z.output<typeof ProposalPreviewDraft>): Promise<ProposalPreview> {
  await found(ctx, id, ['penalty', 'simple'], '该案件')
  const { violationCode } = await caseOf(ctx, id)
  const conduct = { ...draft, code: violationCode, conductTo: draft.conductTo ?? null, crime: draft.crime ?? null }
  const earlier = await earlierPenalties(ctx, id)
  const preview = previewPenalty(violationCode, await partiesOf(ctx, id), draft, ctx.today, ctx.actor.personId ?? '')
  return {
    ...preview,
    notes: [...preview.notes, ...againWords(earlier), ...(await finedWords(ctx, id))],
    suspicion: suspicionOn(conduct, ctx.today, earlier),
  }
}

const againWords = ({ fiveYears }: { fiveYears: number }): string[] =>
  fiveYears === 0
    ? []
    : [`查得同一当事人五年内有 ${fiveYears} 次商标侵权处罚：核实后应当从重处罚（《商标法》第六十条第二款；2027年1月1日起第七十四条第二款）`]

/** 一事不二罚款: whether it is one act, people judge; that there may be one is said before they fine. */
async function finedWords(ctx: Ctx, id: string): Promise<string[]> {
  const names = new Map((await partiesOf(ctx, id)).map((party) => [party.id, party.name]))
  return (await finedAlready(ctx, id)).map(
    ({ partyId, decidedOn }) =>
      `${names.get(partyId)}已于 ${decidedOn} 因同期同类行为被罚款：同一违法行为不得给予两次以上罚款，请核实是否为同一行为（《行政处罚法》第29条）`,
  )
}

export async function relateMatters(ctx: Ctx, id: string, tie: { other: string; kind: Tie; note?: string | undefined }) {
  const own = ['lead', 'penalty', 'simple', 'complaint']
  await found(ctx, id, own, '该事项')
  await found(ctx, tie.other, own, '要关联的事项')
  await relate(ctx, id, tie.other, tie.kind, tie.note)
  return relatedOf(ctx, id)
}
