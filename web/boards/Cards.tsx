import { useNavigate } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { Board, BoardCard, BoardIndicator, BoardQuery, Comparison } from '#contract/boards'
import { marks } from '#contract/orgs'
import { FigureLink, OpeningLink } from '../kit/chart/FigureLink.tsx'
import { figureWords } from '../kit/chart/words.ts'
import { boardOf, cellOpens, listOf, spanWords } from './openings.ts'

/** What a unit came to, one card each. The chosen one is what the charts show. */
export function Cards({ board, query }: { board: Board; query: BoardQuery }) {
  return (
    <ul className="board-cards" aria-label="指标">
      {board.cards.map((card) => (
        <Card key={card.indicator.id} card={card} board={board} query={query} />
      ))}
    </ul>
  )
}

function Card({ card, board, query }: { card: BoardCard; board: Board; query: BoardQuery }) {
  const navigate = useNavigate()
  const { indicator, cell } = card
  const isChosen = indicator.id === board.chosen
  const choose = boardOf(board.unit.id, { ...query, indicator: indicator.id })
  return (
    <li className={`panel board-card${isChosen ? ' board-card-chosen' : ''}`}>
      <h2 className="board-card-title" title={`${indicator.definition}（${marks[indicator.mark]}）`}>
        {indicator.title}
        {cell.provisional && <Tag color="gold">暂定</Tag>}
      </h2>
      <p className="board-figure">
        {cell.value === null ? (
          <span className="board-nothing">无数据</span>
        ) : (
          <>
            <FigureLink value={cell.value} of={indicator.title} opens={cellOpens(indicator, cell, board.unit.id, board.period)} />
            <span className="board-unit"> {indicator.unit}</span>
          </>
        )}
      </p>
      <Parts card={card} board={board} />
      <p className="hint">{comparisonWords(card)}</p>
      <button
        type="button"
        className="link-button no-print"
        aria-pressed={isChosen}
        aria-label={isChosen ? `${indicator.title}，图中正在显示` : `在图中显示${indicator.title}`}
        onClick={() => navigate({ to: choose.to, search: (choose.search ?? {}) as never, resetScroll: false })} // `never`: the router is not told each page's search
      >
        {isChosen ? '图中正在显示' : '在图中显示'}
      </button>
    </li>
  )
}

/** What a ratio divides by what: each its own list. Of a sum, how many records it is the sum of. */
function Parts({ card: { indicator, cell }, board }: { card: BoardCard; board: Board }) {
  const { over } = cell
  if (over && indicator.over)
    return (
      <p className="board-parts">
        <OpeningLink
          opens={listOf(indicator.over.numerator, board.unit.id, board.period)}
          label={`${indicator.title}的分子：${over.numerator}，查看记录`}
        >
          {figureWords(over.numerator)}
        </OpeningLink>{' '}
        ÷{' '}
        <OpeningLink
          opens={listOf(indicator.over.denominator, board.unit.id, board.period)}
          label={`${indicator.title}的分母：${over.denominator}，查看记录`}
        >
          {figureWords(over.denominator)}
        </OpeningLink>
      </p>
    )
  return cell.value !== null && cell.records !== cell.value ? <p className="board-parts">{figureWords(cell.records)} 条记录</p> : null
}

const signed = (change: number, unit: string) => (change === 0 ? '持平' : `${change > 0 ? '增' : '减'} ${Math.abs(change)}${unit}`)

function against(name: string, { change, base, from, to }: Comparison, { kind, unit }: BoardIndicator): string {
  const was = `${spanWords({ from, to })} ${figureWords(base, unit)}`
  return change === null ? was : `${name}${signed(change, kind === 'ratio' ? ' 个百分点' : '%')}（${was}）`
}

/** 环比、同比 in words. A period that still runs is set beside the whole one, without per cent. */
function comparisonWords({ before, yearBefore, indicator }: BoardCard): string {
  const said = [before && against('环比', before, indicator), yearBefore && against('同比', yearBefore, indicator)].filter(Boolean)
  return said.length > 0 ? said.join('；') : '没有可比的上期数'
}
