import type { OfferedPaper } from '#contract/documents'
import type { Ctx } from '#kernel/house'
import { allPaperKinds, historyOf, issuedKinds, type MatterRow, paperOf, roomOf } from '#kernel/matter'
import { isOfThisRound, rulesOn } from '#kernel/process'
import { mayWrite } from './paper.rules.ts'
import { reachableMatter } from './paper.service.ts'
import { papersOf } from './paper.store.ts'

/** 制作文书, for who may: what the steps from here wait for comes first, then whatever else this process knows. */
export async function offerPapers(ctx: Ctx, matterId: string): Promise<OfferedPaper[]> {
  const matter = await reachableMatter(ctx, matterId)
  if (!mayWrite(ctx.actor, matter)) return []
  const needs = neededHere(matter)
  const round = {
    ...{ process: roomOf(matter.process).process, lawOf: matter.lawOf },
    ...{ history: await historyOf(ctx, matter.id), papers: await issuedKinds(ctx, matter.id) },
  }
  const rows = (await papersOf(ctx, matterId)).filter((row) => row.matterId === matter.id)
  const counted = (kind: string, state: string) => rows.filter((row) => row.kind === kind && row.state === state).length
  return kindsOf(matter)
    .flatMap((kind) => {
      const paper = paperOf(kind)
      if (!paper) return []
      const { title, archive, external, basis } = paper
      const rules = needs.get(kind) ?? []
      // What belongs to an earlier round serves none of these steps: it is waited for again.
      const serves = rules.every((rule) => isOfThisRound(round, rule, kind))
      const seen = { drafts: counted(kind, 'draft'), issued: serves ? counted(kind, 'issued') : 0 }
      return [{ kind, title, volume: archive.volume, external, basis, neededFor: rules.map((rule) => rule.title), ...seen }]
    })
    .sort((a, b) => b.neededFor.length - a.neededFor.length)
}

type Rule = NonNullable<ReturnType<typeof rulesOn>>[string]

/** The kinds that steps from the present state wait for, with those steps. */
function neededHere(matter: MatterRow): Map<string, Rule[]> {
  const rules = Object.values(rulesOn(roomOf(matter.process).process, matter.lawOf) ?? {}).filter((rule) =>
    rule.from.includes(matter.state),
  )
  const needs = new Map<string, Rule[]>()
  for (const rule of rules) for (const kind of rule.needs ?? []) needs.set(kind, [...(needs.get(kind) ?? []), rule])
  return needs
}

/** What its steps name, and what its room says besides; a room that fills in papers and names none has them all. */
function kindsOf(matter: MatterRow): string[] {
  const room = roomOf(matter.process)
  const named = Object.values(rulesOn(room.process, matter.lawOf) ?? {}).flatMap((rule) => rule.needs ?? [])
  const more = room.papers ?? (room.paperFacts ? allPaperKinds() : [])
  return [...new Set([...named, ...more])]
}
