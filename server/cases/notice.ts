import type { LegalDay } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { historyOf, type MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import type { CasePaper } from './papers/index.ts'
import { partiesOf } from './party.store.ts'
import { newRound } from './penalty.states.ts'
import { penaltiesOf, tellPenalties } from './penalty.store.ts'
import { type Served, servicesOf, tracks } from './tracks/index.ts'

/** 告知: each party is served its own notice, and its rights run from that. */

interface RoundPaper {
  id: string
  kind: string
  party: string | null
}

/** Papers issued since the proposal became what it is now; one from before this was kept counts for every round. */
export async function papersOfRound(
  ctx: Ctx,
  matterId: string,
  history: readonly Act[],
  kinds: readonly CasePaper[],
): Promise<RoundPaper[]> {
  const since = history.findLastIndex(({ step }) => newRound.some((name) => name === step))
  const rows = await ctx.tx
    .selectFrom('paper')
    .select(['id', 'kind', 'fields', 'acts_before'])
    .where('matter_id', '=', matterId)
    .where('kind', 'in', [...kinds])
    .where('state', '=', 'issued')
    .orderBy('created_at')
    .execute()
  return rows
    .filter(({ acts_before }) => (acts_before ?? Number.POSITIVE_INFINITY) > since)
    .map(({ id, kind, fields }) => ({ id, kind, party: partyIn(fields) }))
}

/** The party that a paper names: a case with several draws up one for each, or one for all. */
function partyIn(fields: unknown): string | null {
  // Fields were written through the paper's own schema: an object, with the party as one of it.
  const party = (fields as { party?: { name?: unknown } } | null)?.party
  return typeof party?.name === 'string' ? party.name : null
}

/** Whom the proposal concerns, and how far the notice of this round has come to each. */
export interface Notices {
  /** Has no service: not opened yet, or withdrawn. */
  missing: string[]
  running: string[]
  served: { partyId: string; servedOn: LegalDay }[]
}

export async function noticesOf(ctx: Ctx, matterId: string, history: readonly Act[]): Promise<Notices> {
  const { proposed } = await penaltiesOf(ctx, matterId)
  const papers = (await papersOfRound(ctx, matterId, history, ['priorNotice'])).map(({ id }) => id)
  const services = (await servicesOf(ctx, matterId)).filter(
    ({ paperId, isOpen, servedOn }) => papers.some((id) => id === paperId) && (isOpen || servedOn !== null),
  )
  const found: Notices = { missing: [], running: [], served: [] }
  for (const partyId of new Set(proposed.map((penalty) => penalty.partyId))) {
    const own = services.filter((service) => service.partyId === partyId)
    const servedOn = firstDay(own)
    if (servedOn) found.served.push({ partyId, servedOn })
    else (own.length > 0 ? found.running : found.missing).push(partyId)
  }
  return found
}

/** What reached a party once did so on the first day; serving it again moves nothing. */
export const firstDay = (services: readonly Served[]): LegalDay | null =>
  services.flatMap(({ servedOn }) => servedOn ?? []).toSorted()[0] ?? null

/** 送达告知书: one service for each party that has none; the rights of each begin with its own. */
export async function serveNotices(ctx: Ctx, matter: MatterRow, happenedOn: LegalDay): Promise<void> {
  const history = await historyOf(ctx, matter.id)
  const papers = await papersOfRound(ctx, matter.id, history, ['priorNotice'])
  const names = new Map((await partiesOf(ctx, matter.id)).map(({ id, name }) => [id, name]))
  for (const partyId of (await noticesOf(ctx, matter.id, history)).missing) {
    const paper = papers.findLast(({ party }) => party === names.get(partyId)) ?? papers.at(-1)
    if (paper) await tracks.serve.open(ctx, matter, { step: 'serveNotice', happenedOn, input: { paperId: paper.id, partyId } })
  }
  await tellPenalties(ctx, matter.id)
}

/** The day is the service's own. */
export async function refuseOtherDay(ctx: Ctx, matter: MatterRow, partyId: string, happenedOn: LegalDay): Promise<void> {
  const { served } = await noticesOf(ctx, matter.id, await historyOf(ctx, matter.id))
  if (served.some((one) => one.partyId === partyId && one.servedOn === happenedOn)) return
  throw new Problem('closed', { what: '登记告知书送达', why: '该当事人没有在这一天收到告知书' })
}

/** How a party stands to its last notice. An act that names nobody, where there is one party, is that party's. */
export function standingOf(history: readonly Act[], partyId: string) {
  const concerns = ({ input }: Act) => input.partyId === undefined || input.partyId === partyId
  const told = history.findLastIndex((act) => act.step === 'notify' && concerns(act))
  const since = told < 0 ? [] : history.slice(told + 1).filter(concerns)
  return {
    told: told >= 0,
    requested: since.some(({ step }) => step === 'requestHearing'),
    waived: since.some(({ step, input }) => step === 'waiveStatement' && input.hearingToo === true),
  }
}

/** Whose act is entered. With several parties it must be said. */
export async function partyOfAct(ctx: Ctx, matter: MatterRow, partyId: string | undefined): Promise<string> {
  const parties = await partiesOf(ctx, matter.id)
  const found = partyId === undefined && parties.length === 1 ? parties[0] : parties.find(({ id }) => id === partyId)
  if (found) return found.id
  throw new Problem('invalid', {
    issues: [{ path: 'partyId', message: partyId ? '请选择本案的当事人' : '本案有多名当事人，请选择是哪一名' }],
  })
}

/** 听证: asked for by a party that has the right, once after each notice. */
export async function refuseHearing(ctx: Ctx, matter: MatterRow, partyId: string): Promise<void> {
  const refuse = (why: string) => {
    throw new Problem('closed', { what: '登记听证要求', why, basis: '《市场监督管理行政处罚听证办法》第五条、第七条' })
  }
  const { noticed } = await penaltiesOf(ctx, matter.id)
  if (!noticed.some((penalty) => penalty.partyId === partyId && penalty.hearing)) refuse('对该当事人拟作出的处罚不属于听证范围')
  // The act that is being entered stands last.
  const { waived, requested } = standingOf((await historyOf(ctx, matter.id)).slice(0, -1), partyId)
  if (waived) refuse('该当事人已书面放弃听证')
  if (requested) refuse('已经登记该当事人的听证要求')
}
