import { EllipsisOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Dropdown, Input, Space, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { type SavedView, viewsApi } from '#contract/views'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { anyQuery } from '../matter/any-query.ts'
import './cases.css'

type Query = SavedView['query']

/** The whole filter is the view's: what it does not name is cleared, and what this list no longer knows is left out. */
function useShow(fields: readonly string[]) {
  const [, setAddress, raw] = useAddress(anyQuery)
  const known = (query: Query) => Object.fromEntries(Object.entries(query).filter(([field]) => fields.indexOf(field) >= 0))
  return (query: Query, how: { replace?: boolean } = {}) =>
    setAddress({ ...Object.fromEntries(Object.keys(raw).map((key) => [key, undefined])), ...known(query) }, how)
}

/** 我的视图、单位视图: filters under a name. A click puts the filter into the address; the default one stands there when the list is opened bare. */
export function SavedViews({ list, filter }: { list: string; filter: z.ZodObject }) {
  const params = { list }
  const views = useQuery(ask(viewsApi.mine, { params }))
  const [, , raw] = useAddress(anyQuery)
  const query = queryOf(raw)
  const show = useShow(Object.keys(filter.shape))
  useDefault(views.data, Object.keys(query).length === 0, show)
  const drop = useSend(viewsApi.drop, { refreshes: [viewsApi.mine] })
  const setDefault = useSend(viewsApi.setDefault, { refreshes: [viewsApi.mine] })
  const problem = drop.error ?? setDefault.error
  return (
    <>
      <Space wrap size={4} className="gap-bottom">
        {(views.data ?? []).map((view) => (
          <ViewTag
            key={view.id}
            view={view}
            show={() => show(view.query)}
            drop={() => drop.mutate({ params: { list, viewId: view.id } })}
            setDefault={() => setDefault.mutate({ params: { list, viewId: view.id }, body: { isDefault: !view.isDefault } })}
          />
        ))}
        <KeepView list={list} query={query} />
      </Space>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}

/** Once for each time the list is opened: who clears the filter afterwards wants to see everything. */
function useDefault(views: readonly SavedView[] | undefined, isBare: boolean, show: (query: Query, how: { replace: true }) => void) {
  const decided = useRef(false)
  useEffect(() => {
    if (decided.current || views === undefined) return
    decided.current = true
    const chosen = views.find(({ isDefault }) => isDefault)
    if (chosen && isBare) show(chosen.query, { replace: true })
  }, [views, isBare, show])
}

interface ViewTagProps {
  view: SavedView
  show: () => void
  drop: () => void
  setDefault: () => void
}

function ViewTag({ view, show, drop, setDefault }: ViewTagProps) {
  const me = useMe()
  const { message } = App.useApp()
  const open = () => {
    show()
    if (view.dropped.length > 0) message.info('这个视图中有您看不到的单位或者人员，已略去该条件。')
  }
  const mayDrop = view.mine || mayDo(me, 'view.share')
  const items = [
    ...(view.mine ? [{ key: 'default', label: view.isDefault ? '取消默认' : '设为默认', onClick: setDefault }] : []),
    ...(mayDrop ? [{ key: 'drop', label: view.shared ? '停止共享并删除' : '删除', danger: true, onClick: drop }] : []),
  ]
  return (
    <Tag className="view-tag" color={view.shared ? 'blue' : 'default'}>
      <Button type="link" size="small" onClick={open} title={view.shared ? `${view.by}共享给本单位` : undefined}>
        {view.name}
        {view.isDefault && '（默认）'}
        {view.shared && '（单位）'}
      </Button>
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={`管理视图 ${view.name}`} />
        </Dropdown>
      )}
    </Tag>
  )
}

function KeepView({ list, query }: { list: string; query: Query }) {
  const me = useMe()
  const { message } = App.useApp()
  const [name, setName] = useState<string | null>(null)
  const [shared, setShared] = useState(false)
  const keep = useSend(viewsApi.keep, {
    refreshes: [viewsApi.mine],
    done: () => {
      setName(null)
      message.success(shared ? '已保存并共享给本单位。' : '已保存视图。')
    },
  })
  const save = () => {
    if (name?.trim()) keep.mutate({ params: { list }, body: { name: name.trim(), query, shared } })
  }
  if (name === null)
    return (
      <Button size="small" onClick={() => setName('')} disabled={Object.keys(query).length === 0}>
        保存当前筛选为视图
      </Button>
    )
  return (
    <>
      <Space.Compact size="small">
        <Input
          autoFocus
          aria-label="视图名称"
          placeholder="视图名称"
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        <Button type="primary" loading={keep.isPending} onClick={save}>
          保存
        </Button>
        <Button onClick={() => setName(null)}>取消</Button>
      </Space.Compact>
      {mayDo(me, 'view.share') && (
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
          共享给本单位
        </Checkbox>
      )}
      {keep.error !== null && <ProblemAlert problem={keep.error} />}
    </>
  )
}

const queryOf = (raw: Record<string, unknown>): Query =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) =>
      key === 'page' || value === undefined || value === '' ? [] : [[key, Array.isArray(value) ? value.map(String) : String(value)]],
    ),
  )
