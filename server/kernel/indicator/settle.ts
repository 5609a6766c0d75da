import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { countFacts, type Fact, type Reversal, reverseFacts } from './count.ts'
import { indicatorOf } from './declaration.ts'

interface Standing {
  indicator: string
  orgId: string
  day: string
  value: number
  matterId: string | null
  record: string
}

/** Which facts are settled: all of these indicators, or those of one matter or of some records alone. */
export interface Settled {
  indicators: readonly string[]
  matterId?: string
  records?: readonly string[]
}

/**
 * Makes what stands say what is wanted, and nothing else: for jobs, which may run twice, of what no single act counts. A flow that is no longer wanted
 * never was; a stock ends today. What stands as it is wanted is left alone.
 */
export async function settleFacts(ctx: Ctx, settled: Settled, wanted: readonly Fact[]): Promise<void> {
  const standing = await standingOf(ctx, settled)
  const keys = new Set(wanted.map(({ matterId, value, ...fact }) => keyOf({ ...fact, matterId: matterId ?? null, value: value ?? 1 })))
  const there = new Set(standing.map(keyOf))
  const gone = standing.filter((one) => !keys.has(keyOf(one)))
  await reverseFacts(
    ctx,
    gone.map((one) => reversalOf(ctx, one)),
  )
  await countFacts(
    ctx,
    wanted.filter(({ matterId, value, ...fact }) => !there.has(keyOf({ ...fact, matterId: matterId ?? null, value: value ?? 1 }))),
  )
}

/** A stock is the same while it stands at the same unit, whenever it began. */
const keyOf = ({ indicator, orgId, day, value, matterId, record }: Standing) =>
  [indicator, orgId, matterId, record, ...(isStock(indicator) ? [] : [day, Number(value)])].join(' ')
const isStock = (indicator: string) => indicatorOf(indicator)?.kind === 'stock'

const reversalOf = (ctx: Ctx, { indicator, matterId, record }: Standing): Reversal => ({
  indicator,
  record,
  ...(matterId === null ? {} : { matterId }),
  ...(isStock(indicator) ? { day: ctx.today } : {}),
})

async function standingOf(ctx: Ctx, { indicators, matterId, records }: Settled): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select f.indicator, f.org_id "orgId", f.day, f.value, f.matter_id "matterId", f.record from indicator_fact f
     where f.indicator = any (${[...indicators]}::text[]) and f.reverses is null
       and (${matterId ?? null}::uuid is null or f.matter_id = ${matterId ?? null})
       and (${records ? [...records] : null}::text[] is null or f.record = any (${records ? [...records] : null}))
       and not exists (select 1 from indicator_fact r where r.reverses = f.id)`.execute(ctx.tx)
  return rows
}
