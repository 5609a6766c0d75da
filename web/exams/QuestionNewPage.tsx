import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { questionsApi } from '#contract/questions'
import { ask, useSend } from '../kit/query.ts'
import { type Draft, QuestionForm } from './QuestionForm.tsx'
import { AddCategory } from './QuestionsPage.tsx'
import { blankForm, written } from './question-draft.ts'
import './exams.css'

const blank: Draft = { form: blankForm(), categoryId: null, difficulty: 3, theme: '', analysis: '', secretUntil: '' }

/** 新增试题: waits for review by somebody else of the unit. */
export function QuestionNewPage() {
  const categories = useQuery(ask(questionsApi.categories, {}))
  const [draft, setDraft] = useState(blank)
  const navigate = useNavigate()
  const create = useSend(questionsApi.create, {
    refreshes: [questionsApi.list, questionsApi.categories],
    done: ({ id }) => navigate({ to: `/questions/${id}` }),
  })
  const { form, secretUntil, ...rest } = draft
  const send = () =>
    create.mutate({ body: { ...rest, ...written(form), categoryId: draft.categoryId ?? '', secretUntil: secretUntil || null } })
  return (
    <div className="page narrow">
      <h1 className="page-title">新增试题</h1>
      {categories.data?.length === 0 && (
        <Alert className="gap-bottom" type="info" showIcon title="还没有分类，请先新增分类。" action={<AddCategory />} />
      )}
      <section className="panel" aria-label="试题">
        <QuestionForm draft={draft} onChange={setDraft} categories={categories.data ?? []} problem={create.error} />
        <div className="actions form-actions">
          <Button type="primary" loading={create.isPending} onClick={send}>
            保存，提交审核
          </Button>
          <Button onClick={() => navigate({ to: '/questions' })}>取消</Button>
        </div>
      </section>
    </div>
  )
}
