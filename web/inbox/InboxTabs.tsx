import { Link, useRouterState } from '@tanstack/react-router'
import { countWords, useCounts } from './live.ts'
import './tabs.css'

/** 待办, 已办, 关注, 我登记的: four lists side by side. */
export function InboxTabs() {
  const counts = useCounts().data
  const here = useRouterState({ select: (state) => state.location.pathname })
  const tabs = [
    { path: '/todo', title: '待办', count: counts?.todo },
    { path: '/todo/done', title: '已办', count: undefined },
    { path: '/todo/watched', title: '关注', count: counts?.watched },
    { path: '/todo/opened', title: '我登记的', count: undefined },
  ]
  return (
    <nav className="inbox-tabs" aria-label="我的事项">
      {tabs.map(({ path, title, count }) => (
        <Link key={path} to={path} activeOptions={{ exact: true, includeSearch: false }} aria-current={here === path ? 'page' : undefined}>
          {title}
          {count !== undefined && count > 0 && <span className="tab-count">{countWords(count, counts?.atMost ?? 1000)}</span>}
        </Link>
      ))}
    </nav>
  )
}
