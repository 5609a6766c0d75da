import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RecordBehind } from '#contract/indicators'
import { IndicatorId, indicatorsApi } from '#contract/indicators-catalogue'
import { useAddress } from '../kit/address.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { figure } from './parts.tsx'
import './indicators.css'

const columns: readonly ListColumn<RecordBehind>[] = [
  {
    key: 'title',
    title: '记录',
    card: 'title',
    render: ({ title, path }) =>
      title === null ? <span className="hint">不在当前职务的查阅范围内</span> : path ? <Link to={path}>{title}</Link> : title,
  },
  { key: 'day', title: '计入日期', width: 130, render: ({ day }) => day },
  { key: 'org', title: '单位', width: 200, render: ({ orgName }) => orgName },
  { key: 'value', title: '数值', width: 120, align: 'right', render: ({ value }) => figure(value) },
]

/** The list behind a number: exactly as many lines as the number has records. */
export function RecordsPage() {
  const indicatorId = useParam('indicatorId', IndicatorId)
  const [query] = useAddress(indicatorsApi.records.query)
  const read = useQuery(ask(indicatorsApi.read, { params: { indicatorId } }))
  const { line, over } = read.data ?? {}
  return (
    <ListPage
      title={line ? `${line.title}：记录` : '指标记录'}
      name="indicator-records"
      source={indicatorsApi.records}
      params={{ indicatorId }}
      columns={columns}
      rowKey={({ fact }) => fact}
      rowTitle={({ title, day }) => title ?? day}
      above={
        <p className="hint gap-bottom">
          {read.data?.standing ? `${query.to ?? ''} 月末的存量` : `${query.from ?? ''} 至 ${query.to ?? ''}`}
          {over && '；比率的分母，'}
          {over && (
            <Link to="/indicators/$indicatorId/records" params={{ indicatorId: over.numerator.id } as never} search={query as never}>
              查看分子：{over.numerator.title}
            </Link>
          )}
          {'　'}
          <Link to="/indicators/$indicatorId" params={{ indicatorId } as never} search={{ org: query.org, to: query.to } as never}>
            查看指标
          </Link>
        </p>
      }
      empty="这一期间没有记录。"
    />
  ) // `never`: the router is not told each page's address
}
