import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { type FlowMatter, flowApi } from '#contract/flow'
import { useAddress } from '../kit/address.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import './flow.css'

const columns: readonly ListColumn<FlowMatter>[] = [
  { key: 'title', title: '事项', card: 'title', render: (row) => row.title },
  { key: 'number', title: '编号', width: 220, render: (row) => row.number ?? '—' },
  {
    key: 'state',
    title: '状态',
    width: 140,
    card: 'tag',
    render: (row) => <Tag color={row.closed ? 'default' : 'blue'}>{row.state}</Tag>,
  },
  { key: 'handling', title: '承办单位', width: 180, render: (row) => row.handling },
  { key: 'openedOn', title: '发起日', width: 120, render: (row) => row.openedOn },
]

/** The matters of one number: as many as it says. */
export function FlowMattersPage() {
  const [{ process, from, to, orgId }] = useAddress(flowApi.matters.query)
  return (
    <ListPage
      title="流程分析的事项"
      name="flow-matters"
      source={flowApi.matters}
      columns={columns}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/matters/${row.id}`}
      above={
        <p className="gap-bottom flow-link">
          <Link to="/flow" search={{ process, from, to, orgId } as never}>
            返回流程分析
          </Link>
          <span className="hint">
            　{from} 至 {to} 发起，与分析同一口径。
          </span>
        </p>
      } // `never`: the router is not told each page's search
      empty="没有事项。"
    />
  )
}
