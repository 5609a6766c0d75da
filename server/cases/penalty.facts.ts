import type { StoredPenalty } from '#contract/case-details'
import type { PenaltyMeasure } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import type { Act } from '#kernel/process'
import { type CaseRecord, caseOf } from './case.store.ts'
import { moneyOf, publishable } from './decision.ts'
import { isPatentPassingOff } from './filing.rules.ts'
import { partiesOf } from './party.store.ts'
import type { PenaltyFacts } from './penalty.checks.ts'
import { penaltiesOf } from './penalty.store.ts'
import { askedToWithdraw, type RecusalRank, ranksOf } from './recusal.ts'
import { coercionNames } from './tracks/coercion.process.ts'
import { servicesOf } from './tracks/index.ts'

/** How the child matters of a case stand: the tracks keep their own states. */
interface Child {
  process: string
  state: string
  closed: boolean
}

const childrenOf = (ctx: Ctx, matterId: string): Promise<Child[]> =>
  ctx.tx.selectFrom('matter').select(['process', 'state', 'closed']).where('parent_id', '=', matterId).orderBy('recorded_at').execute()

export async function certifiedOfficers(ctx: Ctx, matterId: string): Promise<number> {
  const rows = await ctx.tx
    .selectFrom('matter_assignee')
    .select('person_id')
    .distinct()
    .where('matter_id', '=', matterId)
    .where('to_day', 'is', null)
    .where('certificate_no', 'is not', null)
    .execute()
  return rows.length
}

export async function penaltyFactsOf(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<PenaltyFacts> {
  const record = await caseOf(ctx, matter.id)
  const { noticed, decided } = await penaltiesOf(ctx, matter.id)
  const children = await childrenOf(ctx, matter.id)
  return {
    state: matter.state,
    isPatentPassingOff: isPatentPassingOff(record.violationCode),
    certifiedOfficers: await certifiedOfficers(ctx, matter.id),
    majorPublicInterest: record.majorPublicInterest,
    complex: record.complex,
    inCatalogue: record.inCatalogue,
    unqualifiedForLaw: await unqualifiedForLaw(ctx),
    ...ofHistory(history),
    recusals: await openRecusals(ctx, matter, history),
    ...ofHearing(history, children),
    ...(await ofDecision(ctx, matter.id, record, decided)),
    ...ofTracks(children),
    hearingRight: noticed.some((penalty) => penalty.hearing),
    goodsToDispose: decided.some(({ measures }) => measures.some((measure) => ofGoods.includes(measure))) || children.some(keepsGoods),
    disposed: count(history, 'recordDisposal') > 0,
  }
}

/** Measures that leave goods with the office. */
const ofGoods: readonly PenaltyMeasure[] = ['confiscateGoods', 'confiscateTools', 'destroyGoods', 'destroyTools']
const held: readonly string[] = ['preservation', ...coercionNames]
/** Held, and neither refused nor given back: the release says where those went. */
const keepsGoods = ({ process, state }: Child): boolean => held.includes(process) && !['refused', 'released'].includes(state)

const count = (history: readonly Act[], step: string) => history.filter((act) => act.step === step).length
const lastIndex = (history: readonly Act[], step: string) => history.findLastIndex((act) => act.step === step)

/** The day from which the law asks beginners for the qualification (行政处罚法 as amended in 2017): whoever reviewed before it is none. */
const qualificationAskedFrom = '2018-01-01'

async function unqualifiedForLaw(ctx: Ctx): Promise<boolean> {
  const { role, personId } = ctx.actor
  if (role !== 'legalReviewer' || personId === null) return false
  const person = await ctx.tx
    .selectFrom('person')
    .select(['legal_licensed_on', 'legal_review_since'])
    .where('id', '=', personId)
    .executeTakeFirst()
  const isLicensed = person?.legal_licensed_on != null && person.legal_licensed_on <= ctx.today
  const isBeginner = person?.legal_review_since == null || person.legal_review_since >= qualificationAskedFrom
  return isBeginner && !isLicensed
}

async function openRecusals(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<PenaltyFacts['recusals']> {
  const ranks = [...(await ranksOf(ctx, matter.ownerOrgId, askedToWithdraw(history))).values()]
  const of = (rank: RecusalRank) => ranks.filter((each) => each === rank).length
  return { officer: of('officer'), deputy: of('deputy'), principal: of('principal') }
}

function ofHistory(history: readonly Act[]) {
  return {
    termExtensions: count(history, 'extendTerm') + count(history, 'extendTermAgain'),
    proposesPenalty: history[lastIndex(history, 'report')]?.input.outcome === 'penalty',
    awaitsReport: lastIndex(history, 'report') < Math.max(lastIndex(history, 'sendBack'), lastIndex(history, 'returnProposal')),
    noticed: count(history, 'notify') > 0,
    toldOfOlder: count(history, 'notify') > 0 && lastIndex(history, 'notify') < lastIndex(history, 'report'),
  }
}

/**
 * Hearings: asked for once after each notice, for a new one brings a new right; one that was held to its report is followed by a review of its own. The
 * tracks stand in the order in which they were asked for.
 */
function ofHearing(history: readonly Act[], children: readonly Child[]) {
  const hearings = children.filter((child) => child.process === 'hearing')
  const asked = history.flatMap((act, index) => (act.step === 'requestHearing' ? [index] : []))
  const lastHeld = asked[hearings.findLastIndex((child) => child.state === 'reported')] ?? -1
  const sentAfter = history.findLastIndex((act, index) => act.step === 'submitReview' && act.from === 'noticed' && index > lastHeld)
  const told = lastIndex(history, 'notify')
  return {
    hearingRequested: asked.some((index) => index > told),
    hearingWaived: history.some((act, index) => act.step === 'waiveStatement' && index > told && act.input.hearingToo === true),
    hearingHeld: hearings.some((child) => child.state === 'reported'),
    reviewedAfterHearing: sentAfter >= 0 && lastIndex(history, 'passLegalReview') > sentAfter,
  }
}

/** What the decision asks for: money, publicity, service to every party. */
async function ofDecision(ctx: Ctx, matterId: string, record: CaseRecord, decided: readonly StoredPenalty[]) {
  const parties = await partiesOf(ctx, matterId)
  const served = (await servicesOf(ctx, matterId)).filter(
    ({ servedOn }) => servedOn !== null && record.decidedOn !== null && servedOn >= record.decidedOn,
  )
  const published = publishable(record, decided)
  const outside = parties.some((party) => party.outsideProvince && published.some((penalty) => penalty.partyId === party.id))
  return {
    // One service for each party at least; a second one for the same party does not stand for another.
    outcomeServed: record.decidedOn !== null && parties.every((party) => served.some(({ recipient }) => recipient === party.name)),
    moneyDue: moneyOf(decided).fine + moneyOf(decided).confiscated,
    publishes: published.length === 0 ? null : outside ? ('elsewhere' as const) : ('here' as const),
  }
}

function ofTracks(children: readonly Child[]) {
  const transfer = children.findLast((child) => child.process === 'criminalTransfer')
  return {
    criminal: !transfer
      ? ('none' as const)
      : !transfer.closed
        ? ('open' as const)
        : transfer.state === 'handed'
          ? ('handed' as const)
          : ('over' as const),
    collections: children.filter((child) => child.process === 'collection').length,
    publicityBegun: children.some((child) => child.process === 'publicity'),
  }
}
