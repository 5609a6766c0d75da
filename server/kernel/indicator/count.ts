import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { indicatorOf } from './declaration.ts'

/** What happened, as it is counted. Whose work it was: the units above follow from the tree of its month. */
export interface Fact {
  indicator: string
  orgId: string
  day: string
  /**
   * 1 where it is left out. Negative: the record with this value is taken back on this day: an end of what stood, or a correction. Of a flow that has no
   * such record it is an amount that went down, and a record of its own.
   */
  value?: number
  matterId?: string | undefined
  /** Of a matter: the act. Of anything else: the id of the room's record, by which the indicator names it. What stands in a stock stands once. */
  record: string
}

/** What is taken back. */
export interface Reversal {
  indicator: string
  /** All facts of this matter, or those of one record of it. */
  matterId?: string | undefined
  record?: string | undefined
  /** When it ended. Left out: it never was (作废、更正), and it is gone from the month in which it was counted. */
  day?: string
}

/** Appends to the facts in the transaction of the act (design §6.11): a figure is never entered, and never differs from the history. */
export async function countFacts(ctx: Ctx, facts: readonly Fact[]): Promise<void> {
  for (const { indicator, day } of facts) {
    kindOf(indicator)
    if (day > ctx.today) throw new Error(`${indicator}: what is counted has happened, and ${day} is still to come`)
  }
  const added = facts.filter(({ value = 1 }) => value >= 0)
  for (const fact of facts) if ((fact.value ?? 1) < 0 && !(await takeOne(ctx, fact))) added.push(fact)
  if (added.length === 0) return
  const rows = added.map(({ indicator, orgId, day, value = 1, matterId, record }) => ({
    indicator,
    org_id: orgId,
    day,
    value,
    matter_id: matterId ?? null,
    record,
    stock: kindOf(indicator) === 'stock',
  }))
  await sql`select authority.count_facts(${JSON.stringify(rows)}::jsonb)`.execute(ctx.tx)
}

/** Takes back what stands of these records; says how many facts that were. What was never counted is not taken back. */
export async function reverseFacts(ctx: Ctx, reversals: readonly Reversal[]): Promise<number> {
  if (reversals.length === 0) return 0
  for (const { indicator, matterId, record } of reversals) {
    kindOf(indicator)
    if (matterId === undefined && record === undefined) throw new Error(`${indicator}: what is taken back has a name`)
  }
  return reverse(
    ctx,
    reversals.map(({ indicator, matterId, record, day }) => ({
      indicator,
      matter_id: matterId ?? null,
      record: record ?? null,
      day: day ?? null,
    })),
  )
}

function kindOf(id: string) {
  const indicator = indicatorOf(id)
  if (!indicator || indicator.over) throw new Error(`no indicator that is counted: ${id}`)
  return indicator.kind
}

/** One record of this value. The end of what stands in a stock may be said by another act than its beginning. */
async function takeOne(ctx: Ctx, { indicator, day, value = 1, matterId, record }: Fact): Promise<boolean> {
  const one = { indicator, matter_id: matterId ?? null, record, value: -value, day }
  if ((await reverse(ctx, [one])) > 0) return true
  if (kindOf(indicator) !== 'stock') return false
  const taken = matterId === undefined ? 0 : await reverse(ctx, [{ ...one, record: null, word: record }])
  // Begun before anybody counted: what never stood cannot fall.
  if (taken === 0) ctx.house.log.warn({ indicator, matterId, record }, 'what ended was never counted')
  return true
}

async function reverse(ctx: Ctx, ends: readonly Record<string, unknown>[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select authority.reverse_facts(${JSON.stringify(ends)}::jsonb) as n`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
