import { useQuery } from '@tanstack/react-query'
import { Descriptions, Skeleton, type TableColumnsType } from 'antd'
import type { MatterId } from '#contract/common'
import { type ExamStatistics, examsApi, type ItemStatistic } from '#contract/exams'
import { questionKinds } from '#contract/questions'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { WideTable } from './WideTable.tsx'

const fixed = (value: number | null, digits = 2) => (value === null ? '—' : value.toFixed(digits))

const columns: TableColumnsType<ItemStatistic> = [
  { title: '题', render: (_, row) => (row.part > 0 ? `${row.item}（${row.part + 1}）` : row.item) },
  { title: '题型', render: (_, row) => questionKinds[row.kind] },
  {
    title: '题干',
    render: (_, row) => (row.stem === null ? <span className="hint">由命题单位查看</span> : <span className="two-lines">{row.stem}</span>),
  },
  { title: '满分', dataIndex: 'marks' },
  { title: '平均', render: (_, row) => fixed(row.mean) },
  { title: '难度 P', render: (_, row) => fixed(row.difficulty) },
  { title: '区分度 D', render: (_, row) => fixed(row.discrimination) },
  { title: '题总相关', render: (_, row) => fixed(row.correlation) },
]

/** 试题分析, once the marking is finished. */
export function StatisticsTab({ examId }: { examId: MatterId }) {
  const statistics = useQuery(ask(examsApi.statistics, { params: { examId } }))
  if (statistics.isPending) return <Skeleton active />
  if (statistics.isError) return <ProblemAlert problem={statistics.error} retry={() => statistics.refetch()} />
  const { data } = statistics
  return (
    <>
      <Descriptions
        size="small"
        column={{ xs: 2, md: 4 }}
        items={[
          { key: 'n', label: '参加', children: `${data.n} 人` },
          { key: 'passed', label: '合格', children: `${data.passed} 人` },
          { key: 'mean', label: '平均分', children: fixed(data.mean) },
          { key: 'deviation', label: '标准差', children: fixed(data.deviation) },
          { key: 'highest', label: '最高', children: fixed(data.highest) },
          { key: 'lowest', label: '最低', children: fixed(data.lowest) },
          { key: 'reliability', label: '信度 α', children: fixed(data.reliability) },
        ]}
      />
      <Bands data={data} />
      <div className="gap-top">
        <WideTable label="各题分析" rowKey={(row) => `${row.item} ${row.part}`} columns={columns} dataSource={data.items} />
      </div>
      <p className="hint gap-top">
        难度 P：平均分除以满分，越大越容易。区分度 D：总分前 27% 与后 27%
        的得分率之差。题总相关：该题得分与其余各题总分的相关系数（对错题即点二列相关）。α：克龙巴赫系数。
      </p>
    </>
  )
}

function Bands({ data }: { data: ExamStatistics }) {
  const most = Math.max(1, ...data.bands.map(({ n }) => n))
  return (
    <div
      className="exam-bars gap-top"
      role="img"
      aria-label={`分数段人数：${data.bands.map(({ from, to, n }) => `${fixed(from, 0)} 至 ${fixed(to, 0)} 分 ${n} 人`).join('，')}`}
    >
      {data.bands.map(({ from, to, n }) => (
        <div className="exam-bar" key={from}>
          <span className="hint">
            {fixed(from, 0)}–{fixed(to, 0)} 分
          </span>
          <span>
            <i style={{ width: `${(n / most) * 100}%` }} />
          </span>
          <span className="number">{n} 人</span>
        </div>
      ))}
    </div>
  )
}
