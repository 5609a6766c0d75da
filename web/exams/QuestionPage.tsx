import { useQuery } from '@tanstack/react-query'
import { App, Button, Descriptions, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import {
  difficultyNames,
  type PartContent,
  type PartKey,
  type QuestionView,
  questionKinds,
  questionStates,
  questionsApi,
} from '#contract/questions'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { type Draft, QuestionForm } from './QuestionForm.tsx'
import { formOf, written } from './question-draft.ts'
import { keyWords } from './ReviewedPaper.tsx'
import { StateTag } from './StateTag.tsx'
import './exams.css'

/** 试题, its key and its versions, for the examiners of its unit. */
export function QuestionPage() {
  const questionId = useParam('questionId', z.uuid())
  const question = useQuery(ask(questionsApi.read, { params: { questionId } }))
  usePageTitle(question.data && `${questionKinds[question.data.kind]} 第 ${question.data.number} 版`)
  if (question.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (question.isError) return <ProblemAlert problem={question.error} retry={() => question.refetch()} />
  return <Shown key={question.data.version} question={question.data} />
}

type How = 'shown' | 'edited' | 'corrected'

function Shown({ question }: { question: QuestionView }) {
  const [how, setHow] = useState<How>('shown')
  return (
    <div className="page narrow">
      <h1 className="page-title">
        {questionKinds[question.kind]} <StateTag state={question.state} />
      </h1>
      {how === 'shown' && <Read question={question} onChoose={setHow} />}
      {how !== 'shown' && <Edit question={question} isKeyOnly={how === 'corrected'} close={() => setHow('shown')} />}
    </div>
  )
}

const refreshes = [questionsApi.read, questionsApi.list, questionsApi.categories]

function Read({ question, onChoose }: { question: QuestionView; onChoose: (how: How) => void }) {
  const { modal } = App.useApp()
  const review = useSend(questionsApi.review, { refreshes })
  const retire = useSend(questionsApi.retire, { refreshes })
  const call = { params: { questionId: question.id }, version: question.version }
  const problem = review.error ?? retire.error
  const isOpen = question.state !== 'retired'
  return (
    <>
      {problem !== null && <ProblemAlert problem={problem} />}
      <section className="panel" aria-label="试题内容">
        <Descriptions column={{ xs: 1, md: 2 }} size="small" items={factsOf(question)} />
        <Content question={question} />
        <div className="actions gap-top">
          {question.state === 'draft' && (
            <Button type="primary" disabled={question.isOwn} loading={review.isPending} onClick={() => review.mutate(call)}>
              审核通过
            </Button>
          )}
          {isOpen && <Button onClick={() => onChoose('edited')}>修改（成为新版本）</Button>}
          {question.state === 'reviewed' && <Button onClick={() => onChoose('corrected')}>更正答案</Button>}
          {isOpen && (
            <Button
              danger
              loading={retire.isPending}
              onClick={() =>
                modal.confirm({ title: '停用这道试题？停用后不再用于组卷，已有试卷不受影响。', onOk: () => retire.mutate(call) })
              }
            >
              停用
            </Button>
          )}
        </div>
        {question.state === 'draft' && question.isOwn && (
          <p className="hint">命题人不能审核自己命制的试题，请由本单位其他命题阅卷人员审核。</p>
        )}
      </section>
      <section className="panel gap-top" aria-label="版本">
        <h2>版本</h2>
        <ul className="plain-list">
          {question.versions.map((one) => (
            <li key={one.id}>
              第 {one.number} 版 · {questionStates[one.state]} · 命题 {one.author}
              {one.reviewer ? ` · 审核 ${one.reviewer}` : ''} <span className="hint">{dayTime(one.at)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

const factsOf = (question: QuestionView) => [
  { key: 'category', label: '分类', children: question.category },
  { key: 'difficulty', label: '难度', children: difficultyNames[question.difficulty as keyof typeof difficultyNames] }, // 1 to 5 by its constraint
  { key: 'theme', label: '主题', children: question.theme || '—' },
  { key: 'secret', label: '保密至', children: question.secretUntil ?? '未设' },
  { key: 'author', label: '命题', children: question.author },
  { key: 'reviewer', label: '审核', children: question.reviewer ?? '—' },
]

function Content({ question: { content, key, analysis, keyRevision } }: { question: QuestionView }) {
  const parts = content.kind === 'case' ? content.parts.map((part) => part.content) : [content]
  const keys = key.kind === 'case' ? key.parts : [key]
  return (
    <>
      {content.kind === 'case' && <p className="exam-material">{content.stem}</p>}
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a question stand in a fixed order
        <Part key={at} content={part} answer={keys[at]} />
      ))}
      {keyRevision > 1 && <p className="hint">答案已更正 {keyRevision - 1} 次。</p>}
      {analysis && <p className="exam-words hint">解析：{analysis}</p>}
    </>
  )
}

function Part({ content, answer }: { content: PartContent; answer: PartKey | undefined }) {
  return (
    <div className="exam-part gap-top">
      <p className="exam-stem">{content.stem}</p>
      {'options' in content &&
        content.options.map(({ id, text }) => (
          <p key={id}>
            {id}．{text}
          </p>
        ))}
      {answer && <p className="exam-words">答案：{keyWords(answer)}</p>}
      {answer?.kind === 'short' && answer.points.length > 0 && (
        <ul className="mark-points">
          {answer.points.map((point) => (
            <li key={point.text}>
              {point.text}（{point.share} 份）
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Edit({ question, isKeyOnly, close }: { question: QuestionView; isKeyOnly: boolean; close: () => void }) {
  const categories = useQuery(ask(questionsApi.categories, {}))
  const [reason, setReason] = useState('')
  const [draft, setDraft] = useState<Draft>({
    form: formOf(question.content, question.key),
    categoryId: question.categoryId,
    difficulty: question.difficulty,
    theme: question.theme,
    analysis: question.analysis,
    secretUntil: question.secretUntil ?? '',
  })
  const edit = useSend(questionsApi.edit, { refreshes, done: close })
  const correct = useSend(questionsApi.correctKey, { refreshes, done: close })
  const call = { params: { questionId: question.id }, version: question.version }
  const { content, key } = written(draft.form)
  const { difficulty, theme, analysis } = draft
  const send = () =>
    isKeyOnly
      ? correct.mutate({ ...call, body: { key, reason } })
      : edit.mutate({
          ...call,
          body: {
            content,
            key,
            difficulty,
            theme,
            analysis,
            secretUntil: draft.secretUntil || null,
            ...(draft.categoryId ? { categoryId: draft.categoryId } : {}),
          },
        })
  return (
    <section className="panel" aria-label={isKeyOnly ? '更正答案' : '修改试题'}>
      {isKeyOnly && (
        <>
          <p className="hint gap-bottom">只更正答案；题干和选项的修改请用“修改”。已经评分的考试按新答案重评，原来的得分保留。</p>
          <Input
            aria-label="更正的理由"
            className="gap-bottom"
            placeholder="更正的理由（必填）"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      )}
      <QuestionForm draft={draft} onChange={setDraft} categories={categories.data ?? []} problem={edit.error ?? correct.error} />
      <div className="actions form-actions">
        <Button type="primary" loading={edit.isPending || correct.isPending} onClick={send}>
          {isKeyOnly ? '更正答案' : '保存为新版本'}
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </section>
  )
}
