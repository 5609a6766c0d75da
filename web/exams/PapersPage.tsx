import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type ExamPaperLine, examPapersApi, PaperDraft } from '#contract/exams-papers'
import { difficultyNames, QuestionKind, questionKinds, questionsApi } from '#contract/questions'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { ask, useSend } from '../kit/query.ts'
import { optionsOf } from './QuestionsPage.tsx'

const columns: readonly ListColumn<ExamPaperLine>[] = [
  { key: 'title', title: '试卷', card: 'title', render: (row) => row.title },
  { key: 'how', title: '组卷', width: 100, render: (row) => (row.drawn ? '随机抽题' : '固定选题') },
  { key: 'items', title: '题数', width: 80, render: (row) => row.items },
  { key: 'marks', title: '总分', width: 80, render: (row) => row.marks },
  {
    key: 'use',
    title: '使用',
    width: 150,
    card: 'tag',
    render: (row) => (
      <>
        {row.inUse && <Tag color="blue">已用于考试</Tag>}
        {row.shared && <Tag>下级可用</Tag>}
      </>
    ),
  },
  { key: 'org', title: '单位', render: (row) => row.org },
  { key: 'at', title: '组卷时间', width: 160, render: (row) => dayTime(row.at) },
]

/** 试卷: once put together a paper is not changed; another choice is another paper. */
export function PapersPage() {
  return (
    <ListPage
      title="试卷"
      name="examPapers"
      source={examPapersApi.list}
      columns={columns}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/exam-papers/${row.id}`}
      actions={<Draw />}
      empty="还没有试卷。题库里有已审核的试题后，点击“组卷”，填写各题型的题数和分值，系统随机抽题并记录种子。"
    />
  )
}

/** The contract's own row with words for the page; the server judges it again. */
const Row = z.strictObject({
  kind: QuestionKind.meta({ title: '题型', labels: questionKinds }),
  categoryId: z.string().optional().meta({ title: '分类（不限则留空）' }),
  difficulty: z.string().optional().meta({ title: '难度（不限则留空）' }),
  theme: z.string().max(60).optional().meta({ title: '主题（不限则留空）' }),
  count: z.int().min(1).max(200).meta({ title: '题数' }),
  marks: z.number().min(0.5).max(100).meta({ title: '每题分值' }),
})
const Draft = z.strictObject({
  title: z.string().min(2, '请填写试卷名称').max(80).meta({ title: '试卷名称' }),
  shared: z.boolean().default(false).meta({ title: '下级单位也可以用于考试' }),
  rows: z.array(Row).min(1).meta({ title: '组卷要求' }),
  seed: z.string().max(60).optional().meta({ title: '种子', description: '留空由系统生成。种子和题库相同，抽出的试卷相同。', more: true }),
})

function Draw() {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const categories = useQuery({ ...ask(questionsApi.categories, {}), enabled: isOpen })
  const create = useSend(examPapersApi.create, {
    refreshes: [examPapersApi.list],
    done: ({ id }) => navigate({ to: `/exam-papers/${id}` }),
  })
  const send = (values: Record<string, unknown>) => {
    const { rows, ...rest } = Draft.parse(values)
    const blueprint = rows.map(({ difficulty, ...row }) => ({ ...row, difficulty: difficulty ? Number(difficulty) : null }))
    create.mutate({ body: PaperDraft.parse({ how: 'drawn', ...rest, rows: blueprint }) })
  }
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        组卷
      </Button>
      <ActDrawer
        title="组卷"
        body={Draft}
        open={isOpen}
        close={() => setOpen(false)}
        send={send}
        sending={create.isPending}
        problem={create.error}
        choices={{
          categoryId: (categories.data ?? []).map(({ id, name, reviewed }) => ({ value: id, label: `${name}（已审核 ${reviewed} 题）` })),
          difficulty: optionsOf(difficultyNames),
        }}
      />
    </>
  )
}
