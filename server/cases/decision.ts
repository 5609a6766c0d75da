import type { StoredPenalty } from '#contract/case-details'
import type { LegalDay } from '#contract/common'
import { fineTargetNames, measureNames } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { type MatterRow, orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { type CaseRecord, caseOf } from './case.store.ts'
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

/** 收缴: what was decided, from the day on which the party got the decision. */
export async function collectDecision(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const record = await caseOf(ctx, matter.id)
  const { decided } = await penaltiesOf(ctx, matter.id)
  const input = { decisionNumber: decisionNumber(record), servedOn: await lastService(ctx, matter.id, record), ...moneyOf(decided) }
  await tracks.collect.open(ctx, matter, { step: 'collect', happenedOn, input })
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

/** The day on which the last party got the decision. */
async function lastService(ctx: Ctx, matterId: string, record: CaseRecord): Promise<LegalDay> {
  const days = (await servicesOf(ctx, matterId)).flatMap(({ servedOn }) =>
    servedOn && servedOn >= (record.decidedOn ?? '') ? [servedOn] : [],
  )
  const last = days.toSorted().at(-1)
  if (!last) throw new Problem('closed', { what: '办理', why: '决定书尚未送达' })
  return last
}

/** The day of service is the track's; whoever confirms it may not move it. */
export async function confirmService(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const on = await lastService(ctx, matter.id, await caseOf(ctx, matter.id))
  if (on !== happenedOn) throw new Problem('invalid', { issues: [{ path: 'happenedOn', message: `决定书于 ${on} 送达，请填写该日` }] })
}
