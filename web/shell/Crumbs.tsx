import { Link } from '@tanstack/react-router'
import { Breadcrumb } from 'antd'
import { useHouse } from '../kit/house.ts'
import { type Crumb, useNamedPage } from '../kit/page-title.ts'
import type { PageOf } from '../kit/registry.ts'

/** Pages above a path: those whose own path is a beginning of it and has no open parameter. */
const above = (pages: readonly PageOf[], path: string): readonly Crumb[] =>
  pages
    .filter((one) => one.path !== path && one.path.indexOf('$') < 0 && (one.path === '/' || path.startsWith(`${one.path}/`)))
    .sort((a, b) => a.path.length - b.path.length)

export function Crumbs({ page }: { page: PageOf | undefined }) {
  const named = useNamedPage()
  const { pages } = useHouse()
  if (!page || page.path === '/') return null
  const items = [...above(pages, named.above[0]?.path ?? page.path), ...named.above].map(({ path, title }) => ({
    key: path,
    title: <Link to={path}>{title}</Link>,
  }))
  return (
    <nav aria-label="当前位置" className="crumbs">
      <Breadcrumb items={[...items, { key: page.path, title: <span aria-current="page">{named.title || page.title}</span> }]} />
    </nav>
  )
}
