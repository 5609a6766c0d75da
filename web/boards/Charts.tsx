import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useMemo } from 'react'
import { type Board, type BoardCard, type BoardQuery, boardsApi, type MapLine } from '#contract/boards'
import { indicatorMarks } from '#contract/indicators-catalogue'
import { mapTiles } from '#contract/map'
import { useLook } from '../kit/chart/look.ts'
import { Rank } from '../kit/chart/Rank.tsx'
import { Share } from '../kit/chart/Share.tsx'
import { TileMap } from '../kit/chart/TileMap.tsx'
import { Trend } from '../kit/chart/Trend.tsx'
import type { MapUnit } from '../kit/chart/tiles.ts'
import type { Point, RankRow, ShareRow, TrendLine } from '../kit/chart/types.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { boardOf, cellOpens, levelOpens, sourceWords, spanWords } from './openings.ts'

interface Shown {
  board: Board
  query: BoardQuery
}

/** Map, ranking, trend and distribution of the chosen indicator. */
export function Charts({ board, query }: Shown) {
  const card = board.cards.find(({ indicator }) => indicator.id === board.chosen)
  if (!card) return null
  return (
    <div className="board-charts">
      <div className="board-column">
        <BoardMap board={board} query={query} card={card} />
        <Levels board={board} query={query} card={card} />
      </div>
      <div className="board-column">
        <Ranking board={board} query={query} card={card} />
        <MonthTrend board={board} card={card} />
      </div>
    </div>
  )
}

type Carded = Shown & { card: BoardCard }
const told = ({ board, card: { indicator } }: Pick<Carded, 'board' | 'card'>) => ({
  unit: indicator.unit,
  source: `${indicator.definition}${sourceWords(board)}`,
  note: `口径：${indicator.definition}（${indicatorMarks[indicator.mark]}）`,
})

export function BoardMap({ board, query, card }: Carded) {
  const map = useQuery({ ...ask(boardsApi.map, { params: { orgId: board.unit.id }, query }), placeholderData: keepPreviousData })
  const units = useMemo(() => (map.data ?? []).map((line) => tileOf(line, board, card, query)), [map.data, board, card, query])
  if (map.isError) return <ProblemAlert problem={map.error} retry={() => map.refetch()} />
  if (map.isPending)
    return (
      <div className="panel">
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    )
  // Units that are no tile, as a station or a department: no map of them.
  if (!units.some(({ code }) => mapTiles.some((tile) => tile.code === code))) return null
  return (
    <TileMap
      id="map"
      title={`${card.indicator.title}分布图（${spanWords(board.period)}）`}
      {...told({ board, card })}
      units={units}
      chosen={board.unit.code}
    />
  )
}

/** From the province one goes to the city, from the city to the county. */
function tileOf({ orgId, code, name, city, cell, from, to }: MapLine, board: Board, { indicator }: BoardCard, query: BoardQuery): MapUnit {
  const isFromAbove = board.unit.kind === 'province'
  return {
    code,
    name,
    group: isFromAbove ? city.name : name,
    value: cell.value,
    opens: cellOpens(indicator, cell, orgId, { from, to }),
    into: orgId === board.unit.id ? null : boardOf(isFromAbove ? city.id : orgId, query),
  }
}

export function Ranking({ board, query, card: { indicator }, card }: Carded) {
  const rows = useMemo(
    () =>
      board.rows.map(
        (row): RankRow => ({
          key: `${row.orgId} ${row.own} ${row.from}`,
          name: row.name,
          value: row.cell.value,
          rank: row.rank,
          reason: row.reason,
          opens: cellOpens(indicator, row.cell, row.orgId, row, row.own),
          into: row.opens ? boardOf(row.orgId, query) : null,
        }),
      ),
    [board, indicator, query],
  )
  if (rows.length < 2) return null
  // Where nothing says what is better there are units and figures, and no ranks.
  const what = indicator.direction === null ? '各单位' : '排名'
  return <Rank id="rank" title={`${indicator.title}${what}（${spanWords(board.period)}）`} {...told({ board, card })} rows={rows} />
}

export function MonthTrend({ board, card: { indicator, months }, card }: Pick<Carded, 'board' | 'card'>) {
  const { far } = useLook()
  const lines = useMemo(() => {
    const year = Number(board.period.to.slice(0, 4))
    return [year, year - 1].map((one): TrendLine => ({ name: `${one}年`, points: pointsOf(one, board, { indicator, months }) }))
  }, [board, indicator, months])
  return <Trend id="trend" title={`${indicator.title}各月`} {...told({ board, card })} lines={lines} {...(far ? { height: 380 } : {})} />
}

/** Twelve months, so that two years lie over each other; one that has not begun is a gap. */
const pointsOf = (year: number, board: Board, { indicator, months }: Pick<BoardCard, 'indicator' | 'months'>): Point[] =>
  Array.from({ length: 12 }, (_, at) => {
    const month = `${year}-${String(at + 1).padStart(2, '0')}`
    const cell = months.find((one) => one.month === month)
    return {
      month,
      value: cell?.value ?? null,
      opens: cell ? cellOpens(indicator, cell, board.unit.id, { from: month, to: month }) : null,
      ...(cell?.over ? { reason: `${cell.over.numerator} ÷ ${cell.over.denominator}` } : {}),
    }
  })

export function Levels({ board, query, card: { indicator }, card }: Carded) {
  const levels = useQuery({ ...ask(boardsApi.levels, { params: { orgId: board.unit.id }, query }), placeholderData: keepPreviousData })
  const rows = useMemo(
    () =>
      (levels.data ?? []).map(
        ({ kind, title, cell }): ShareRow => ({
          key: kind,
          name: title,
          value: cell.value,
          opens: levelOpens(indicator, cell, board, kind),
        }),
      ),
    [levels.data, board, indicator],
  )
  if (levels.isError) return <ProblemAlert problem={levels.error} retry={() => levels.refetch()} />
  // One level is no distribution, and what was taken back later may leave less than nothing: no part of a whole.
  if (rows.length < 2 || rows.some(({ value }) => (value ?? 0) < 0)) return null
  return <Share id="levels" title={`${indicator.title}按层级（${spanWords(board.period)}）`} {...told({ board, card })} rows={rows} />
}
