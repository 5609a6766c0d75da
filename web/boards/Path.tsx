import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Board, BoardQuery } from '#contract/boards'
import { OpeningLink } from '../kit/chart/FigureLink.tsx'
import { boardOf } from './openings.ts'

/** 省 → 市 → 县: where one stands, and the way back up. */
export function Path({ board, query }: { board: Board; query: BoardQuery }) {
  const navigate = useNavigate()
  const above = board.above[board.above.length - 1]
  if (!above) return null
  const up = boardOf(above.id, query)
  return (
    <nav className="board-path" aria-label="上级看板">
      <Button size="small" onClick={() => navigate({ to: up.to, search: (up.search ?? {}) as never })}>
        返回上一级
      </Button>
      {board.above.map(({ id, name }) => (
        <span key={id}>
          <OpeningLink opens={boardOf(id, query)}>{name}</OpeningLink> ›{' '}
        </span>
      ))}
      <strong>{board.unit.name}</strong>
    </nav>
  ) // `never`: the router is not told each page's search
}
