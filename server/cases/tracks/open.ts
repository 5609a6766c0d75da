import { z } from 'zod'
import type { MatterId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { assigneesOf, findMatter, type MatterRow, openMatter, roomOf, settleMatter, type Taken } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import { paperParty } from '../case-facts.ts'
import type { CaseFacts, IssuedPaper } from '../papers/index.ts'
import { partiesOf } from '../party.store.ts'

/** What a case's record step calls to open the track of its name. */
export interface Opener<Form extends z.ZodObject = z.ZodObject> {
  form: Form
  open: (ctx: Ctx, parent: MatterRow, taken: Taken) => Promise<MatterId>
}

interface OpenerOf<Form extends z.ZodObject> {
  form: Form
  /** Which process the entry asks for: a seizure has three. */
  process: (ctx: Ctx, parent: MatterRow, input: z.output<Form>) => Promise<{ name: string; title: string }>
  /** What the track writes of its own, before its clocks are set. */
  write?: (ctx: Ctx, track: MatterRow, input: z.output<Form>, parent: MatterRow) => Promise<void>
  /** What the law says against it. */
  judge?: (input: z.output<Form>) => Problem | null
}

/** A track begins in the name of its case, at its unit, with its officers. */
export function openerOf<Form extends z.ZodObject>({ form, process, write, judge }: OpenerOf<Form>): Opener<Form> {
  return {
    form,
    async open(ctx, parent, taken) {
      const input = readForm(form, taken.input)
      const refusal = judge?.(input)
      if (refusal) throw refusal
      const { name, title } = await process(ctx, parent, input)
      const id = await openMatter(
        ctx,
        { name },
        {
          owner: parent.ownerOrgId,
          handling: parent.handlingOrgId,
          happenedOn: taken.happenedOn,
          title: `${title}：${parent.title}`.slice(0, 200),
          parent: parent.id,
          input,
        },
      )
      await copyAssignees(ctx, parent.id, id)
      const track = await reached(ctx, id)
      await write?.(ctx, track, input, parent)
      await settleMatter(ctx, id)
      return id
    },
  }
}

/** The parent has checked its own form; this checks what it hands on, and drops what is the parent's alone. */
function readForm<Form extends z.ZodObject>(form: Form, input: Record<string, unknown>): z.output<Form> {
  const parsed = z.object(form.shape).safeParse(input)
  // The same shape: only its name is lost.
  if (parsed.success) return parsed.data as z.output<Form>
  throw new Problem('invalid', { issues: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) })
}

/** Rows, not people: an officer of a station need not see the person of the bureau with whom he shares the case. */
async function copyAssignees(ctx: Ctx, from: MatterId, to: MatterId): Promise<void> {
  const present = (await assigneesOf(ctx, from)).filter((row) => row.to === null)
  if (present.length === 0) return
  await ctx.tx
    .insertInto('matter_assignee')
    .values(
      present.map((row) => ({
        matter_id: to,
        person_id: row.personId,
        person_name: row.name,
        certificate_no: row.certificateNo,
        from_day: row.from,
      })),
    )
    .execute()
}

export async function reached(ctx: Ctx, id: MatterId | null): Promise<MatterRow> {
  const matter = id === null ? undefined : await findMatter(ctx, id)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  return matter
}

/** What the opening act carried, as its form parsed it. */
export const opening = (history: readonly Act[]): Readonly<Record<string, unknown>> => history[0]?.input ?? {}

/** A check that needs the entry itself, which no fact knows before it is made: refused at its field. */
export function demandEntry(holds: boolean, path: string, message: string): asserts holds {
  if (!holds) throw new Problem('invalid', { issues: [{ path, message }] })
}

/** Kinds of papers issued for a track or for the case above it. */
export async function issuedHereOrAbove(ctx: Ctx, matter: MatterRow): Promise<Set<string>> {
  const rows = await ctx.tx
    .selectFrom('paper')
    .select('kind')
    .where('matter_id', 'in', [matter.id, ...(matter.parentId ? [matter.parentId] : [])])
    .where('state', '=', 'issued')
    .execute()
  return new Set(rows.map((row) => row.kind))
}

/** Papers of a track are filled in from its case, with the track's own list and its own issued papers. */
export async function trackPaperFacts(ctx: Ctx, matter: MatterRow): Promise<CaseFacts | undefined> {
  const parent = await reached(ctx, matter.parentId)
  // Every room above a track fills in case papers.
  const facts = (await roomOf(parent.process).paperFacts?.(ctx, parent)) as CaseFacts | undefined
  if (!facts) return undefined
  const own = await ctx.tx
    .selectFrom('paper')
    .select(['kind', 'title', 'number', 'issued_on'])
    .where('matter_id', '=', matter.id)
    .where('state', '=', 'issued')
    .orderBy('created_at')
    .execute()
  const items = await ctx.tx.selectFrom('held_item').selectAll().where('matter_id', '=', matter.id).orderBy('position').execute()
  const goods = items.map(({ name, model, unit, quantity, note }) => ({
    name,
    ...(model ? { model } : {}),
    ...(unit ? { unit } : {}),
    quantity: String(Number(quantity)),
    ...(note ? { note } : {}),
  }))
  const issued = own.flatMap(({ kind, title, number, issued_on }) =>
    issued_on === null ? [] : [{ kind, title, day: issued_on, ...(number ? { number } : {}) }],
  )
  const isOwn = (paper: IssuedPaper) =>
    issued.some((own) => own.kind === paper.kind && own.number === paper.number && own.day === paper.day)
  const party = await partyOf(ctx, matter)
  return {
    ...facts,
    ...(party ? { party } : {}),
    goods: goods.length > 0 ? goods : facts.goods,
    // Its own come last: what a track cites is its own notice before another one's.
    issued: [...facts.issued.filter((paper) => !isOwn(paper)), ...issued],
  }
}

/** Whom a service or a collection concerns: its papers name that party, not the first one of the case. */
async function partyOf(ctx: Ctx, matter: MatterRow) {
  const rows = await Promise.all(
    (['service', 'collection'] as const).map((table) =>
      ctx.tx.selectFrom(table).select('party_id').where('matter_id', '=', matter.id).executeTakeFirst(),
    ),
  )
  const id = rows.find((row) => row?.party_id)?.party_id
  const own = id && matter.parentId ? (await partiesOf(ctx, matter.parentId)).find((party) => party.id === id) : undefined
  return own ? paperParty(own) : undefined
}
