import { sql } from 'kysely'
import type { LegalDay, MatterId, OrgId } from '#contract/common'
import { type Deadline, dayAfter, extensionAllowed } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { type Declaration, judge, rulesOn } from '#kernel/process'
import { refreshDerived } from './derived.ts'
import { countAct } from './figure.ts'
import { parseForm } from './form.ts'
import { roomOf } from './registry.ts'
import { type Loaded, loadSituation, standing } from './situation.ts'
import { descendantsOf, findMatter, lockMatter, type MatterRow } from './store.ts'

export interface Opening {
  owner: string
  handling: string
  happenedOn: LegalDay
  title: string
  parent?: MatterId | undefined
  number?: string | undefined
  /** What the opening act carries: clocks may start from its days. */
  input?: Record<string, unknown>
}

// The name alone is used: any declaration will do.
type Named = Pick<Declaration<string, string, string, never, string, string>, 'name'>

/** Opens a matter under the law of its day. The first act of its history is the opening itself. */
export async function openMatter(ctx: Ctx, process: Named, opening: Opening): Promise<MatterId> {
  const room = roomOf(process.name)
  const { process: declared } = room
  if (opening.happenedOn > ctx.today) throw new Problem('invalid', { what: `日期 ${opening.happenedOn} 晚于今天，不能预先登记。` })
  if (!rulesOn(declared, opening.happenedOn)) {
    throw new Problem('closed', {
      what: `办理${declared.title}`,
      why: `${opening.happenedOn} 当日没有生效的程序规定`,
      todo: '请核对日期。',
    })
  }
  // Before its own row, as everywhere: what is above comes first.
  if (opening.parent) await lockMatter(ctx, opening.parent)
  const { id } = await ctx.tx
    .insertInto('matter')
    .values({
      process: declared.name,
      field: declared.field ?? 'enforcement',
      law_of: opening.happenedOn,
      state: declared.start,
      title: opening.title,
      number: opening.number ?? null,
      owner_org_id: opening.owner,
      handling_org_id: opening.handling,
      // The trigger sets both places from the units.
      owner_at: '0',
      handling_at: '0',
      parent_id: opening.parent ?? null,
      opened_on: opening.happenedOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAct(ctx, {
    id,
    handling: opening.handling,
    from: declared.start,
    to: declared.start,
    step: 'open',
    happenedOn: opening.happenedOn,
    input: opening.input ?? {},
  })
  await countAct(ctx, room, { id, org: opening.handling, step: 'open', day: opening.happenedOn })
  return id as MatterId // the key of the row just made
}

/** After a room has written what belongs to a new matter: its clocks and who has to do what. */
export async function settleMatter(ctx: Ctx, id: MatterId): Promise<Loaded> {
  const matter = await findMatter(ctx, id)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  const loaded = await loadSituation(ctx, matter)
  await refreshDerived(ctx, loaded)
  return loaded
}

export interface StepRequest {
  matterId: string
  step: string
  happenedOn: LegalDay
  input: Record<string, unknown>
  /** Which version the person saw; left out only by jobs and by the room that opens a matter. */
  version?: number | undefined
}

/**
 * The only way that a matter moves: lock, judge, append the history, let the room write, move, then clocks and inbox, in the request's
 * transaction. Gives the matter as it stands afterwards. Refusals: notFound, stale, closed, tooLate, tooEarly, incomplete, invalid, notAllowed.
 */
export async function takeStep(ctx: Ctx, request: StepRequest): Promise<Loaded> {
  const matter = await lockMatter(ctx, request.matterId)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  if (request.version !== undefined && request.version !== matter.version) throw new Problem('stale', { current: matter.version })
  const loaded = await loadSituation(ctx, matter)
  const verdict = judge(loaded.situation, request.step, standing(ctx), request.happenedOn, request.input)
  if (!verdict.open) throw verdict.problem
  const input = withExtension(loaded, request.step, parseForm(loaded.room.forms[request.step], request.input))
  const to = rulesOn(loaded.situation.process, matter.lawOf)?.[request.step]?.to ?? matter.state
  await writeAct(ctx, {
    id: matter.id,
    handling: matter.handlingOrgId,
    from: matter.state,
    to,
    step: request.step,
    happenedOn: request.happenedOn,
    input,
  })
  await loaded.room.apply[request.step]?.(ctx, matter, { step: request.step, happenedOn: request.happenedOn, input })
  await countAct(ctx, loaded.room, { id: matter.id, org: matter.handlingOrgId, step: request.step, day: request.happenedOn })
  await moveMatter(ctx, loaded, to, request.happenedOn)
  return settleMatter(ctx, matter.id)
}

/** The extension's length by its article: what the article fixes is filled in, what it leaves to the paper must be said. */
function withExtension({ situation, clocks }: Loaded, step: string, input: Record<string, unknown>): Record<string, unknown> {
  const clockName = situation.process.steps[step]?.extends
  if (!clockName) return input
  const clock = clocks.clocks.findLast((found) => found.name === clockName)
  if (!clock) return input
  const limit = situation.process.clocks[clockName]?.limit
  if (typeof limit === 'object') return putOff(clock.deadline, limit.agreed, situation.process.steps[step]?.title ?? '延期', input)
  const asked = typeof input.length === 'number' ? input.length : undefined
  const answer = extensionAllowed(clock.limit, clock.extensions, { length: asked })
  if (!answer.ok)
    throw new Problem('closed', { what: situation.process.steps[step]?.title ?? '延长', why: answer.reason, basis: answer.basis })
  return { ...input, length: answer.length, unit: answer.unit }
}

/** An agreed day is put off, never brought forward: what was promised to others stands. */
function putOff({ due }: Deadline, field: string, what: string, input: Record<string, unknown>): Record<string, unknown> {
  const day = input[field]
  if (typeof day === 'string' && (due === null || day > due)) return input
  throw new Problem('closed', { what, why: `新的日期须晚于现在的截止日 ${due ?? ''}`, todo: '请填写更晚的日期。' })
}

interface NewAct {
  id: string
  /** Whose work it was: the unit that handles the matter as the act begins. */
  handling: string
  from: string
  to: string
  step: string
  happenedOn: LegalDay
  input: Record<string, unknown>
}

async function writeAct(ctx: Ctx, act: NewAct): Promise<void> {
  const { actor } = ctx
  await ctx.tx
    .insertInto('matter_step')
    .values({
      matter_id: act.id,
      handling_org_id: act.handling,
      step: act.step,
      from_state: act.from,
      to_state: act.to,
      happened_on: act.happenedOn,
      late: isLateEntry(ctx, act.happenedOn),
      person_id: actor.personId,
      person_name: actor.name,
      duty_id: actor.dutyId,
      role: actor.role ?? 'service',
      org_id: actor.orgId ?? '',
      org_name: actor.orgName ?? '系统服务',
      input: JSON.stringify(act.input),
    })
    .execute()
}

/** Entered later than the next working day after it happened: marked, never refused (design §6.5). */
function isLateEntry(ctx: Ctx, happenedOn: LegalDay): boolean {
  const calendar = ctx.house.calendar()
  let day = dayAfter(happenedOn)
  while (!calendar.isWorkingDay(day)) day = dayAfter(day)
  return ctx.today > day
}

async function moveMatter(ctx: Ctx, { matter, situation }: Loaded, to: string, happenedOn: LegalDay): Promise<void> {
  const ends = situation.process.states[to]?.end === true
  await ctx.tx
    .updateTable('matter')
    .set({ state: to, version: matter.version + 1, ...(ends && !matter.closed ? { closed: true, closed_on: happenedOn } : {}) })
    .where('id', '=', matter.id)
    .execute()
}

/** Gives a matter to another unit of its owner's subtree, or to another owner within the actor's reach (指定管辖、提级). */
export async function rehouseMatter(ctx: Ctx, id: MatterId, to: { owner?: OrgId; handling: OrgId }): Promise<void> {
  await ctx.tx
    .updateTable('matter')
    .set({ handling_org_id: to.handling, handling_at: '0', ...(to.owner ? { owner_org_id: to.owner, owner_at: '0' } : {}) })
    .where('id', '=', id)
    .execute()
}

/** Who handles a matter handles what is open below it: one decision, not one for each track. */
export async function assignOfficers(ctx: Ctx, matter: Pick<MatterRow, 'id'>, personIds: readonly string[], from: LegalDay): Promise<void> {
  await assignOne(ctx, matter, personIds, from)
  for (const track of await descendantsOf(ctx, matter.id)) {
    if (track.closed) continue
    await assignOne(ctx, track, personIds, from)
    await settleMatter(ctx, track.id)
  }
}

/** Takes one officer off a matter and off what is open below it, at once; the history keeps that he was there. */
export async function takeOff(ctx: Ctx, matter: Pick<MatterRow, 'id'>, personId: string, on: LegalDay): Promise<void> {
  await endAssignments(ctx, matter.id, on).where('person_id', '=', personId).execute()
  for (const track of await descendantsOf(ctx, matter.id)) {
    if (track.closed) continue
    await endAssignments(ctx, track.id, on).where('person_id', '=', personId).execute()
    await settleMatter(ctx, track.id)
  }
}

const endAssignments = (ctx: Ctx, matterId: string, on: LegalDay) =>
  ctx.tx
    .updateTable('matter_assignee')
    // Whoever was put on it later than the day that is entered now leaves on the day he came.
    .set({ to_day: sql<LegalDay>`greatest(from_day, ${on}::date)` })
    .where('matter_id', '=', matterId)
    .where('to_day', 'is', null)

/** Puts officers on a matter, and takes the others off it. */
async function assignOne(ctx: Ctx, matter: Pick<MatterRow, 'id'>, personIds: readonly string[], from: LegalDay): Promise<void> {
  const people = await ctx.tx
    .selectFrom('person')
    .select(['id', 'name', 'certificate_no'])
    .where('id', 'in', [...personIds])
    .execute()
  if (people.length !== new Set(personIds).size) throw new Problem('notFound', { what: '所选人员' })
  await endAssignments(ctx, matter.id, from)
    .where('person_id', 'not in', [...personIds])
    .execute()
  const present = await ctx.tx
    .selectFrom('matter_assignee')
    .select('person_id')
    .where('matter_id', '=', matter.id)
    .where('to_day', 'is', null)
    .execute()
  const fresh = people.filter((person) => !present.some((row) => row.person_id === person.id))
  if (fresh.length === 0) return
  await ctx.tx
    .insertInto('matter_assignee')
    .values(
      fresh.map((person) => ({
        matter_id: matter.id,
        person_id: person.id,
        person_name: person.name,
        certificate_no: person.certificate_no,
        from_day: from,
      })),
    )
    .execute()
}
