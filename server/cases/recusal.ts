import type { Ctx } from '#kernel/house'
import type { Act } from '#kernel/process'
import { procedure } from './heads.ts'

/** 回避. Who decides hangs on whom it concerns (art. 4): officers by a head, another head by the principal head, the principal head by all heads together. */
export type RecusalRank = 'officer' | 'deputy' | 'principal'
export const recusalSteps: Readonly<Record<string, RecusalRank>> = {
  decideRecusal: 'officer',
  decideDeputyRecusal: 'deputy',
  decidePrincipalRecusal: 'principal',
}

/** Persons whose withdrawal was asked for more often than it was decided. */
export function askedToWithdraw(history: readonly Act[]): string[] {
  const open = new Map<string, number>()
  const count = (person: unknown, by: number) => open.set(String(person), (open.get(String(person)) ?? 0) + by)
  for (const { step, input } of history) {
    if (step === 'requestRecusal') count(input.person, 1)
    else if (step in recusalSteps) count(input.person, -1)
  }
  return [...open].flatMap(([person, left]) => (left > 0 ? [person] : []))
}

export const hadToWithdraw = (history: readonly Act[]): string[] =>
  history.flatMap(({ step, input }) => (step in recusalSteps && input.granted === true ? [String(input.person)] : []))

export const withdrawal = { basis: `${procedure}第四条`, persons: hadToWithdraw }

/** By the highest duty that the person holds at the bureau today. */
export async function ranksOf(ctx: Ctx, ownerOrgId: string, persons: readonly string[]): Promise<Map<string, RecusalRank>> {
  const ranks = new Map<string, RecusalRank>(persons.map((person) => [person, 'officer']))
  if (persons.length === 0) return ranks
  const rows = await ctx.tx
    .selectFrom('duty')
    .select(['person_id', 'role'])
    .where('person_id', 'in', [...persons])
    .where('org_id', '=', ownerOrgId)
    .where('role', 'in', ['deputyHead', 'principalHead'])
    .where('status', '=', 'active')
    .where('from_day', '<=', ctx.today)
    .where((eb) => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', ctx.today)]))
    .execute()
  for (const { person_id, role } of rows)
    if (role === 'principalHead' || ranks.get(person_id) === 'officer')
      ranks.set(person_id, role === 'principalHead' ? 'principal' : 'deputy')
  return ranks
}
