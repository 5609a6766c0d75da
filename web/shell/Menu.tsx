import { Link, useRouterState } from '@tanstack/react-router'
import { Badge, Layout } from 'antd'
import { useHouse } from '../kit/house.ts'
import { type MenuEntry, type MenuGroup, menuGroups } from '../kit/registry.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'

/** Only what this duty may open. */
function useEntries() {
  const me = useMe()
  return useHouse().menu.filter((entry) => mayDo(me, entry.needs))
}

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
    // Exact: by itself the link would also call «线索» current on «登记线索».
    <Link to={entry.path} className={className} activeOptions={{ exact: true }} aria-current={current ? 'page' : undefined}>
      <span aria-hidden="true" className="entry-icon">
        <Icon />
      </span>
      <span className="entry-title">{entry.title}</span>
      {entry.waiting && waiting > 0 && <Badge count={waiting} overflowCount={999} title={`${waiting} 件待办`} />}
    </Link>
  )
}

export function SideMenu() {
  const shown = useEntries()
  const current = useCurrent(shown)
  return (
    <Layout.Sider width={200} className="side">
      <nav aria-label="主菜单">
        <Groups shown={shown} current={current} />
      </nav>
    </Layout.Sider>
  )
}

/** The work of the day first; the rest under its headings. */
function Groups({ shown, current }: { shown: readonly MenuEntry[]; current: string | undefined }) {
  // The keys of a const object, in their order.
  const groups = [undefined, ...(Object.keys(menuGroups) as MenuGroup[])]
  return groups.map((group) => {
    const entries = shown.filter((entry) => entry.group === group)
    if (entries.length === 0) return null
    const items = entries.map((entry) => <Entry key={entry.path} entry={entry} current={entry.path === current} className="side-entry" />)
    if (group === undefined) return <div key="work">{items}</div>
    return (
      <section key={group} aria-labelledby={`menu-${group}`}>
        <h2 className="side-group" id={`menu-${group}`}>
          {menuGroups[group]}
        </h2>
        {items}
      </section>
    )
  })
}

/** What the bar has no room for; the page 我的 lists it on a phone. */
export function OtherEntries() {
  const shown = useEntries().filter((entry) => entry.phone === undefined)
  if (shown.length === 0) return null
  return (
    <nav aria-label="其他功能" className="panel gap-top">
      <Groups shown={shown} current={undefined} />
    </nav>
  )
}

export function BottomBar() {
  const shown = useEntries()
    .filter((entry) => entry.phone !== undefined)
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
