import { Link } from '@tanstack/react-router'
import { Breadcrumb } from 'antd'
import { useHouse } from '../kit/house.ts'
import { useNamedTitle } from '../kit/page-title.ts'
import type { PageOf } from '../kit/registry.ts'

/** Pages above this one: those whose path is a beginning of its path and has no open parameter. */
const above = (pages: readonly PageOf[], page: PageOf) =>
  pages
    .filter((one) => one.path !== page.path && one.path.indexOf('$') < 0 && (one.path === '/' || page.path.startsWith(`${one.path}/`)))
    .sort((a, b) => a.path.length - b.path.length)

export function Crumbs({ page }: { page: PageOf | undefined }) {
  const named = useNamedTitle()
  const { pages } = useHouse()
  if (!page || page.path === '/') return null
  const items = above(pages, page).map((one) => ({ key: one.path, title: <Link to={one.path}>{one.title}</Link> }))
  return (
    <nav aria-label="当前位置" className="crumbs">
      <Breadcrumb items={[...items, { key: page.path, title: <span aria-current="page">{named || page.title}</span> }]} />
    </nav>
  )
}
