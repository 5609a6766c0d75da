import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { roles } from '#contract/authority'
import { type InboxRow, inboxApi } from '#contract/inbox'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import { dayInWords, dayTime } from '../kit/day.ts'
import { useHouse, useMatterPath } from '../kit/house.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useIsThere } from '../kit/presence.ts'
import { ask } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { Administration, Begin, Recent } from './Beginnings.tsx'
import { CalendarStrip } from './CalendarStrip.tsx'
import { countWords, useCounts } from './live.ts'
import { Pressing, Reach } from './Reach.tsx'
import { useRowKeys } from './row-keys.ts'
import './queue.css'
import './workbench.css'

/** 工作台: what now, by the time that is left; everything else opens from here. */
export function WorkbenchPage() {
  const me = useMe()
  const duty = activeDuty(me)
  const reads = mayDo(me, 'matter.read')
  const supervises = duty?.role === 'supervisor'
  const isPhone = useIsPhone()
  return (
    <div className="page">
      <h1 className="page-title">工作台</h1>
      <p className="workbench-who">
        {me.person.name}，今天是 {dayInWords(me.today)}
        {duty ? `。当前职务：${duty.org.name} ${duty.title || roles[duty.role]}` : '。您目前没有有效职务，请联系本单位安全管理员。'}
      </p>
      <Numbers reads={reads} works={reads && !supervises} />
      <OtherDuties />
      <div className="workbench">
        <div className="workbench-main">
          {supervises && <Reach />}
          {supervises ? <Pressing /> : reads ? <Queue /> : <Administration />}
          {reads && !supervises && <Begin />}
          {reads && <Recent />}
        </div>
        <div>
          {reads && <CalendarStrip scope={supervises ? 'below' : 'mine'} />}
          <Notices />
          {isPhone && reads && <Shortcuts />}
        </div>
      </div>
    </div>
  )
}

function Numbers({ reads, works }: { reads: boolean; works: boolean }) {
  const counts = useCounts()
  if (counts.isPending) return <Skeleton active paragraph={{ rows: 1 }} title={false} />
  if (counts.isError) return <ProblemAlert problem={counts.error} retry={() => counts.refetch()} />
  const { todo, overdue, dueThisWeek, later, watched, messages, tasks, atMost, weekEnds } = counts.data
  const work = [
    { title: '待办', count: todo, to: '/todo', search: {} },
    { title: '已超期', count: overdue, to: '/todo', search: { light: 'red' }, alarm: true },
    { title: '本周到期', count: dueThisWeek, to: '/todo', search: { until: weekEnds } },
    { title: '等待期满', count: later, to: '/todo', search: { when: 'later' } },
  ]
  const others = [
    ...(reads ? [{ title: '关注', count: watched, to: '/todo/watched', search: {} }] : []),
    { title: '未读消息', count: messages, to: '/messages', search: {} },
    { title: '后台任务', count: tasks, to: '/tasks', search: {} },
  ]
  return (
    <ul className="numbers">
      {[...(works ? work : []), ...others].map((one) => (
        <li key={one.title}>
          <Link to={one.to} search={one.search as never} className={cardClass(one.count, 'alarm' in one)}>
            <strong className="number">{countWords(one.count, atMost)}</strong>
            <span>{one.title}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** What is nothing is quiet. */
const cardClass = (count: number, isAlarm: boolean) => (count === 0 ? 'number-card quiet' : isAlarm ? 'number-card alarm' : 'number-card')

/** A person with two duties sees where else work lies. */
function OtherDuties() {
  const me = useMe()
  const counts = useCounts().data
  const waiting = me.duties.flatMap((duty) => {
    const count = duty.active ? 0 : (counts?.duties.find((one) => one.id === duty.id)?.waiting ?? 0)
    return count > 0 ? [`${duty.org.name} ${duty.title || roles[duty.role]}：${count} 件`] : []
  })
  if (waiting.length === 0) return null
  return <p className="hint gap-bottom">其他职务下的待办：{waiting.join('；')}。请在右上角切换职务后办理。</p>
}

const shownAtFirst = 10

function Queue() {
  const todo = useQuery({ ...ask(inboxApi.todo, { query: { size: shownAtFirst } }), refetchInterval: useIsThere() && 60_000 })
  const path = useMatterPath()
  const rows = todo.data?.rows ?? []
  useRowKeys(rows.map(path))
  return (
    <section className="panel" aria-label="现在要办的事">
      <div className="page-head">
        <h2>现在要办的事</h2>
        <Link to="/todo">全部待办</Link>
      </div>
      {todo.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {todo.isError && <ProblemAlert problem={todo.error} retry={() => todo.refetch()} />}
      {todo.data && rows.length === 0 && <p className="hint">当前职务没有待办，新的待办到达时会在这里和右上角显示。</p>}
      <ol className="queue">
        {rows.map((row, at) => (
          <QueueRow key={row.itemId} row={row} at={at} to={path(row)} />
        ))}
      </ol>
    </section>
  )
}

function QueueRow({ row, at, to }: { row: InboxRow; at: number; to: string }) {
  return (
    <li data-row={at} tabIndex={-1}>
      <div className="queue-what">
        <Link to={to} className="queue-title">
          {row.title}
        </Link>
        <DeadlineTag deadlines={row.deadline ? [row.deadline] : []} />
        <p className="hint">
          {row.number ?? '尚未编号'} · {row.processTitle} · {row.stateTitle}
          {row.deadline?.due ? ` · ${row.deadline.title}至 ${row.deadline.due}` : ''}
        </p>
        <p className="hint">
          {row.why} · {dayTime(row.arrivedAt)} 到达
        </p>
      </div>
      <Link to={to} className="queue-act">
        <Button type={at === 0 ? 'primary' : 'default'} tabIndex={-1} title={row.steps.join('、')}>
          {row.steps[0]}
          {row.steps.length > 1 ? ` 等 ${row.steps.length} 项` : ''}
        </Button>
      </Link>
    </li>
  )
}

function Notices() {
  const messages = useQuery(ask(inboxApi.messages, { query: { size: 4 } }))
  return (
    <section className="panel" aria-label="最新消息">
      <div className="page-head">
        <h2>最新消息</h2>
        <Link to="/messages">全部消息</Link>
      </div>
      {messages.isError && <ProblemAlert problem={messages.error} retry={() => messages.refetch()} />}
      {messages.data?.rows.length === 0 && <p className="hint">没有未读消息。</p>}
      <ul className="plain-list links">
        {messages.data?.rows.map((one) => (
          <li key={one.id}>
            <Link to="/messages">{one.title}</Link>
            <span className="hint">　{dayTime(one.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** On a phone the bar below holds three entries; here are all. */
function Shortcuts() {
  const me = useMe()
  const entries = useHouse().menu.filter((entry) => entry.path !== '/' && mayDo(me, entry.needs))
  return (
    <nav className="panel" aria-label="快捷入口">
      <h2>快捷入口</h2>
      <ul className="shortcuts">
        {entries.map(({ path, title, icon: Icon }) => (
          <li key={path}>
            <Link to={path}>
              <span aria-hidden="true">
                <Icon />
              </span>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
