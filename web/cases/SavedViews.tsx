import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Space, Tag } from 'antd'
import { useState } from 'react'
import { viewsApi } from '#contract/views'
import { useAddress } from '../kit/address.ts'
import { ask, useSend } from '../kit/query.ts'
import { anyQuery } from '../matter/any-query.ts'

/** 我的视图: filters under a name of one's own. A click puts the filter into the address. */
export function SavedViews({ list }: { list: string }) {
  const params = { list }
  const views = useQuery(ask(viewsApi.mine, { params }))
  const [, setAddress, raw] = useAddress(anyQuery)
  const [name, setName] = useState<string | null>(null)
  const { message } = App.useApp()
  const keep = useSend(viewsApi.keep, { refreshes: [viewsApi.mine], done: () => message.success('已保存视图') })
  const drop = useSend(viewsApi.drop, { refreshes: [viewsApi.mine] })
  const query = queryOf(raw)
  // What the view does not name is cleared: a view is the whole filter.
  const show = (saved: Record<string, string | string[]>) =>
    setAddress({ ...Object.fromEntries(Object.keys(raw).map((key) => [key, undefined])), ...saved })
  const save = () => {
    if (name?.trim()) keep.mutate({ params, body: { name: name.trim(), query } })
    setName(null)
  }
  return (
    <Space wrap size={4} className="gap-bottom">
      {(views.data ?? []).map((view) => (
        <Tag key={view.id} closable onClose={() => drop.mutate({ params: { list, viewId: view.id } })}>
          <Button type="link" size="small" onClick={() => show(view.query)}>
            {view.name}
          </Button>
        </Tag>
      ))}
      {name === null ? (
        <Button size="small" onClick={() => setName('')} disabled={Object.keys(query).length === 0}>
          保存当前筛选为视图
        </Button>
      ) : (
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
          <Button type="primary" onClick={save}>
            保存
          </Button>
        </Space.Compact>
      )}
    </Space>
  )
}

const queryOf = (raw: Record<string, unknown>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) =>
      key === 'page' || value === undefined || value === '' ? [] : [[key, Array.isArray(value) ? value.map(String) : String(value)]],
    ),
  )
