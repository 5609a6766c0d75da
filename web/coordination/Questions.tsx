import { Button, Tag } from 'antd'
import { z } from 'zod'
import { questionKinds } from '#contract/coordination-answers'
import { AnswerDraft, type KeptQuestion, QuestionDraft, type RequestDetail } from '#contract/coordination-requests'
import { filesApi } from '#contract/files'
import type { MatterView } from '#contract/matter'
import { useAct } from '../documents/use-act.tsx'
import { download } from '../kit/client.ts'
import { StepAct } from '../matter/StepAct.tsx'
import { readsOfRequests } from './parts.tsx'

interface Shown {
  request: RequestDetail
  matter: MatterView
}

/** Question by question: what was asked, what was answered, and the button for who may write either. */
export function Questions({ request, matter }: Shown) {
  return (
    <section className="gap-top" aria-label="问题与答复">
      <h2 className="card-title">问题与答复（{request.questions.length}）</h2>
      {request.questions.map((question) => (
        <Question key={question.id} question={question} matter={matter} />
      ))}
    </section>
  )
}

/** Its own kind of field: a choice among its options, a day, a number in words. */
function formOf({ kind, options }: KeptQuestion) {
  const { answer, files } = AnswerDraft.shape
  if (kind === 'file') return z.object({ answer: z.string().max(4000).default('').meta({ title: '说明', widget: 'textarea' }), files })
  if (kind === 'yesNo' || kind === 'choice') {
    const [first = '', ...rest] = kind === 'yesNo' ? ['是', '否'] : options
    return z.object({ answer: z.enum([first, ...rest]).meta({ title: '答复' }), files })
  }
  if (kind === 'day') return z.object({ answer: z.iso.date().meta({ title: '答复', widget: 'day' }), files })
  if (kind === 'number') return z.object({ answer: z.string().min(1).max(25).meta({ title: '答复', description: '只写数字' }), files })
  return z.object({ answer, files })
}

function Question({ question, matter }: { question: KeptQuestion; matter: MatterView }) {
  const { id, position, ask, kind, options, required, answer, files, answeredBy } = question
  const writing = { matter, refreshes: readsOfRequests, fixed: { questionId: id }, form: formOf(question) }
  const kept = { ...(answer ? { answer } : {}), files: files.map((file) => file.id) }
  return (
    <article className="question">
      <h3>
        {position}. {ask}
      </h3>
      <p className="hint">
        {questionKinds[kind]}
        {options.length > 0 ? `：${options.join('、')}` : ''}
        {required ? '' : '（可不答）'}
      </p>
      {answer || files.length > 0 ? (
        <>
          <p className="answer">{answer}</p>
          <Files files={files} />
          <p className="hint">{answeredBy}</p>
        </>
      ) : (
        <Tag>尚未答复</Tag>
      )}
      <div className="actions">
        <StepAct {...writing} step="answerQuestion" title={answer ? '修改答复' : '填写答复'} initial={kept} />
        <StepAct {...writing} step="recordAnswer" title="登记对方答复" initial={kept} />
        <StepAct
          matter={matter}
          refreshes={readsOfRequests}
          step="writeQuestion"
          title="修改问题"
          form={QuestionDraft}
          fixed={{ changes: id }}
          initial={{ ask, kind, options, required }}
        />
        <StepAct
          matter={matter}
          refreshes={readsOfRequests}
          step="dropQuestion"
          title="删除"
          form={z.object({})}
          fixed={{ questionId: id }}
          danger
        />
      </div>
    </article>
  )
}

function Files({ files }: Pick<KeptQuestion, 'files'>) {
  const act = useAct()
  return (
    <>
      {act.problem}
      {files.map(({ id, name }) => (
        <Button
          key={id}
          size="small"
          type="link"
          loading={act.busy === id}
          onClick={() => act.run(id, () => download(filesApi.download, { params: { fileId: id } }, name))}
        >
          {name}
        </Button>
      ))}
    </>
  )
}
