import { UploadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Descriptions, Input, Table } from 'antd'
import { useRef, useState } from 'react'
import { type RequestDetail, requestsApi } from '#contract/coordination-requests'
import type { AnswerOf } from '#contract/endpoint'
import { matterApi } from '#contract/matter'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { download, upload } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { refresh, useSend } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { readsOfRequests } from './parts.tsx'

/** For the asking side: the link that a partner works by, and the form that goes out and comes back. */
export function OutsideTab({ request }: { request: RequestDetail }) {
  return (
    <>
      {request.channel === 'link' && <LinkPart request={request} />}
      <FormPart request={request} />
    </>
  )
}

function LinkPart({ request }: { request: RequestDetail }) {
  const [isOpen, setOpen] = useState(false)
  const [address, setAddress] = useState<string | null>(null)
  const { message, modal } = App.useApp()
  const params = { matterId: request.id }
  const make = useSend(requestsApi.makeLink, {
    refreshes: readsOfRequests,
    done: ({ path }) => {
      setOpen(false)
      setAddress(`${window.location.origin}${path}`)
    },
  })
  const revoke = useSend(requestsApi.revokeLink, { refreshes: readsOfRequests, done: () => message.success('链接已停用。') })
  const { link } = request
  const isLive = link !== null && !link.revoked
  const isSent = request.state !== 'drafted' && request.state !== 'closed' && request.state !== 'withdrawn'
  return (
    <section aria-label="答复链接">
      <h2 className="card-title">答复链接</h2>
      <p className="hint">
        持有链接的人不用登录即可答复这一项请求，看不到其他内容。链接只显示一次，请直接发给对方经办岗位；遗失的，重新生成，原链接随即失效。
      </p>
      {address && (
        <Alert
          className="gap-bottom"
          type="success"
          title="链接已生成，只显示这一次"
          description={
            <>
              <Input.TextArea aria-label="答复链接地址" className="link-text" readOnly autoSize value={address} />
              <Button className="gap-top" onClick={() => navigator.clipboard.writeText(address).then(() => message.success('已复制。'))}>
                复制链接
              </Button>
            </>
          }
        />
      )}
      {link && (
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: 'state', label: '当前链接', children: link.revoked ? '已停用' : `有效至 ${link.expiresOn}` },
            { key: 'by', label: '生成人', children: link.madeBy },
            { key: 'submitted', label: '提交答复', children: link.submittedAt ? dayTime(link.submittedAt) : '尚未提交' },
          ]}
        />
      )}
      {make.isError && !isOpen && <ProblemAlert problem={make.error} />}
      {revoke.isError && <ProblemAlert problem={revoke.error} />}
      <div className="actions">
        {isSent && (
          <Button type={isLive ? 'default' : 'primary'} onClick={() => setOpen(true)}>
            {isLive ? '重新生成链接' : '生成链接'}
          </Button>
        )}
        {isLive && isSent && (
          <Button
            danger
            loading={revoke.isPending}
            onClick={() =>
              modal.confirm({ title: '停用这个链接？', content: '对方将不能再打开。', onOk: () => revoke.mutate({ params, body: {} }) })
            }
          >
            停用链接
          </Button>
        )}
      </div>
      {!isSent && request.state === 'drafted' && <p className="hint">请先“发出”，再生成链接。</p>}
      <ActDrawer
        title="生成链接"
        body={requestsApi.makeLink.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={make.isPending}
        problem={make.error}
        send={(values) => make.mutate({ params, body: values as { until: string } })} // the form of this very body
      />
      {link && link.uses.length > 0 && (
        <details className="gap-top">
          <summary>链接使用记录（最近 {link.uses.length} 次）</summary>
          <ul className="plain-list">
            {link.uses.map(({ what, at, network }) => (
              <li key={`${at} ${what}`}>
                {dayTime(at)}　{what}　<span className="hint">网络 {network}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

type Read = AnswerOf<typeof requestsApi.readForm>

function FormPart({ request }: { request: RequestDetail }) {
  const field = useRef<HTMLInputElement>(null)
  const [read, setRead] = useState<Read | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const params = { matterId: request.id }
  async function take(file: File | undefined) {
    if (!file) return
    setProblem(null)
    setRead(null)
    try {
      setRead(await upload(requestsApi.readForm, { params }, file))
      await refresh(matterApi.read, ...readsOfRequests)
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const isOpen = request.state === 'sent' || request.state === 'received' || request.state === 'working'
  return (
    <section className="gap-top" aria-label="答复表格">
      <h2 className="card-title">答复表格</h2>
      <p className="hint">不便使用链接的，把表格发给对方填写，收回后在这里读入；全部正确才会写入，有错误的逐格列出。</p>
      <div className="actions">
        <SaveButton title="下载答复表格" save={() => download(requestsApi.form, { params }, '答复表格.xlsx')} />
        {isOpen && (
          <Button icon={<UploadOutlined />} onClick={() => field.current?.click()}>
            读入填好的表格
          </Button>
        )}
      </div>
      <input
        ref={field}
        type="file"
        className="gone"
        aria-label="填好的答复表格"
        accept=".xlsx"
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {problem !== null && <ProblemAlert problem={problem} />}
      {read && read.faults.length === 0 && (
        <Alert type="success" showIcon title={`已读入 ${read.written} 题的答复。核对后请“登记对方答复”。`} />
      )}
      {read && read.faults.length > 0 && (
        <>
          <Alert className="gap-bottom" type="error" showIcon title={`表格有 ${read.faults.length} 处错误，没有写入。请改正后重新读入。`} />
          <Table
            size="small"
            pagination={false}
            rowKey={({ row, column, message }) => `${row}${column ?? ''}${message}`}
            dataSource={read.faults}
            columns={[
              { title: '位置', width: 100, render: (_, { row, column }) => (column ? `${column}${row}` : `第 ${row} 行`) },
              { title: '列', dataIndex: 'title', width: 120 },
              { title: '错误', dataIndex: 'message' },
            ]}
          />
        </>
      )}
    </section>
  )
}
