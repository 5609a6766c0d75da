import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { difficultyNames, type QuestionLine, questionKinds, questionStates, questionsApi } from '#contract/questions'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { download } from '../kit/client.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'
import { FixedPaperButton } from './FixedPaperButton.tsx'
import { StateTag } from './StateTag.tsx'

const columns: readonly ListColumn<QuestionLine>[] = [
  { key: 'stem', title: '题干', card: 'title', render: (row) => <span className="two-lines">{row.stem}</span> },
  { key: 'kind', title: '题型', width: 120, render: (row) => questionKinds[row.kind] },
  { key: 'category', title: '分类', width: 140, render: (row) => row.category },
  { key: 'difficulty', title: '难度', width: 80, render: (row) => difficultyNames[row.difficulty as keyof typeof difficultyNames] }, // 1 to 5 by its constraint
  { key: 'state', title: '状态', width: 100, card: 'tag', render: (row) => <StateTag state={row.state} /> },
  { key: 'version', title: '版本', width: 70, card: 'none', render: (row) => row.number },
  { key: 'author', title: '命题', width: 100, render: (row) => row.author },
  { key: 'reviewer', title: '审核', width: 100, render: (row) => row.reviewer ?? '' },
]

export const optionsOf = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([value, label]) => ({ value, label }))

/** 题库: the questions of one's own unit, newest first. */
export function QuestionsPage() {
  const categories = useQuery(ask(questionsApi.categories, {}))
  const { message } = App.useApp()
  return (
    <ListPage
      title="题库"
      name="questions"
      source={questionsApi.list}
      columns={columns}
      filters={[
        { kind: 'text', name: 'text', label: '题干' },
        { kind: 'choice', name: 'kind', label: '题型', options: optionsOf(questionKinds) },
        { kind: 'choice', name: 'state', label: '状态', options: optionsOf(questionStates) },
        {
          kind: 'choice',
          name: 'categoryId',
          label: '分类',
          options: (categories.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        { kind: 'choice', name: 'difficulty', label: '难度', options: optionsOf(difficultyNames) },
      ]}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.stem}
      opens={(row) => `/questions/${row.id}`}
      batch={[
        {
          title: '导出 QTI 3',
          question: '导出选中的 {n} 道试题？导出的文件含有答案，请妥善保管；导出会记入审计台账。',
          run: async (rows) => {
            await download(questionsApi.exportQti, { body: { ids: rows.map(({ id }) => id) } }, '试题.zip').catch((thrown: unknown) =>
              message.error(asProblem(thrown).sentence),
            )
            return undefined
          },
        },
      ]}
      batchTools={(rows, _, done) => <FixedPaperButton rows={rows} done={done} />}
      actions={
        <Space wrap>
          <Link to="/questions/new">
            <Button type="primary" icon={<PlusOutlined />}>
              新增试题
            </Button>
          </Link>
          <Link to="/questions/import">
            <Button>导入试题</Button>
          </Link>
          <AddCategory />
        </Space>
      }
      empty="题库里还没有试题。先“新增分类”，再逐题录入，或者从 Excel、QTI 3 导入。"
    />
  )
}

const Category = z.strictObject({ name: z.string().min(1, '请填写分类名称').max(40).meta({ title: '分类名称' }) })

export function AddCategory() {
  const [isOpen, setOpen] = useState(false)
  const add = useSend(questionsApi.addCategory, { refreshes: [questionsApi.categories], done: () => setOpen(false) })
  return (
    <>
      <Button onClick={() => setOpen(true)}>新增分类</Button>
      <ActDrawer
        title="新增分类"
        body={Category}
        open={isOpen}
        close={() => setOpen(false)}
        send={(values) => add.mutate({ body: Category.parse(values) })}
        sending={add.isPending}
        problem={add.error}
      />
    </>
  )
}
