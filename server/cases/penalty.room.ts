import { type PartyPenalty, penaltySteps } from '#contract/case-steps'
import type { LegalDay } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { assignOfficers, type MatterRow, processRoom } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { caseOf, updateCase } from './case.store.ts'
import { caseFactsOf } from './case-facts.ts'
import { countDecision, countInTime } from './counted.ts'
import { collectDecision, confirmService, issuedNumber, publishDecision, serveDecision } from './decision.ts'
import { penaltyLaw, procedure } from './heads.ts'
import { partyOfAct, refuseHearing, refuseOtherDay, serveNotices } from './notice.ts'
import { opens } from './opens.ts'
import { partiesOf } from './party.store.ts'
import { penaltyFactsOf } from './penalty.facts.ts'
import { penaltyProcess } from './penalty.process.ts'
import { insertPenalties, penaltiesOf } from './penalty.store.ts'
import { differsFromTold, judgePenalties, reviewToCome } from './proposal.ts'
import { decideRecusal, refuseWithdrawn } from './recusal.room.ts'
import { openSupplierLead } from './supplier.ts'
import { handOver } from './transfer.ts'

/** 不少于两名具有行政执法证件的执法人员: Administrative Penalty Law art. 42. */
async function assign(ctx: Ctx, matter: MatterRow, persons: readonly string[], from: LegalDay): Promise<void> {
  await refuseWithdrawn(ctx, matter, persons)
  await assignOfficers(ctx, matter, persons, from)
  const without = await ctx.tx
    .selectFrom('matter_assignee')
    .select('person_name')
    .where('matter_id', '=', matter.id)
    .where('to_day', 'is', null)
    .where('certificate_no', 'is', null)
    .execute()
  if (without.length > 0)
    throw new Problem('closed', {
      what: '指定办案人员',
      why: `${without.map((row) => row.person_name).join('、')}没有行政执法证`,
      basis: `${penaltyLaw}第四十二条`,
    })
}

async function proposePenalties(ctx: Ctx, matter: MatterRow, penalties: readonly PartyPenalty[], on: LegalDay): Promise<void> {
  const conduct = { ...(await caseOf(ctx, matter.id)) }
  const by = { officer: ctx.actor.personId ?? '', reviewer: reviewToCome }
  await insertPenalties(
    ctx,
    matter.id,
    'proposed',
    judgePenalties({ ...conduct, code: conduct.violationCode }, await partiesOf(ctx, matter.id), penalties, on, by),
  )
}

/** A sale in good faith is no penalty: it is proposed beside others, or alone where none is to be imposed. */
function mismatch(outcome: string, penalties: readonly PartyPenalty[]): string | null {
  const inGoodFaith = penalties.filter((penalty) => penalty.goodFaith)
  if (outcome === 'penalty' && penalties.length === 0) return '建议给予处罚的，请填写处罚建议'
  if (outcome === 'penalty' && inGoodFaith.length === penalties.length) return '当事人均为善意销售的，处理建议应当为不予行政处罚'
  const mayHoldOrders = outcome === 'noPenalty' && inGoodFaith.length === penalties.length
  return outcome !== 'penalty' && penalties.length > 0 && !mayHoldOrders ? '处理建议不是给予处罚，不能填写处罚建议' : null
}

/** 善意销售 as the ground: every party's claim was judged with the report. */
async function refuseUnprovenGoodFaith(ctx: Ctx, matterId: string): Promise<void> {
  const { proposed } = await penaltiesOf(ctx, matterId)
  if (proposed.length > 0 && proposed.every(({ goodFaith }) => goodFaith)) return
  throw new Problem('invalid', {
    issues: [{ path: 'ground', message: '调查终结报告没有认定善意销售（三项条件和排除情形）；请退回承办机构补充' }],
  })
}

/** Who submitted the case, and who passed it: two persons, so that the choice between old and new law was confirmed. */
async function signersOf(ctx: Ctx, matterId: string): Promise<{ officer: string; reviewer: string | null }> {
  const rows = await ctx.tx
    .selectFrom('matter_step')
    .select(['step', 'person_id'])
    .where('matter_id', '=', matterId)
    .where('step', 'in', ['report', 'passCaseReview', 'passLegalReview'])
    .orderBy('id')
    .execute()
  const last = (...steps: string[]) => rows.findLast((row) => steps.includes(row.step))?.person_id ?? null
  return { officer: last('report') ?? '', reviewer: last('passCaseReview', 'passLegalReview') }
}

