import type { StoredPenalty } from '#contract/case-details'
import type { PenaltyMeasure } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import type { Act } from '#kernel/process'
import { type CaseRecord, caseOf } from './case.store.ts'
import { debtsOf, decisionServed, moneyOf, publishable } from './decision.ts'
import { isPatentPassingOff } from './filing.rules.ts'
import { noticesOf, standingOf } from './notice.ts'
import { partiesOf } from './party.store.ts'
import type { PenaltyFacts } from './penalty.checks.ts'
import { penaltiesOf } from './penalty.store.ts'
import { askedToWithdraw, type RecusalRank, ranksOf } from './recusal.ts'
import { coercionNames } from './tracks/coercion.process.ts'

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
  const { proposed, noticed, decided } = await penaltiesOf(ctx, matter.id)
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
    notices: await ofNotice(ctx, matter, history),
    ...ofRights(history, noticed),
    ...(await ofHearing(ctx, matter)),
    ...(await ofDecision(ctx, matter.id, record, decided)),
    ...ofTracks(children),
    goodsToDispose: decided.some(({ measures }) => measures.some((measure) => ofGoods.includes(measure))) || children.some(keepsGoods),
    disposed: count(history, 'recordDisposal') > 0,
    ...ofGoodFaith(record, history, decided.length > 0 ? decided : proposed),
  }
}

/** What the supplier did is followed up where marks are concerned: the rule is that of the standard for infringement of marks. */
function ofGoodFaith(record: CaseRecord, history: readonly Act[], penalties: readonly StoredPenalty[]) {
  const inGoodFaith = penalties.some(({ goodFaith }) => goodFaith !== undefined)
  const isFollowed = count(history, 'openSupplierLead') > 0
  return { inGoodFaith, supplierOwed: inGoodFaith && record.violationCode.startsWith('TM-') && !isFollowed }
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

/** Who may ask to be heard, and what became of it since the last notice of each. */
function ofRights(history: readonly Act[], noticed: readonly StoredPenalty[]) {
  const rights = [...new Set(noticed.flatMap(({ hearing, partyId }) => (hearing ? [partyId] : [])))]
  return {
    hearingRights: rights,
    hearingWaived: rights.filter((party) => standingOf(history, party).waived),
    hearingRequested: rights.filter((party) => standingOf(history, party).requested),
  }
}

/** A hearing that was held to its report is followed by a legal review, wherever the case was sent to it from. */
async function ofHearing(ctx: Ctx, matter: MatterRow) {
  const lastOf = async (acts: 'report' | 'passLegalReview', process: string) => {
    const row = await ctx.tx
      .selectFrom('matter_step as s')
      .innerJoin('matter as m', 'm.id', 's.matter_id')
      .select((eb) => eb.fn.max('s.id').as('last'))
      .where((eb) => eb.or([eb('m.id', '=', matter.id), eb('m.parent_id', '=', matter.id)]))
      .where('m.process', '=', process)
      .where('s.step', '=', acts)
      .executeTakeFirst()
    // The order of entry: the clock may stand still, and days say nothing of the hour.
    return row?.last == null ? null : BigInt(row.last)
  }
  const held = await lastOf('report', 'hearing')
  const reviewed = await lastOf('passLegalReview', matter.process)
  return { hearingHeld: held !== null, reviewedAfterHearing: held !== null && reviewed !== null && reviewed > held }
}

async function ofNotice(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<PenaltyFacts['notices']> {
  // Asked only where it can change: every other state has its answer already.
  if (matter.state !== 'noticeApproved') return { missing: 0, running: 0, served: 0, unrecorded: 0 }
  const { missing, running, served } = await noticesOf(ctx, matter.id, history)
  const since = history.slice(history.findLastIndex(({ to, from }) => to === 'noticeApproved' && from !== to) + 1)
  const isRecorded = (party: string) => since.some(({ step, input }) => step === 'notify' && input.partyId === party)
  const unrecorded = served.filter(({ partyId }) => !isRecorded(partyId)).length
  return { missing: missing.length, running: running.length, served: served.length, unrecorded }
}

/** What the decision asks for: money, publicity, service to every party. */
async function ofDecision(ctx: Ctx, matterId: string, record: CaseRecord, decided: readonly StoredPenalty[]) {
  const parties = await partiesOf(ctx, matterId)
  const served = await decisionServed(ctx, matterId, record)
  const debts = await debtsOf(ctx, matterId, decided)
  const published = publishable(record, decided)
  const outside = parties.some((party) => party.outsideProvince && published.some((penalty) => penalty.partyId === party.id))
  return {
    partyNames: new Map(parties.map(({ id, name }) => [id, name])),
    outcomeServed: record.decidedOn !== null && parties.every(({ id }) => served.has(id)),
    moneyDue: moneyOf(decided).fine + moneyOf(decided).confiscated,
    uncollected: {
      served: debts.filter(({ partyId, isCollecting }) => !isCollecting && served.has(partyId)).length,
      all: debts.filter(({ isCollecting }) => !isCollecting).length,
    },
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
    publicityBegun: children.some((child) => child.process === 'publicity'),
  }
}
