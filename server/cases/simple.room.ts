import type { SimpleDraft } from '#contract/case-drafts'
import type { MatterId } from '#contract/common'
import { simpleSteps } from '#contract/simple-steps'
import type { Ctx } from '#kernel/house'
import { assignOfficers, findMatter, type MatterRow, openMatter, processRoom, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import { bureauOf, levelOf, nextNumber } from './bureau.ts'
import { caseOf, insertCase, updateCase } from './case.store.ts'
import { caseFactsOf } from './case-facts.ts'
import { countDecision } from './counted.ts'
import { collectOnSpot, issuedNumber, moneyOf } from './decision.ts'
import { forPenalty, ours } from './filing.rules.ts'
import { openLead } from './lead.service.ts'
import { draftOf, insertParties, partiesOf } from './party.store.ts'
import { simpleProcedureAllowed } from './penalty/index.ts'
import { certifiedOfficers } from './penalty.facts.ts'
import { insertPenalties, penaltiesOf } from './penalty.store.ts'
import { judgePenalties, reviewToCome } from './proposal.ts'
import { type SimpleFacts, simpleProcess } from './simple.process.ts'
import { titleOf } from './title.ts'

async function factsOf(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<SimpleFacts> {
  const { proposed } = await penaltiesOf(ctx, matter.id)
  const [party] = await partiesOf(ctx, matter.id)
  const [penalty] = proposed
  const has = (step: string) => history.some((act) => act.step === step)
  const allowed =
    penalty && party ? simpleProcedureAllowed(penalty, party.kind, { factsClear: history[0]?.input.factsClear === true }) : null
  return {
    notSimple: allowed && !allowed.holds ? { why: allowed.reasons.join('；'), todo: '请转普通程序办理。' } : null,
    tooFewOfficers:
      (await certifiedOfficers(ctx, matter.id)) >= 2 ? null : { why: '具有执法证的执法人员少于两人', basis: '《行政处罚法》第四十二条' },
    fined: proposed.some(({ fine }) => fine > 0),
    cashCollected: has('collectCash'),
    paid: has('payBank') || has('recordPayment'),
    deposited: has('depositFile'),
    collecting: has('collect'),
  }
}

/** 当场查处: the case and the penalty that the officers have in mind; whether it may be decided on the spot is judged at the decision. */
export async function openSimple(ctx: Ctx, draft: SimpleDraft): Promise<{ id: MatterId; version: number }> {
  const bureau = await bureauOf(ctx, ctx.actor.orgId ?? '')
  refuseForeign(draft, bureau.kind)
  if (!ctx.actor.personId || !draft.officers.includes(ctx.actor.personId))
    throw new Problem('invalid', { issues: [{ path: 'officers', message: '登记人应当是两名以上执法人员之一' }] })
  const id = await openMatter(ctx, simpleProcess, {
    owner: bureau.id,
    handling: ctx.actor.orgId ?? bureau.id,
    happenedOn: draft.foundOn,
    title: titleOf([draft.party], draft.violationCode),
    number: await nextNumber(ctx, bureau, '简', Number(draft.foundOn.slice(0, 4))),
    input: { factsClear: draft.factsClear },
  })
  await insertCase(ctx, id, {
    source: 'inspection',
    foundOn: draft.foundOn,
    filedOn: draft.foundOn,
    divisionCode: draft.divisionCode,
    place: draft.place,
    violationCode: draft.violationCode,
    content: draft.facts,
    findings: draft.facts,
    violated: draft.violated,
    conductFrom: draft.foundOn,
    conductTo: draft.foundOn,
  })
  await insertParties(ctx, id, [draft.party])
  await proposeOnSpot(ctx, id, draft)
  const matter = await findMatter(ctx, id)
  if (matter) await assignOfficers(ctx, matter, draft.officers, draft.foundOn)
  await settleMatter(ctx, id)
  return { id, version: 1 }
}

function refuseForeign({ violationCode }: SimpleDraft, kind: string): void {
  const refusal = forPenalty(violationCode) ?? ours(violationCode, levelOf(kind), {})
  if (refusal) throw new Problem('closed', { what: '当场处罚', ...refusal })
}

async function proposeOnSpot(ctx: Ctx, id: MatterId, draft: SimpleDraft): Promise<void> {
  const parties = await partiesOf(ctx, id)
  const record = await caseOf(ctx, id)
  const penalties = parties.map((party) => ({ ...draft.penalty, partyId: party.id }))
  const by = { officer: ctx.actor.personId ?? '', reviewer: reviewToCome }
  const judged = judgePenalties({ ...record, code: record.violationCode }, parties, penalties, draft.foundOn, by)
  await insertPenalties(ctx, id, 'proposed', judged)
}

/** 转普通程序: it goes on as a lead of the same unit. */
async function turnOrdinary(ctx: Ctx, matter: MatterRow, on: string): Promise<void> {
  const record = await caseOf(ctx, matter.id)
  const parties = await partiesOf(ctx, matter.id)
  const { divisionCode, place, content, violationCode } = record
  await openLead(ctx, {
    source: 'inspection',
    foundOn: on,
    divisionCode,
    place,
    content,
    violationCode,
    parties: parties.map(draftOf),
    files: [],
    origin: matter.id,
  })
}

/** 当场收缴: only in the cases of arts. 68 and 69, and neither more nor less than was decided. */
async function collectCash(ctx: Ctx, matter: MatterRow, { ground, amount }: { ground: string; amount: number }): Promise<void> {
  const { fine } = moneyOf((await penaltiesOf(ctx, matter.id)).decided)
  const issues = [
    ...(amount === fine ? [] : [{ path: 'amount', message: `当场收缴的金额应当是决定的罚款 ${fine} 元` }]),
    ...(ground === 'upToHundred' && fine > 100
      ? [{ path: 'ground', message: '罚款超过一百元，不属于该情形（《行政处罚法》第六十八条第一项）' }]
      : []),
  ]
  if (issues.length > 0) throw new Problem('invalid', { issues })
}

export const simpleRoom = processRoom({
  process: simpleProcess,
  counts: [{ indicator: 'cases.decided', steps: ['decideOnSpot'] }],
  forms: simpleSteps,
  facts: factsOf,
  paperFacts: caseFactsOf,
  papers: ['sceneRecord', 'inquiryRecord', 'evidenceExtraction', 'serviceReceipt'],
  apply: {
    async decideOnSpot(ctx, matter, { happenedOn }) {
      const record = await caseOf(ctx, matter.id)
      const { proposed } = await penaltiesOf(ctx, matter.id)
      const by = { officer: ctx.actor.personId ?? '', reviewer: reviewToCome }
      const penalties = proposed.map(({ law: _law, article: _article, range: _range, hearing: _hearing, ...penalty }) => penalty)
      const parties = await partiesOf(ctx, matter.id)
      await insertPenalties(
        ctx,
        matter.id,
        'decided',
        judgePenalties({ ...record, code: record.violationCode }, parties, penalties, happenedOn, by),
      )
      await updateCase(ctx, matter.id, { decidedOn: happenedOn, decisionNumber: await issuedNumber(ctx, matter.id, 'onSpotDecision') })
      await countDecision(ctx, matter, happenedOn, record.violationCode, penalties)
    },
    collectCash: (ctx, matter, { input }) => collectCash(ctx, matter, input),
    collect: (ctx, matter, { happenedOn }) => collectOnSpot(ctx, matter, happenedOn),
    turnOrdinary: (ctx, matter, { happenedOn }) => turnOrdinary(ctx, matter, happenedOn),
  },
})
