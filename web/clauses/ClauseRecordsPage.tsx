import { Link } from '@tanstack/react-router'
import type { ClauseRecord } from '#contract/clause-evidence'
import { ClauseId, clausesApi } from '#contract/clauses'
import { useAddress } from '../kit/address.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { useParam } from '../kit/param.ts'
import './clauses.css'

const columns: readonly ListColumn<ClauseRecord>[] = [
  {
    key: 'title',
    title: '记录',
    card: 'title',
    render: (row) =>
      row.title === null ? (
        <span className="hint">不在您的查阅范围</span>
      ) : row.path === null ? (
        row.title
      ) : (
        <Link to={row.path}>{row.title}</Link>
      ),
  },
  { key: 'source', title: '指标或者查询', width: 200, render: (row) => row.sourceTitle },
  { key: 'day', title: '日期', width: 120, render: (row) => row.day },
  { key: 'org', title: '单位', width: 220, render: (row) => row.orgName },
]

/** 佐证记录: as many lines as the number that opened it. */
export function ClauseRecordsPage() {
  const clauseId = useParam('clauseId', ClauseId)
  const [{ orgId }] = useAddress(clausesApi.records.query)
  return (
    <ListPage
      title="佐证记录"
      name="clause-records"
      source={clausesApi.records}
      params={{ clauseId }}
      columns={columns}
      rowKey={(row) => row.source + row.key}
      rowTitle={(row) => row.title ?? row.day}
      above={
        <p className="gap-bottom clause-link">
          <Link to="/clauses/$clauseId" params={{ clauseId } as never} search={{ orgId } as never}>
            返回条款
          </Link>
          <span className="hint">　条数与条款上的数字一致；不在查阅范围的记录只显示日期和单位。</span>
        </p>
      } // `never`: the router is not told each page's parameters
      empty="没有佐证记录。"
    />
  )
}
