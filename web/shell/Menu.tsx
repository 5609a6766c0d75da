import { Link, useRouterState } from '@tanstack/react-router'
import { Badge, Layout } from 'antd'
import type { MenuEntry } from '../kit/registry.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { rooms } from '../rooms.ts'
import { shellRoom } from './pages.ts'

const declared: readonly MenuEntry[] = [...rooms.flatMap((room) => room.menu), ...shellRoom.menu]
/** A room that takes over a path takes over its entry. */
const entries = declared
  .filter((entry, at) => declared.findIndex(({ path }) => path === entry.path) === at)
  .sort((a, b) => a.order - b.order)

/** The entry whose path is the longest beginning of the address. */
function useCurrent(shown: readonly MenuEntry[]) {
  const address = useRouterState({ select: (state) => state.location.pathname })
  const fits = shown.filter(({ path }) => address === path || (path !== '/' && address.startsWith(`${path}/`)))
  return fits.sort((a, b) => b.path.length - a.path.length)[0]?.path
}

function Entry({ entry, current, className }: { entry: MenuEntry; current: boolean; className: string }) {
  const waiting = activeDuty(useMe())?.waiting ?? 0
  const Icon = entry.icon
  return (
    <Link to={entry.path} className={className} aria-current={current ? 'page' : undefined}>
      <span aria-hidden="true" className="entry-icon">
        <Icon />
      </span>
      <span className="entry-title">{entry.title}</span>
      {entry.waiting && waiting > 0 && <Badge count={waiting} overflowCount={999} title={`${waiting} 件待办`} />}
    </Link>
  )
}

export function SideMenu() {
  const me = useMe()
  const shown = entries.filter((entry) => mayDo(me, entry.needs))
  const current = useCurrent(shown)
  return (
    <Layout.Sider width={200} className="side">
      <nav aria-label="主菜单">
        {shown.map((entry) => (
          <Entry key={entry.path} entry={entry} current={entry.path === current} className="side-entry" />
        ))}
      </nav>
    </Layout.Sider>
  )
}

/** What the bar has no room for; the page 我的 lists it on a phone. */
export function OtherEntries() {
  const me = useMe()
  const shown = entries.filter((entry) => entry.phone === undefined && mayDo(me, entry.needs))
  if (shown.length === 0) return null
  return (
    <nav aria-label="其他功能" className="panel gap-top">
      {shown.map((entry) => (
        <Entry key={entry.path} entry={entry} current={false} className="side-entry" />
      ))}
    </nav>
  )
}

export function BottomBar() {
  const me = useMe()
  const shown = entries
    .filter((entry) => entry.phone !== undefined && mayDo(me, entry.needs))
    .sort((a, b) => (a.phone ?? 0) - (b.phone ?? 0))
  const current = useCurrent(shown)
  return (
    <nav aria-label="主菜单" className="bottom">
      {shown.map((entry) => (
        <Entry key={entry.path} entry={entry} current={entry.path === current} className="bottom-entry" />
      ))}
    </nav>
  )
}