async function decide(ctx: Ctx, matter: MatterRow, penalties: readonly PartyPenalty[], on: LegalDay): Promise<void> {
  const record = await caseOf(ctx, matter.id)
  const parties = await partiesOf(ctx, matter.id)
  const judged = judgePenalties({ ...record, code: record.violationCode }, parties, penalties, on, await signersOf(ctx, matter.id))
  const { noticed } = await penaltiesOf(ctx, matter.id)
  const differs = differsFromTold(noticed, judged)
  if (differs)
    throw new Problem('closed', {
      what: '作出处罚决定',
      why: `${differs}，决定的内容、理由和依据应当是告知过的，并且不得更重`,
      basis: `${procedure}第五十七条、第五十八条；${penaltyLaw}第四十四条、第四十五条、第六十二条`,
      todo: '确需改变的，请先重新告知。',
    })
  await insertPenalties(ctx, matter.id, 'decided', judged)
  await updateCase(ctx, matter.id, { decidedOn: on, decisionNumber: await issuedNumber(ctx, matter.id, 'penaltyDecision') })
  await countInTime(ctx, matter, on)
  await countDecision(ctx, matter, on, record.violationCode, penalties)
}

async function decideWithout(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  await updateCase(ctx, matter.id, { decidedOn: on, decisionNumber: await issuedNumber(ctx, matter.id, 'noPenaltyDecision') })
  await countInTime(ctx, matter, on)
}

export const penaltyRoom = processRoom({
  process: penaltyProcess,
  counts: [
    { indicator: 'cases.filed', steps: ['open'] },
    { indicator: 'cases.open', steps: ['open'], until: ['close'] },
    { indicator: 'cases.decided', steps: ['decide'] },
    { indicator: 'cases.concluded', steps: ['decide', 'decideNoPenalty', 'decideNotEstablished'] },
    { indicator: 'cases.closed', steps: ['close'] },
  ],
  forms: penaltySteps,
  facts: penaltyFactsOf,
  paperFacts: caseFactsOf,
  apply: {
    assignOfficers: (ctx, matter, { happenedOn, input }) => assign(ctx, matter, input.officers, happenedOn),
    reassignOfficers: (ctx, matter, { happenedOn, input }) => assign(ctx, matter, input.officers, happenedOn),
    decideRecusal,
    decideDeputyRecusal: decideRecusal,
    decidePrincipalRecusal: decideRecusal,
    async report(ctx, matter, { happenedOn, input }) {
      const { penalties, outcome, ...found } = input
      const wrong = mismatch(outcome, penalties)
      if (wrong) throw new Problem('invalid', { issues: [{ path: 'penalties', message: wrong }] })
      await updateCase(ctx, matter.id, { ...found, conductTo: found.conductTo ?? null, crime: found.crime ?? null })
      await proposePenalties(ctx, matter, penalties, happenedOn)
    },
    preserve: opens('preserve'),
    seize: opens('seize'),
    commission: opens('commission'),
    askAssistance: opens('askAssistance'),
    disputeJurisdiction: opens('disputeJurisdiction'),
    transferCriminal: opens('transferCriminal'),
    openSupplierLead,
    serve: serveDecision,
    confirmService: (ctx, matter, { happenedOn }) => confirmService(ctx, matter, happenedOn),
    publish: (ctx, matter, { happenedOn }) => publishDecision(ctx, matter, happenedOn),
    collect: (ctx, matter, { happenedOn }) => collectDecision(ctx, matter, happenedOn),
    serveNotice: (ctx, matter, { happenedOn }) => serveNotices(ctx, matter, happenedOn),
    notify: (ctx, matter, { happenedOn, input }) => refuseOtherDay(ctx, matter, input.partyId, happenedOn),
    async recordStatement(ctx, matter, { input }) {
      await partyOfAct(ctx, matter, input.partyId)
    },
    async waiveStatement(ctx, matter, { input }) {
      const partyId = await partyOfAct(ctx, matter, input.partyId)
      const { noticed } = await penaltiesOf(ctx, matter.id)
      if (noticed.some((penalty) => penalty.partyId === partyId && penalty.hearing) && !input.hearingToo)
        throw new Problem('invalid', {
          issues: [{ path: 'hearingToo', message: '当事人有权要求听证，只放弃陈述、申辩不能提前作出决定；须同时书面放弃听证' }],
        })
    },
    async requestHearing(ctx, matter, taken) {
      await refuseHearing(ctx, matter, await partyOfAct(ctx, matter, taken.input.partyId))
      await opens('requestHearing')(ctx, matter, taken)
    },
    decide: (ctx, matter, { happenedOn, input }) => decide(ctx, matter, input.penalties, happenedOn),
    async decideNoPenalty(ctx, matter, { happenedOn, input }) {
      if (input.ground === 'goodFaithSale') await refuseUnprovenGoodFaith(ctx, matter.id)
      await decideWithout(ctx, matter, happenedOn)
    },
    transferOut: (ctx, matter, { happenedOn, input }) => handOver(ctx, matter, input, happenedOn),
    decideNotEstablished: (ctx, matter, { happenedOn }) => decideWithout(ctx, matter, happenedOn),
  },
})
