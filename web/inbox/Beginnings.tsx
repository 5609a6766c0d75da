import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { inboxApi } from '#contract/inbox'
import { dayTime } from '../kit/day.ts'
import { useHouse, useMatterPath } from '../kit/house.ts'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { openingPath, useOpenable } from '../matter/openable.ts'
import { Reach } from './Reach.tsx'

/** What may be begun without anything waiting. */
const beginnings = [
  { to: '/leads/new', title: '登记线索', hint: '巡查发现、收到投诉举报、移送或者交办' },
  { to: '/complaints/new', title: '登记投诉', hint: '收到投诉之日起七个工作日内决定是否受理' },
  { to: '/cases/on-spot', title: '当场处罚', hint: '事实确凿、依法可以当场作出决定的' },
  { to: '/training/classes/new', title: '开办培训班', hint: '按年度计划，或者计划外说明理由' },
  { to: '/questions/new', title: '新增试题', hint: '由另一位命题人员审核后入库' },
] as const

export function Begin() {
  const me = useMe()
  const { pages } = useHouse()
  const declared = (useOpenable().data ?? []).map(({ process, title, law }) => ({
    to: openingPath(process),
    title: `登记${title}`,
    hint: law,
  }))
  const own = beginnings.filter(({ to }) => {
    const page = pages.find(({ path }) => path === to)
    return page && mayDo(me, page.needs)
  })
  const open = [...own, ...declared]
  if (open.length === 0) return mayDo(me, 'case.read') ? <Reach /> : null
  return (
    <nav className="panel" aria-label="新登记">
      <h2>新登记</h2>
      <ul className="doors">
        {open.map(({ to, title, hint }) => (
          <li key={to}>
            <Link to={to as never} className="door">
              <strong>{title}</strong>
              <span className="hint">{hint}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What I did lately, and who has it now: most of what was done here goes on with somebody else. */
export function Recent() {
  const done = useQuery(ask(inboxApi.done, { query: { size: 6 } }))
  const path = useMatterPath()
  const rows = done.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="panel" aria-label="最近办理">
      <div className="page-head">
        <h2>最近办理</h2>
        <Link to="/todo/done">全部已办</Link>
      </div>
      <ul className="plain-list recent">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={path(row)} className="two-lines" title={row.title}>
              {row.title}
            </Link>
            <span className="hint">
              {row.act ? `我办理：${row.act}，${dayTime(row.at)}。` : ''}现在：{row.stateTitle}
              {row.deadline?.due ? `，${row.deadline.title}至 ${row.deadline.due}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A duty without matters works from its own pages; they stand here, not only in the menu. */
export function Administration() {
  const me = useMe()
  const entries = useHouse().menu.filter((entry) => entry.path !== '/' && mayDo(me, entry.needs))
  return (
    <nav className="panel" aria-label="管理页面">
      <h2>管理页面</h2>
      <p className="hint gap-bottom">当前职务不办理事项。</p>
      <ul className="doors">
        {entries.map(({ path, title, icon: Icon }) => (
          <li key={path}>
            <Link to={path} className="door">
              <strong>
                <span aria-hidden="true">
                  <Icon />
                </span>{' '}
                {title}
              </strong>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
