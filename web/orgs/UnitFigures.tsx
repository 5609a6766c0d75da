import { useQuery } from '@tanstack/react-query'
import { Select, Skeleton, Table } from 'antd'
import { useState } from 'react'
import type { OrgId } from '#contract/common'
import { type FigureLine, figuresApi } from '#contract/figures'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'

/** What a unit and all below it did, month by month: derived from the acts, entered by nobody. */
export function UnitFigures({ orgId }: { orgId: OrgId }) {
  const me = useMe()
  const thisYear = Number(me.today.slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const figures = useQuery(ask(figuresApi.ofUnit, { params: { orgId }, query: { year } }))
  // A unit beyond one's reach shows what it is, and no figures.
  if (figures.isError && asProblem(figures.error).code === 'notFound') return null
  // What nobody has counted yet in this year needs no line.
  const lines = figures.data?.filter(({ total }) => total !== null) ?? []
  const years = Array.from({ length: thisYear - 2018 + 1 }, (_, i) => thisYear - i)
  return (
    <>
      <h3 className="level-title gap-top">
        办案数字{' '}
        <Select
          size="small"
          aria-label="年份"
          value={year}
          onChange={setYear}
          options={years.map((value) => ({ value, label: `${value} 年` }))}
        />
      </h3>
      <p className="hint">含下级单位，由办理记录自动计数；每月按当月的隶属关系计算。“—”为当时尚无记录。</p>
      {figures.isPending && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {figures.isError && <ProblemAlert problem={figures.error} retry={() => figures.refetch()} />}
      {figures.data && lines.length === 0 && <p>{year} 年还没有办案记录；立案、登记线索后自动计数。</p>}
      {lines.length > 0 && (
        <Table<FigureLine>
          size="small"
          rowKey="indicator"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={lines}
          columns={[
            { title: '件', dataIndex: 'title', fixed: 'left' },
            ...(lines[0]?.months ?? []).map((_, month) => ({
              title: `${month + 1} 月`,
              key: month,
              align: 'right' as const,
              render: (_value: unknown, line: FigureLine) => line.months[month] ?? '—',
            })),
            { title: '合计', dataIndex: 'total', align: 'right', render: (total: number | null) => total ?? '—' },
          ]}
        />
      )}
    </>
  )
}
