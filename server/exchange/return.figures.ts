import type { ReturnFigure } from '#contract/exchange'
import type { Month } from '#contract/indicators'
import type { Ctx } from '#kernel/house'
import { countingOf, figuresOf, type Indicator, indicatorOf, totalOf } from '#kernel/indicator'

export interface LiveFigure {
  indicator: Indicator
  value: number | null
  records: number
  /** The period is not over, or a figure of it may still change. */
  provisional: boolean
}

/** What the records say of a unit and all below it in some months: nobody adds up returns by hand. An indicator that is no longer declared is left out. */
export async function liveFigures(
  ctx: Ctx,
  { indicators, orgId, from, to }: { indicators: readonly string[]; orgId: string; from: Month; to: Month },
): Promise<LiveFigure[]> {
  const declared = indicators.flatMap((id) => indicatorOf(id) ?? [])
  if (declared.length === 0) return []
  const figures = await figuresOf(ctx, { indicators: declared.map(({ id }) => id), orgId, from, to, by: 'self' })
  const byIndicator = Map.groupBy(figures, ({ indicator }) => indicator)
  const running = ctx.today.slice(0, 7) <= to
  return declared.map((indicator) => {
    const whole = totalOf(countingOf(indicator), byIndicator.get(indicator.id) ?? [])
    return {
      indicator,
      value: whole?.value ?? null,
      records: whole?.records ?? 0,
      provisional: running || (whole?.provisional ?? false),
    }
  })
}

interface Taken {
  indicator: string
  title: string
  unit: string
  value: number | null
  records: number
  provisional: boolean
  at: string
  treeDay: string
}
/** The snapshot of the last handing in: what the unit signed for. */
export async function takenFigures(ctx: Ctx, matterId: string, round: number): Promise<Taken[]> {
  const rows = await ctx.tx
    .selectFrom('exchange_figure')
    .select(['indicator', 'title', 'unit', 'value', 'records', 'provisional', 'taken_at as at', 'tree_day as treeDay'])
    .where('matter_id', '=', matterId)
    .where('round', '=', round)
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Handed in: each figure as it stands now, with its query and time. */
export async function takeFigures(
  ctx: Ctx,
  matterId: string,
  round: number,
  asked: { indicators: readonly string[]; orgId: string; from: Month; to: Month },
): Promise<void> {
  const live = await liveFigures(ctx, asked)
  if (live.length === 0) return
  await ctx.tx
    .insertInto('exchange_figure')
    .values(
      live.map(({ indicator, value, records, provisional }) => ({
        ...{ matter_id: matterId, round, indicator: indicator.id, title: indicator.title, unit: indicator.unit },
        ...{ value, records, provisional },
        ...{ org_id: asked.orgId, from_month: asked.from, to_month: asked.to, tree_day: ctx.today, taken_at: ctx.now },
      })),
    )
    .execute()
}

export interface Remark {
  indicator: string
  note: string
  claimed: number | null
}

/** Live, as handed in, and what lies between them. */
export function shownFigures(live: readonly LiveFigure[], taken: readonly Taken[], remarks: readonly Remark[]): ReturnFigure[] {
  return live.map(({ indicator, ...now }) => {
    const then = taken.find((one) => one.indicator === indicator.id)
    const said = remarks.find((one) => one.indicator === indicator.id)
    const differs = then && then.value !== null && now.value !== null && then.value !== now.value
    return {
      ...{ indicator: indicator.id, title: indicator.title, unit: indicator.unit, definition: indicator.definition, mark: indicator.mark },
      live: now,
      taken: then ? { value: then.value, records: then.records, provisional: then.provisional, at: then.at, treeDay: then.treeDay } : null,
      difference: differs ? Number((now.value! - then.value!).toFixed(6)) : null, // both are there, by the line above
      note: said?.note ?? '',
      claimed: said?.claimed ?? null,
    }
  })
}
