import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { measures, scoresApi } from '#contract/coordination-scores'
import { useAddress } from '../kit/address.ts'
import { ListPage } from '../kit/ListPage.tsx'
import { opensTo, requestColumns } from './RequestListPage.tsx'

const parts = { all: '统计的请求', met: '达到的请求', declined: '不予受理的请求' }

/** The requests behind one number of the board: as many as it says. */
export function ScoreRequestsPage() {
  const [filter] = useAddress(scoresApi.behind.query)
  const { measure, part, from, to } = filter
  if (!measure || !from || !to)
    return (
      <p>
        请从<Link to={'/requests/scores' as never}>协作评价</Link>中点开一个数字。
      </p>
    ) // `never`: the router is not told each page's path
  const title = measures[measure].title
  return (
    <ListPage
      title={`${title}：${parts[part ?? 'all']}`}
      name="coordinationScoreRequests"
      source={scoresApi.behind}
      columns={requestColumns}
      rowKey={({ id }) => id}
      rowTitle={({ title: words }) => words}
      opens={opensTo}
      above={
        <Alert
          className="gap-bottom"
          type="info"
          title={`${from} 至 ${to}。${measures[measure].formula}；${measures[measure].day}。请求的内容只有请求双方和请求单位的上级可以打开。`}
        />
      }
      empty="没有这样的请求。"
    />
  )
}
