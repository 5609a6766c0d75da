import { useQuery } from '@tanstack/react-query'
import { Alert, Descriptions, Skeleton, Tag } from 'antd'
import { MatterId } from '#contract/common'
import { channels, type RequestDetail, requestKinds, requestsApi } from '#contract/coordination-requests'
import type { MatterView } from '#contract/matter'
import { FilesTab } from '../documents/FilesTab.tsx'
import { PapersTab } from '../documents/PapersTab.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { freshForm } from '../matter/FreshForm.tsx'
import { MatterPage, type MatterTab } from '../matter/MatterPage.tsx'
import { OutsideTab } from './OutsideTab.tsx'
import { readsOfRequests } from './parts.tsx'
import { Questions } from './Questions.tsx'

/** One request, for its two sides: what is asked, what was answered, until when. */
export function RequestPage() {
  const matterId = useParam('matterId', MatterId)
  const found = useQuery(ask(requestsApi.read, { params: { matterId } }))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  const request = found.data
  const questions = request.questions.map(({ id, position, ask: words }) => ({ value: id, label: `${position}. ${words}` }))
  const tabs: MatterTab[] = [
    {
      key: 'request',
      title: '请求与答复',
      content: (matter) => (
        <>
          <Facts request={request} />
          <Questions request={request} matter={matter} />
        </>
      ),
    },
    ...(request.asks && (request.channel === 'link' || request.channel === 'sheet')
      ? [{ key: 'outside', title: '链接与表格', content: () => <OutsideTab request={request} /> }]
      : []),
    ...(request.asks ? [{ key: 'papers', title: '文书', content: (matter: MatterView) => <PapersTab matter={matter} /> }] : []),
    { key: 'files', title: '材料', content: () => <FilesTab matterId={matterId} /> },
  ]
  return (
    <MatterPage
      matterId={matterId}
      tabs={tabs}
      refreshes={readsOfRequests}
      choices={{ questionId: questions }}
      head={() => <Measured request={request} />}
      initial={(step) => initialOf(step, request)}
      forms={forms}
    />
  )
}

const forms = {
  amend: freshForm(requestsApi.read, ({ content, contact, basis, wantedOn }) => ({
    ...{ content, contact },
    ...(basis ? { basis } : {}),
    ...(wantedOn ? { wantedOn } : {}),
  })),
}

const initialOf = (step: string, request: RequestDetail): Record<string, unknown> | undefined => {
  if ((step === 'accept' || step === 'registerAccept') && request.wantedOn) return { agreedOn: request.wantedOn }
  return step === 'writeQuestion' ? { kind: 'text', required: true, options: [] } : undefined
}

/** What is behind the five measures, where it happened. */
function Measured({ request }: { request: RequestDetail }) {
  const { sentOn, receivedOn, agreedFirst, agreedOn, answeredOn, returnedOn, score } = request
  const days = [
    sentOn && `${sentOn} 发出`,
    receivedOn && `${receivedOn} 签收`,
    agreedOn && `约定 ${agreedOn} 答复${agreedFirst && agreedFirst !== agreedOn ? `（原约定 ${agreedFirst}）` : ''}`,
    answeredOn && `${answeredOn} 首次答复`,
    returnedOn && `${returnedOn} 曾退回补充`,
  ].filter(Boolean)
  return (
    <p className="hint">
      {days.join('；')}
      {score !== null && <Tag className="gap-left">评价 {score} 分</Tag>}
    </p>
  )
}

function Facts({ request }: { request: RequestDetail }) {
  const items = [
    { key: 'kind', label: '种类', children: requestKinds[request.kind] },
    { key: 'channel', label: '方式', children: channels[request.channel] },
    { key: 'asker', label: '请求单位', children: request.asker },
    { key: 'asked', label: '被请求单位', children: request.asked },
    { key: 'contact', label: '联系方式', children: request.contact },
    { key: 'wanted', label: '希望答复日期', children: request.wantedOn ?? '未写明' },
    { key: 'basis', label: '协作依据', children: request.basis ?? '未写明' },
    ...request.detail.map(({ title, value }) => ({ key: title, label: title, children: value })),
    { key: 'content', label: '请求事项', children: <span className="answer">{request.content}</span>, span: 'filled' as const },
  ]
  return (
    <>
      {request.channel === 'letter' && (
        <Alert className="gap-bottom" type="info" showIcon title="跨省请求：只在本单位登记，以函件往来，对方不使用本平台。" />
      )}
      <Descriptions column={{ xs: 1, md: 2 }} items={items} />
      {request.evidence.length > 0 && (
        <>
          <h2 className="card-title gap-top">证据清单</h2>
          <ul className="plain-list">
            {request.evidence.map(({ name, sha256 }) => (
              <li key={`${name} ${sha256 ?? ''}`}>
                {name}
                <div className="hint link-text">{sha256 ? `SHA-256：${sha256}` : '未填写校验值'}</div>
              </li>
            ))}
          </ul>
        </>
      )}
      {request.score !== null && (
        <p className="gap-top">
          评价：{request.score} 分{request.scoreWords ? `，${request.scoreWords}` : ''}
          {request.scoreReply ? `；被请求单位回应：${request.scoreReply}` : ''}
        </p>
      )}
    </>
  )
}
