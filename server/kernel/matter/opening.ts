import type { MatterId } from '#contract/common'
import type { Openable, OpeningCall } from '#contract/matter'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { bureauAbove } from './bureau.ts'
import { drawnForm, parseForm } from './form.ts'
import { allRooms, type DeclaredOpening, roomOf } from './registry.ts'
import { openMatter, settleMatter } from './take.ts'

/** What this duty may begin today, in its bureau's name. A room that opens its matters by a verb of its own declares no opening and is not here. */
export function openableFor(ctx: Ctx): Openable[] {
  return allRooms().flatMap(({ process, opening }) => {
    const version = process.versions.findLast(({ from }) => from <= ctx.today)
    if (!opening || !version || !mayOpen(ctx, opening)) return []
    return [{ process: process.name, title: process.title, law: version.law, form: drawnForm(opening.form) }]
  })
}

/** Opens a matter as its process declares it: the actor's bureau owns it, and his unit handles it. Refusals: notFound, notAllowed, closed, invalid. */
export async function openDeclared(ctx: Ctx, { process: name, happenedOn, input }: OpeningCall): Promise<{ id: MatterId }> {
  const { process, opening } = roomOf(name)
  if (!opening) throw new Problem('notFound', { what: '这类事项' })
  const refused = { what: `登记${process.title}` }
  const unit = ctx.actor.orgId
  const bureau = unit && mayOpen(ctx, opening) ? await bureauAbove(ctx, unit) : undefined
  if (!unit || !bureau) throw new Problem('notAllowed', refused)
  const written = parseForm(opening.form, input)
  const title = opening.title(written, ctx.actor).slice(0, 200)
  const id = await openMatter(ctx, process, { owner: bureau.id, handling: unit, happenedOn, title, input: written })
  await settleMatter(ctx, id)
  return { id }
}

/** The forms of a process as they are drawn, that of its opening under the name of its act. Not found: no such process. */
export function formsOf(process: string): Record<string, Record<string, unknown>> {
  const { forms, opening } = roomOf(process)
  const all = opening ? { ...forms, open: opening.form } : forms
  return Object.fromEntries(Object.entries(all).map(([step, form]) => [step, drawnForm(form)]))
}

const mayOpen = ({ actor }: Ctx, { by }: DeclaredOpening) => by.some((role) => role === actor.role)
