import type { Board, BoardCard, BoardIndicator, BoardQuery } from '#contract/boards'
import type { Cell, Figure } from '#contract/indicators'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import {
  cellOf,
  countingOf,
  figuresOf,
  type Indicator,
  indicatorOf,
  monthAfter,
  monthOf,
  noData,
  rankedBelow,
  type Span,
  shownMonths,
} from '#kernel/indicator'
import { Problem } from '#kernel/problem'
import { boardKindOf, comparisonOf, isWhole, monthBefore, type Period, periodOf, yearBefore } from './board.rules.ts'
import { boardUnit, unitsAbove } from './board.store.ts'
import { boardIndicators } from './boards.data.ts'
import { lightsOf } from './lights.ts'

/** What a board is asked for, judged: within reach, not of a month that has not begun, an indicator that it holds. */
export async function askedBoard(ctx: Ctx, orgId: string, { month, year, indicator }: BoardQuery) {
  const unit = await boardUnit(ctx, orgId)
  const thisMonth = monthOf(ctx.today)
  if ((month ?? '') > thisMonth || (year ?? 0) > Number(ctx.today.slice(0, 4)))
    throw new Problem('invalid', { issues: [{ path: year === undefined ? 'month' : 'year', message: '不能晚于今天' }] })
  const period = periodOf({ month, year }, thisMonth)
  const board = boardKindOf(unit.kind)
  const indicators = boardIndicators[board].flatMap((id) => indicatorOf(id) ?? [])
  const chosen = indicator === undefined ? indicators[0] : indicators.find(({ id }) => id === indicator)
  if (!chosen) throw new Problem('notFound', { what: '该指标' })
  return { unit, board, period, thisMonth, indicators, chosen }
}
export type AskedBoard = Awaited<ReturnType<typeof askedBoard>>

/** 看板: all its cards and months are one question to the figures, the units below another. */
export async function readBoard(ctx: Ctx, orgId: string, query: BoardQuery): Promise<Board> {
  const asked = await askedBoard(ctx, orgId, query)
  const { unit, board, period, thisMonth, indicators, chosen } = asked
  const figures = await figuresOf(ctx, {
    indicators: indicators.map(({ id }) => id),
    orgId,
    ...shownMonths(period, thisMonth),
    by: 'self',
  })
  const asOf = period.running ? ctx.today : dayBefore(`${monthAfter(period.to)}-01`)
  return {
    unit: { id: unit.id, name: unit.name, kind: unit.kind, code: unit.code },
    board,
    above: (await unitsAbove(ctx, unit)).map(({ id, name }) => ({ id, name })),
    period,
    asOf,
    treeDay: asOf,
    computedAt: ctx.now.toISOString(),
    cards: indicators.map((indicator) =>
      cardOf(
        indicator,
        figures.filter((figure) => figure.indicator === indicator.id),
        period,
      ),
    ),
    chosen: chosen.id,
    rows: await rankedBelow(ctx, { indicator: chosen, unit, period }),
    ...(await lightsOf(ctx, unit.id)),
  }
}

export function describe(indicator: Indicator): BoardIndicator {
  const { id, title, unit, kind, definition, source, mark, clauses, direction, over } = indicator
  return { id, title, unit, kind, definition, source, mark, clauses: [...clauses], direction: direction ?? null, over: over ?? null }
}

function cardOf(indicator: Indicator, figures: readonly Figure[], period: Period): BoardCard {
  const { kind } = indicator
  const counting = countingOf(indicator)
  const of = (span: Span) => cellOf(counting, figures, span)
  const baseOf = (span: Span) => (isWhole(counting, figures, span) ? of(span) : noData)
  const cell = of(period)
  const [lastMonth, lastYear] = [monthBefore(period.from), yearBefore(period)]
  const before = { from: lastMonth, to: lastMonth, running: false }
  return {
    indicator: describe(indicator),
    cell,
    months: [...new Set(figures.map(({ month }) => month))].map((month) => ({ month, ...of({ from: month, to: month }) })),
    before: period.from === period.to ? comparisonOf(kind, cell, baseOf(before), before, period.running) : null,
    yearBefore: comparisonOf(kind, cell, baseOf(lastYear), lastYear, period.running),
  }
}

type Asked = Pick<AskedBoard, 'unit' | 'period' | 'chosen' | 'thisMonth'>

/** The months that every line of a board looks at, so that a card and the line of the same unit above it cannot disagree. */
export const asking = ({ unit, period, chosen, thisMonth }: Asked) => ({
  indicators: [chosen.id],
  orgId: unit.id,
  ...shownMonths(period, thisMonth),
})

/** The chosen indicator for the unit with all below it. */
export async function wholeOf(ctx: Ctx, asked: Asked): Promise<Cell> {
  return cellOf(countingOf(asked.chosen), await figuresOf(ctx, { ...asking(asked), by: 'self' }), asked.period)
}
