import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import { type Board, BoardQuery, boardKinds, boardsApi } from '#contract/boards'
import { OrgId } from '#contract/common'
import { useAddress } from '../kit/address.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { ask } from '../kit/query.ts'
import { activeDuty, useMe } from '../kit/session.ts'
import { BoardTools } from './BoardTools.tsx'
import { Cards } from './Cards.tsx'
import { Charts } from './Charts.tsx'
import { Lights } from './Lights.tsx'
import { sourceWords, spanWords } from './openings.ts'
import { Path } from './Path.tsx'
import './boards.css'

/** 看板: the unit, the month or year and the indicator stand in the address. Without a unit it is the reader's own. */
export function BoardPage() {
  const me = useMe()
  const raw: { orgId?: string } = useParams({ strict: false })
  const [query, set] = useAddress(BoardQuery)
  const named = OrgId.safeParse(raw.orgId)
  const orgId = raw.orgId === undefined ? activeDuty(me)?.org.id : named.data
  const board = useQuery({
    ...ask(boardsApi.read, { params: { orgId: orgId as OrgId }, query }), // asked for only when there is one
    enabled: orgId !== undefined,
    placeholderData: keepPreviousData,
  })
  const title = board.data ? boardKinds[board.data.board] : '看板'
  usePageTitle(board.data ? `${board.data.unit.name}${title}` : undefined)
  return (
    <div className="page board">
      <div className="page-head">
        <h1 className="page-title">{board.data ? `${board.data.unit.name}　${title}` : title}</h1>
        {board.data && <BoardTools board={board.data} query={query} onChange={set} today={me.today} />}
      </div>
      {orgId === undefined && <Alert type="info" showIcon title="当前职务没有所在单位，看板没有可以显示的内容。可以在右上角切换职务。" />}
      {board.isPending && orgId !== undefined && <Waiting />}
      {board.isError && <ProblemAlert problem={board.error} retry={() => board.refetch()} />}
      {board.data && (
        <div aria-busy={board.isPlaceholderData}>
          <Path board={board.data} query={query} />
          <p className="hint board-told" role="status">
            {spanWords(board.data.period)}。{sourceWords(board.data)}计算于 {dayTime(board.data.computedAt)}。
          </p>
          <Whole board={board.data} query={query} />
        </div>
      )}
    </div>
  )
}

function Whole({ board, query }: { board: Board; query: BoardQuery }) {
  return (
    <>
      <Cards board={board} query={query} />
      <Lights board={board} />
      <Charts board={board} query={query} />
    </>
  )
}

/** The shape of what will stand here. */
function Waiting() {
  return (
    <>
      <div className="board-cards">
        {[1, 2, 3, 4, 5, 6].map((at) => (
          <div key={at} className="panel">
            <Skeleton active title={false} paragraph={{ rows: 3 }} />
          </div>
        ))}
      </div>
      <div className="panel gap-top">
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    </>
  )
}
