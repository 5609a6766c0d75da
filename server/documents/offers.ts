import type { OfferedPaper } from '#contract/documents'
import type { Ctx } from '#kernel/house'
import { allPaperKinds, type MatterRow, paperOf, roomOf } from '#kernel/matter'
import { rulesOn } from '#kernel/process'
import { mayWrite } from './paper.rules.ts'
import { reachableMatter } from './paper.service.ts'
import { papersOf } from './paper.store.ts'

/** 制作文书, for who may: what the steps from here wait for comes first, then whatever else this process knows. */
export async function offerPapers(ctx: Ctx, matterId: string): Promise<OfferedPaper[]> {
  const matter = await reachableMatter(ctx, matterId)
  if (!mayWrite(ctx.actor, matter)) return []
  const needs = neededHere(matter)
  const rows = (await papersOf(ctx, matterId)).filter((row) => row.matterId === matter.id)
  const counted = (kind: string, state: string) => rows.filter((row) => row.kind === kind && row.state === state).length
  return kindsOf(matter)
    .flatMap((kind) => {
      const paper = paperOf(kind)
      if (!paper) return []
      const { title, archive, external, basis } = paper
      const seen = { drafts: counted(kind, 'draft'), issued: counted(kind, 'issued') }
      return [{ kind, title, volume: archive.volume, external, basis, neededFor: needs.get(kind) ?? [], ...seen }]
    })
    .sort((a, b) => b.neededFor.length - a.neededFor.length)
}

/** The kinds that steps from the present state wait for, with the steps' words. */
function neededHere(matter: MatterRow): Map<string, string[]> {
  const rules = Object.values(rulesOn(roomOf(matter.process).process, matter.lawOf) ?? {}).filter((rule) =>
    rule.from.includes(matter.state),
  )
  const needs = new Map<string, string[]>()
  for (const rule of rules) for (const kind of rule.needs ?? []) needs.set(kind, [...(needs.get(kind) ?? []), rule.title])
  return needs
}

/** What its steps name, and what its room says besides; a room that fills in papers and names none has them all. */
function kindsOf(matter: MatterRow): string[] {
  const room = roomOf(matter.process)
  const named = Object.values(rulesOn(room.process, matter.lawOf) ?? {}).flatMap((rule) => rule.needs ?? [])
  const more = room.papers ?? (room.paperFacts ? allPaperKinds() : [])
  return [...new Set([...named, ...more])]
}
