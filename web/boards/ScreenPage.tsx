import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { type Board, BoardQuery, boardKinds, boardsApi } from '#contract/boards'
import { OrgId } from '#contract/common'
import { useAddress } from '../kit/address.ts'
import { darkLook, LookContext, lightLook } from '../kit/chart/look.ts'
import { figureWords } from '../kit/chart/words.ts'
import { dayTime } from '../kit/day.ts'
import { useKeys } from '../kit/keys.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask } from '../kit/query.ts'
import { activeDuty, useMe } from '../kit/session.ts'
import { BoardMap, Levels, MonthTrend, Ranking } from './Charts.tsx'
import { boardOf, sourceWords, spanWords } from './openings.ts'
import { useAwake } from './use-awake.ts'
import './screen.css'

const ScreenQuery = BoardQuery.extend({ unit: OrgId.optional(), look: z.enum(['dark', 'light']).default('dark') })

const turnSeconds = 15
const freshMinutes = 5

/** 大屏: a screen on a wall. Figures of units alone, nobody's name; it turns by itself, stays awake, and Esc leaves it. */
export function ScreenPage() {
  const me = useMe()
  const navigate = useNavigate()
  const [{ unit, look, ...query }, set] = useAddress(ScreenQuery)
  const orgId = unit ?? activeDuty(me)?.org.id
  const board = useQuery({
    ...ask(boardsApi.read, { params: { orgId: orgId as OrgId }, query }), // asked for only when there is one
    enabled: orgId !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: freshMinutes * 60_000,
  })
  const leave = () => {
    const back = orgId ? boardOf(orgId, query) : { to: '/boards', search: {} }
    navigate({ to: back.to, search: (back.search ?? {}) as never }) // `never`: the router is not told each page's search
  }
  useKeys([{ key: 'escape', title: '退出大屏', run: leave }])
  const awake = useAwake()
  const chartLook = { ...(look === 'dark' ? darkLook : lightLook), fontSize: 20, far: true }
  return (
    <LookContext.Provider value={chartLook}>
      <div className={`wall wall-${look}`}>
        {board.data ? (
          <Wall board={board.data} query={query} />
        ) : (
          <h1 className="wall-title">{board.isError ? asProblem(board.error).sentence : orgId ? '正在读取……' : '当前职务没有所在单位'}</h1>
        )}
        <footer className="wall-foot">
          <span role="status">
            {board.data && `${sourceWords(board.data)}计算于 ${dayTime(board.data.computedAt)}。`}
            {board.isError && board.data && `更新没有成功：${asProblem(board.error).sentence}`}
            {!awake && '屏幕可能自动熄灭，请在系统设置中关闭休眠。'}
          </span>
          <span className="actions">
            <Button onClick={() => set({ look: look === 'dark' ? 'light' : 'dark' }, { replace: true })}>
              {look === 'dark' ? '浅色' : '深色'}
            </Button>
            <Button onClick={leave}>退出（Esc）</Button>
          </span>
        </footer>
      </div>
    </LookContext.Provider>
  )
}

/** One picture at a time, each indicator in its turn. Who wants to read longer stops it. */
function Wall({ board, query }: { board: Board; query: BoardQuery }) {
  const pictures = ['map', 'rank', 'trend'] as const
  const [turn, setTurn] = useState(0)
  const [turns, setTurns] = useState(() => !window.matchMedia('(prefers-reduced-motion: reduce)').matches)
  useEffect(() => {
    if (!turns) return
    const timer = setInterval(() => setTurn((at) => at + 1), turnSeconds * 1000)
    return () => clearInterval(timer)
  }, [turns])
  const card = board.cards.find(({ indicator }) => indicator.id === board.chosen)
  if (!card) return null
  const picture = pictures[turn % pictures.length]
  const shown = { board, query, card }
  return (
    <>
      <header className="wall-head">
        <h1 className="wall-title">
          {board.unit.name}　{boardKinds[board.board]}
        </h1>
        <span>{spanWords(board.period)}</span>
        <span className="actions">
          <Button onClick={() => setTurns(!turns)} aria-pressed={!turns}>
            {turns ? '停止轮播' : '开始轮播'}
          </Button>
          <Button onClick={() => setTurn(turn + 1)}>下一幅</Button>
        </span>
      </header>
      <div className="wall-body">
        <ul className="wall-cards" aria-label="指标">
          {board.cards.map(({ indicator, cell }) => (
            <li key={indicator.id}>
              <span>{indicator.title}</span>
              <strong>{cell.value === null ? '无数据' : figureWords(cell.value, indicator.unit)}</strong>
            </li>
          ))}
        </ul>
        <div className="wall-picture">
          {picture === 'map' && <BoardMap {...shown} />}
          {picture === 'rank' && <Ranking {...shown} />}
          {picture === 'trend' && (
            <>
              <MonthTrend {...shown} />
              <Levels {...shown} />
            </>
          )}
        </div>
      </div>
    </>
  )
}
