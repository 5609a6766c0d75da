import type { StoredPenalty } from '#contract/case-details'
import type { LegalDay } from '#contract/common'
import { fineTargetNames, measureNames } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { historyOf, type MatterRow, orgOf, type Taken } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { type CaseRecord, caseOf } from './case.store.ts'
import { papersOfRound } from './notice.ts'
import type { CasePaper } from './papers/index.ts'
import { partiesOf } from './party.store.ts'
import { publicityTerm, violationOf } from './penalty/index.ts'
import { penaltiesOf } from './penalty.store.ts'
import { servicesOf, tracks } from './tracks/index.ts'

/** What the parties owe: fines and confiscated gains. Goods are not paid. */
export const moneyOf = (penalties: readonly StoredPenalty[]) => ({
  fine: penalties.reduce((sum, { fine }) => sum + fine, 0),
  confiscated: penalties.reduce((sum, { confiscatedGains }) => sum + confiscatedGains, 0),
})

type Outcome = Parameters<typeof publicityTerm>[0]
const responsible: readonly StoredPenalty['target'][] = ['responsiblePersons', 'practitioner', 'individual']

const outcomeOf = (record: CaseRecord, penalty: StoredPenalty): Outcome => ({
  measures: penalty.measures,
  fine: penalty.fine,
  grade: record.grade ?? 'ordinary',
  on: responsible.includes(penalty.target) ? 'responsiblePerson' : 'operator',
  keyField: record.keyField,
})

/** The penalties that are published: a mere warning is not (publicity rules art. 2). */
export const publishable = (record: CaseRecord, penalties: readonly StoredPenalty[]): StoredPenalty[] =>
  penalties.filter((penalty) => publicityTerm(outcomeOf(record, penalty)).published)

const wordsOf = (penalty: StoredPenalty): string =>
  [...penalty.measures.map((measure) => measureNames[measure]), ...(penalty.fine > 0 ? [`罚款 ${penalty.fine} 元`] : [])].join('；')

/** 公示: one entry for each penalty, with the six elements of art. 4 taken from the decision itself. */
export async function publishDecision(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const record = await caseOf(ctx, matter.id)
  const parties = await partiesOf(ctx, matter.id)
  const { decided } = await penaltiesOf(ctx, matter.id)
  const authority = (await orgOf(ctx, matter.ownerOrgId)).name
  for (const penalty of publishable(record, decided)) {
    const party = parties.find(({ id }) => id === penalty.partyId)
    await tracks.publish.open(ctx, matter, {
      step: 'publish',
      happenedOn,
      input: {
        ...outcomeOf(record, penalty),
        decisionNumber: decisionNumber(record),
        party: penalty.target === 'party' ? party?.name : `${party?.name}（${fineTargetNames[penalty.target]}）`,
        violation: violationOf(record.violationCode).name,
        penalty: wordsOf(penalty),
        authority,
        decidedOn: record.decidedOn,
        registeredIn: party?.outsideProvince ? 'otherProvince' : 'sameProvince',
      },
    })
  }
}

export interface Debt {
  partyId: string
  party: string
  fine: number
  confiscated: number
  isCollecting: boolean
}

/** What each party owes: a collection of its own. One from before parties had theirs stands for all. */
export async function debtsOf(ctx: Ctx, matterId: string, decided: readonly StoredPenalty[]): Promise<Debt[]> {
  const rows = await ctx.tx
    .selectFrom('collection as c')
    .innerJoin('matter as m', 'm.id', 'c.matter_id')
    .select('c.party_id')
    .where('m.parent_id', '=', matterId)
    .execute()
  return (await partiesOf(ctx, matterId)).flatMap(({ id, name }) => {
    const { fine, confiscated } = moneyOf(decided.filter(({ partyId }) => partyId === id))
    const isCollecting = rows.some(({ party_id }) => party_id === null || party_id === id)
    return fine + confiscated > 0 ? [{ partyId: id, party: name, fine, confiscated, isCollecting }] : []
  })
}

/** 收缴: from each party what was decided upon it, from the day on which it got the decision. */
export async function collectDecision(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const record = await caseOf(ctx, matter.id)
  await collectFrom(ctx, matter, record, happenedOn, await decisionServed(ctx, matter.id, record))
}

/** 当场处罚: handed over on the spot, so the decision reached each party on its own day. */
export async function collectOnSpot(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const record = await caseOf(ctx, matter.id)
  const { decidedOn } = record
  const served = (await partiesOf(ctx, matter.id)).map(({ id }) => [id, decidedOn ?? happenedOn] as const)
  await collectFrom(ctx, matter, record, happenedOn, new Map(served))
}

async function collectFrom(
  ctx: Ctx,
  matter: MatterRow,
  record: CaseRecord,
  happenedOn: LegalDay,
  served: ReadonlyMap<string, LegalDay>,
): Promise<void> {
  for (const { partyId, fine, confiscated, isCollecting } of await debtsOf(ctx, matter.id, (await penaltiesOf(ctx, matter.id)).decided)) {
    const servedOn = served.get(partyId)
    if (isCollecting || servedOn === undefined) continue
    const input = { partyId, decisionNumber: decisionNumber(record), servedOn, fine, confiscated }
    await tracks.collect.open(ctx, matter, { step: 'collect', happenedOn, input })
  }
}

/** 文号 of the paper of that kind that was issued last. */
export async function issuedNumber(ctx: Ctx, matterId: string, kind: CasePaper): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('paper')
    .select('number')
    .where('matter_id', '=', matterId)
    .where('kind', '=', kind)
    .where('state', '=', 'issued')
    .orderBy('issued_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? null
}

const decisionNumber = (record: CaseRecord): string => record.decisionNumber ?? '（无文号）'

const decisions: readonly CasePaper[] = ['penaltyDecision', 'noPenaltyDecision']

/** The day on which each party got the decision: its first service. Other papers, and other days of the same one, move nothing. */
export async function decisionServed(ctx: Ctx, matterId: string, { decidedOn }: CaseRecord): Promise<ReadonlyMap<string, LegalDay>> {
  const days = new Map<string, LegalDay>()
  if (decidedOn === null) return days
  for (const { kind, partyId, servedOn } of await servicesOf(ctx, matterId)) {
    if (!partyId || !servedOn || servedOn < decidedOn || !decisions.some((one) => one === kind)) continue
    const known = days.get(partyId)
    if (!known || servedOn < known) days.set(partyId, servedOn)
  }
  return days
}

/** 送达: of what was decided now, not of a decision that an earlier round had drawn up. */
export async function serveDecision(ctx: Ctx, matter: MatterRow, taken: Taken<{ paperId: string }>): Promise<void> {
  const { kind } = (await ctx.tx.selectFrom('paper').select('kind').where('id', '=', taken.input.paperId).executeTakeFirst()) ?? {}
  if (decisions.some((one) => one === kind)) {
    const current = await papersOfRound(ctx, matter.id, await historyOf(ctx, matter.id), decisions)
    if (!current.some(({ id }) => id === taken.input.paperId))
      throw new Problem('invalid', { issues: [{ path: 'paperId', message: '这份决定书属于退回或者重新告知以前，请选择本次的决定书' }] })
  }
  await tracks.serve.open(ctx, matter, taken)
}

/** The day of service is the track's; whoever confirms it may not move it. */
export async function confirmService(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const days = [...(await decisionServed(ctx, matter.id, await caseOf(ctx, matter.id))).values()]
  const on = days.toSorted().at(-1)
  if (on !== happenedOn) throw new Problem('invalid', { issues: [{ path: 'happenedOn', message: `决定书于 ${on} 送达，请填写该日` }] })
}
