import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Pagination, Segmented, Skeleton, Tag } from 'antd'
import { inboxApi, type Message } from '#contract/inbox'
import { useAddress } from '../kit/address.ts'
import { dayTime } from '../kit/day.ts'
import { useMatterPath } from '../kit/house.ts'
import { totalWords } from '../kit/list-state.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import './messages.css'

const kinds = { deadline: '期限提醒', work: '待办', notice: '通知' } as const
const reads = [inboxApi.messages, inboxApi.counts]

/** 消息中心: one digest of deadlines a day; what asks for nothing any more is not counted as unread. */
export function MessagesPage() {
  const [asked, set] = useAddress(inboxApi.messages.query)
  const list = useQuery({ ...ask(inboxApi.messages, { query: asked }), placeholderData: keepPreviousData })
  const readAll = useSend(inboxApi.readAll, { refreshes: reads })
  return (
    <div className="page narrow">
      <div className="page-head">
        <h1 className="page-title">消息中心</h1>
        <Button loading={readAll.isPending} onClick={() => readAll.mutate({})}>
          全部标为已读
        </Button>
      </div>
      <div className="actions gap-bottom">
        <Segmented
          aria-label="未读或全部"
          value={asked.show}
          onChange={(show) => set({ show: show === 'unread' ? undefined : show })}
          options={[
            { value: 'unread', label: '未读' },
            { value: 'all', label: '全部' },
          ]}
        />
        <Segmented
          aria-label="消息类别"
          value={asked.kind ?? ''}
          onChange={(kind) => set({ kind: kind || undefined })}
          options={[{ value: '', label: '所有类别' }, ...Object.entries(kinds).map(([value, label]) => ({ value, label }))]}
        />
        {list.data && <span role="status">{totalWords(list.data.total, list.data.totalIsAtLeast)}</span>}
      </div>
      {readAll.isError && <ProblemAlert problem={readAll.error} />}
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <ProblemAlert problem={list.error} retry={() => list.refetch()} />}
      {list.data?.rows.length === 0 && <Empty description={asked.show === 'unread' ? '没有未读消息。' : '还没有消息。'} />}
      <ul className="cards">
        {list.data?.rows.map((one) => (
          <li key={one.id}>
            <OneMessage message={one} />
          </li>
        ))}
      </ul>
      {list.data && list.data.total > asked.size && (
        <nav className="pages" aria-label="分页">
          <Pagination
            current={asked.page}
            pageSize={asked.size}
            total={list.data.total}
            showSizeChanger={false}
            simple
            onChange={(page) => set({ page })}
          />
        </nav>
      )}
    </div>
  )
}

function OneMessage({ message }: { message: Message }) {
  const path = useMatterPath()
  const read = useSend(inboxApi.readMessage, { refreshes: reads })
  const { matter } = message
  return (
    <article className={message.read || message.finished ? 'row-card' : 'row-card unread'} aria-label={message.title}>
      <p className="card-head">
        <strong className="card-name">{message.title}</strong>
        <Tag>{kinds[message.kind]}</Tag>
      </p>
      <p>{message.body}</p>
      {message.lines.length > 0 && <Lines lines={message.lines} />}
      <p className="hint">
        {dayTime(message.at)}
        {message.finished ? '　所涉事项均已办结' : ''}
      </p>
      <div className="actions">
        {matter && <Link to={path(matter)}>打开事项</Link>}
        {!message.read && (
          <Button loading={read.isPending} onClick={() => read.mutate({ params: { messageId: message.id } })}>
            标为已读
          </Button>
        )}
      </div>
      {read.isError && <ProblemAlert problem={read.error} />}
    </article>
  )
}

const whose = { mine: '', standIn: '（代办）', unit: '（本单位）' } as const

function Lines({ lines }: { lines: Message['lines'] }) {
  const path = useMatterPath()
  const { today } = useMe()
  return (
    <ul className="digest">
      {lines.map(({ matterId, process, number, title, clockTitle, due, why, closed }) => (
        <li key={matterId + clockTitle + due}>
          {process ? <Link to={path({ process, id: matterId })}>{title}</Link> : <span>{title}</span>}
          <span className="hint">
            {number ?? '尚未编号'}　{clockTitle}：{due}
            {whose[why]}
          </span>
          {closed ? (
            <Tag>已办结</Tag>
          ) : due < today ? (
            <Tag color="red">已超期</Tag>
          ) : due === today ? (
            <Tag color="gold">今天到期</Tag>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
