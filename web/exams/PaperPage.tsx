import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Descriptions, Skeleton, type TableColumnsType } from 'antd'
import { z } from 'zod'
import { type ExamPaperView, examPapersApi } from '#contract/exams-papers'
import { difficultyNames, questionKinds } from '#contract/questions'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { WideTable } from './WideTable.tsx'

type Question = ExamPaperView['questions'][number]
const columns: TableColumnsType<Question> = [
  { title: '题号', dataIndex: 'number', width: 64 },
  {
    title: '题干',
    render: (_, row) => (
      <Link to={`/questions/${row.questionId}`}>
        <span className="two-lines">{row.stem}</span>
      </Link>
    ),
  },
  { title: '题型', width: 120, render: (_, row) => questionKinds[row.kind] },
  { title: '分类', dataIndex: 'category', width: 130, responsive: ['md'] },
  { title: '难度', width: 80, responsive: ['md'], render: (_, row) => difficultyNames[row.difficulty as keyof typeof difficultyNames] }, // 1 to 5 by its constraint
  { title: '分值', dataIndex: 'marks', width: 72 },
]

/** 试卷 with its questions and how it was drawn. Whoever opens it is in the ledger. */
export function PaperPage() {
  const paperId = useParam('paperId', z.uuid())
  const paper = useQuery(ask(examPapersApi.read, { params: { paperId } }))
  usePageTitle(paper.data?.title)
  if (paper.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (paper.isError) return <ProblemAlert problem={paper.error} retry={() => paper.refetch()} />
  const { data } = paper
  return (
    <div className="page">
      <h1 className="page-title">{data.title}</h1>
      <section className="panel gap-bottom" aria-label="组卷记录">
        <Descriptions
          column={{ xs: 1, md: 2 }}
          size="small"
          items={[
            { key: 'sum', label: '题数和总分', children: `${data.items} 题，${data.marks} 分` },
            { key: 'at', label: '组卷时间', children: dayTime(data.at) },
            { key: 'how', label: '组卷方式', children: data.drawn ? '按要求随机抽题' : '固定选题' },
            { key: 'seed', label: '种子', children: data.seed ?? '—' },
            { key: 'bank', label: '当时题库的校验值', children: data.bankHash ? <code className="break">{data.bankHash}</code> : '—' },
          ]}
        />
        <p className="hint">种子和题库相同，抽出的试卷相同。查看未公布的试卷会记入审计台账。</p>
      </section>
      <section className="panel" aria-label="试题">
        <WideTable label="试题" rowKey="number" columns={columns} dataSource={data.questions} />
      </section>
    </div>
  )
}
