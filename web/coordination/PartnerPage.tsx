import { useIsMutating, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Descriptions, Input, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { isUnanswered } from '#contract/coordination-answers'
import { linkWords, type PartnerRequest, partnersApi } from '#contract/coordination-partners'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { PartnerQuestion } from './PartnerQuestion.tsx'
import './coordination.css'

const tones = {
  open: 'info',
  answered: 'success',
  declined: 'info',
  closed: 'info',
  expired: 'warning',
  revoked: 'warning',
  unknown: 'error',
  locked: 'error',
} as const

/** 合作单位答复, for who has the link: no shell, no account, this request alone. */
export function PartnerPage() {
  const { linkKey = '' }: { linkKey?: string } = useParams({ strict: false })
  const found = useQuery(ask(partnersApi.read, { params: { linkKey } }))
  useEffect(() => {
    document.title = '协作请求答复 · 闽知'
  }, [])
  return (
    <main className="partner">
      <header>
        <h1>协作请求答复</h1>
        <p className="hint">闽知 · 福建省市场监管系统知识产权工作平台</p>
      </header>
      {found.isPending && <Skeleton active />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <div aria-live="polite">
          <Alert
            className="gap-bottom"
            type={tones[found.data.verdict]}
            showIcon
            title={linkWords[found.data.verdict]}
            {...(found.data.verdict === 'locked' ? { description: `约 ${Math.ceil(found.data.seconds / 60)} 分钟后可再次打开。` } : {})}
          />
          {found.data.request && <Shown linkKey={linkKey} request={found.data.request} isOpen={found.data.verdict === 'open'} />}
        </div>
      )}
    </main>
  )
}

interface ShownProps {
  linkKey: string
  request: NonNullable<PartnerRequest['request']>
  isOpen: boolean
}

function Shown({ linkKey, request, isOpen }: ShownProps) {
  const { modal } = App.useApp()
  // What is just being saved is handed in with the rest, not before it.
  const isSaving = useIsMutating() > 0
  const submit = useSend(partnersApi.submit, { refreshes: [partnersApi.read] })
  const left = request.questions.filter((question) => isUnanswered({ ...question, files: question.files.length }))
  const items = [
    { key: 'asker', label: '请求单位', children: request.asker },
    { key: 'asked', label: '答复单位', children: request.asked },
    { key: 'kind', label: '种类', children: request.kind },
    { key: 'contact', label: '联系方式', children: request.contact },
    { key: 'due', label: '答复期限', children: request.agreedOn ?? request.wantedOn ?? '未约定' },
    { key: 'until', label: '链接有效至', children: request.expiresOn },
  ]
  return (
    <>
      <section className="panel" aria-label="请求">
        <h2>{request.title}</h2>
        <p className="content">{request.content}</p>
        <Descriptions column={{ xs: 1, md: 2 }} size="small" items={items} />
        {isOpen && <First linkKey={linkKey} request={request} />}
      </section>
      <section className="panel gap-top" aria-label="答复">
        <h2>请逐项答复（{request.questions.length}）</h2>
        {request.questions.map((question) => (
          <PartnerQuestion key={question.id} linkKey={linkKey} question={question} isOpen={isOpen} />
        ))}
        {isOpen && (
          <>
            {submit.isError && <ProblemAlert problem={submit.error} />}
            <p className="hint" role="status">
              {left.length === 0 ? '全部答复已填写并保存。' : `还有第 ${left.map(({ position }) => position).join('、')} 题没有答复。`}
            </p>
            <Button
              type="primary"
              size="large"
              disabled={left.length > 0 || isSaving}
              loading={submit.isPending}
              onClick={() =>
                modal.confirm({
                  title: '提交答复？',
                  content: '提交后只能查看；需要修改的，由请求单位退回。',
                  okText: '提交',
                  onOk: () => submit.mutate({ params: { linkKey }, body: {} }),
                })
              }
            >
              提交答复
            </Button>
          </>
        )}
      </section>
    </>
  )
}

/** 签收, said and not guessed from his looking; and 不予受理 with the reason, until a day was agreed. */
function First({ linkKey, request: { received, mayDecline } }: Omit<ShownProps, 'isOpen'>) {
  const [reason, setReason] = useState<string | null>(null)
  const receive = useSend(partnersApi.receive, { refreshes: [partnersApi.read] })
  const decline = useSend(partnersApi.decline, { refreshes: [partnersApi.read] })
  const params = { linkKey }
  return (
    <>
      {receive.isError && <ProblemAlert problem={receive.error} />}
      {decline.isError && <ProblemAlert problem={decline.error} />}
      <div className="actions gap-top">
        {received ? (
          <span className="hint">已签收。</span>
        ) : (
          <Button loading={receive.isPending} onClick={() => receive.mutate({ params, body: {} })}>
            确认收到
          </Button>
        )}
        {mayDecline && reason === null && <Button onClick={() => setReason('')}>不予受理</Button>}
      </div>
      {mayDecline && reason !== null && (
        <div className="gap-top">
          <label htmlFor="decline-reason">不予受理的理由</label>
          <Input.TextArea id="decline-reason" rows={3} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          <div className="actions gap-top">
            <Button
              danger
              loading={decline.isPending}
              disabled={reason.trim().length < 2}
              onClick={() => decline.mutate({ params, body: { reason } })}
            >
              确定不予受理
            </Button>
            <Button onClick={() => setReason(null)}>取消</Button>
          </div>
        </div>
      )}
    </>
  )
}
