import { type Board, type BoardCard, type BoardCell, type BoardIndicator, type BoardQuery, boardKinds } from '#contract/boards'
import type { Figure } from '#contract/indicators'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { evidenceOf, figuresOf, type Indicator, indicatorOf } from '#kernel/indicator'
import { Problem } from '#kernel/problem'
import {
  boardKindOf,
  cellOf,
  comparisonOf,
  knownCell,
  type Line,
  monthAfter,
  monthBefore,
  type Period,
  periodOf,
  rankedRows,
  shownMonths,
  yearBefore,
} from './board.rules.ts'
import { boardUnit, type Unit, unitsAbove, unitsNamed } from './board.store.ts'
import { boardIndicators } from './boards.data.ts'

/** What a board is asked for, judged: within reach, not of a month that has not begun, an indicator that it holds. */
export async function askedBoard(ctx: Ctx, orgId: string, { month, year, indicator }: BoardQuery) {
  const unit = await boardUnit(ctx, orgId)
  const thisMonth = ctx.today.slice(0, 7)
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
  const since = await firstRecords(ctx, indicators, orgId)
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
        since.get(indicator.id) ?? null,
      ),
    ),
    chosen: chosen.id,
    rows: await rowsOf(ctx, asked),
    levels: [],
    clauses: [],
    tasks: [],
  }
}

/** When the first record of each was made, of a ratio the first that it divides by: before that, nought would be a claim. */
async function firstRecords(ctx: Ctx, indicators: readonly Indicator[], orgId: string): Promise<Map<string, string | null>> {
  const base = (indicator: Indicator) => indicator.over?.denominator ?? indicator.id
  const evidence = await evidenceOf(ctx, [...new Set(indicators.map(base))], orgId)
  const since = new Map(evidence.map((one) => [one.indicator, one.since]))
  return new Map(indicators.map((indicator) => [indicator.id, since.get(base(indicator)) ?? null]))
}

export function describe(indicator: Indicator): BoardIndicator {
  const { id, title, unit, kind, definition, source, mark, clauses, direction, over } = indicator
  return { id, title, unit, kind, definition, source, mark, clauses: [...clauses], direction: direction ?? null, over: over ?? null }
}

function cardOf(indicator: Indicator, figures: readonly Figure[], period: Period, since: string | null): BoardCard {
  const { kind } = indicator
  const of = (span: Pick<Period, 'from' | 'to'>) => knownCell(cellOf(kind, figures, span), span.to, since)
  const cell = of(period)
  const [lastMonth, lastYear] = [monthBefore(period.from), yearBefore(period)]
  const before = { from: lastMonth, to: lastMonth, running: false }
  return {
    indicator: describe(indicator),
    cell,
    months: [...new Set(figures.map(({ month }) => month))].map((month) => ({ month, ...of({ from: month, to: month }) })),
    before: period.from === period.to ? comparisonOf(kind, cell, of(before), before, period.running) : null,
    yearBefore: comparisonOf(kind, cell, of(lastYear), lastYear, period.running),
  }
}

/** What counts of a period: of a stock the last month alone. */
const spanOf = ({ kind }: Indicator, { from, to }: Period) => ({ from: kind === 'stock' ? to : from, to })

/** A unit that recorded nothing is told apart from one that stands at nought: see the reasons of the ranking. */
const recorded = (cell: BoardCell): BoardCell => (cell.records === 0 ? { ...cell, value: null } : cell)

type Asked = Pick<AskedBoard, 'unit' | 'period' | 'chosen'>

/** The chosen indicator for the unit with all below it. */
export async function wholeOf(ctx: Ctx, { unit, period, chosen }: Asked): Promise<BoardCell> {
  const span = spanOf(chosen, period)
  return recorded(cellOf(chosen.kind, await figuresOf(ctx, { indicators: [chosen.id], orgId: unit.id, ...span, by: 'self' }), span))
}

/** A line for each unit below and one for what the unit did itself; together they are the card. */
export async function linesOf(ctx: Ctx, { unit, period, chosen }: Asked): Promise<Line[]> {
  const span = spanOf(chosen, period)
  const figures = await figuresOf(ctx, { indicators: [chosen.id], orgId: unit.id, ...span, by: 'child' })
  const lines = new Map<string, Figure[]>()
  for (const figure of figures) {
    const key = `${figure.own} ${figure.orgId}`
    lines.set(key, [...(lines.get(key) ?? []), figure])
  }
  const named = await unitsNamed(
    ctx,
    figures.map(({ orgId }) => orgId),
  )
  return [...lines.values()].flatMap((months) => {
    const [first] = months
    return first ? [lineOf(first, months, named.get(first.orgId), chosen, span)] : []
  })
}

function lineOf(
  { orgId, orgName, own }: Figure,
  months: readonly Figure[],
  now: Unit | undefined,
  { kind }: Indicator,
  span: Pick<Period, 'from' | 'to'>,
): Line {
  const cell = recorded(cellOf(kind, months, span))
  return { orgId, name: own ? '本级' : orgName, own, kind: now?.kind ?? null, cell, opens: !own && now !== undefined }
}

async function rowsOf(ctx: Ctx, asked: AskedBoard): Promise<Board['rows']> {
  const { unit, chosen } = asked
  const title = (id: string) => indicatorOf(id)?.title ?? id
  const over = chosen.over ? { numerator: title(chosen.over.numerator), denominator: title(chosen.over.denominator) } : null
  return rankedRows(await linesOf(ctx, asked), { kind: unit.kind, unit: chosen.unit, direction: chosen.direction ?? null, over })
}

export const boardTitle = ({ board, unit }: Pick<AskedBoard, 'board' | 'unit'>) => `${unit.name}${boardKinds[board]}`
