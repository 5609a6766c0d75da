import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input, type InputRef } from 'antd'
import { useDeferredValue, useRef, useState } from 'react'
import { useKeys } from '../kit/keys.ts'
import { useIsPhone } from '../kit/screen.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { useSources } from '../kit/sources.ts'

/** 全局搜索: by number or party, in reach only. Without a room that searches, or for a duty that reads no matter, there is no box. */
export function SearchBox() {
  const { search } = useSources()
  const me = useMe()
  return search && mayDo(me, 'case.read') ? <Box search={search} /> : <span className="search" />
}

type Search = NonNullable<ReturnType<typeof useSources>['search']>

function Box({ search }: { search: Search }) {
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const navigate = useNavigate()
  const isPhone = useIsPhone()
  const field = useRef<InputRef>(null)
  const { data = [], isFetching } = useQuery({ queryKey: ['search', asked], queryFn: () => search(asked), enabled: asked.length >= 2 })
  const focus = (event: KeyboardEvent) => {
    event.preventDefault()
    field.current?.focus({ cursor: 'all' })
  }
  useKeys([{ key: 'ctrl+k', title: '搜索案号、当事人', run: focus }])
  return (
    <AutoComplete
      className="search"
      value={text}
      onChange={setText}
      onSelect={(path) => {
        setText('')
        navigate({ to: path })
      }}
      options={data.map((item) => ({
        value: item.path,
        label: (
          <span className="found">
            <span>{item.title}</span>
            <span className="hint">
              {item.kind} · {item.detail}
            </span>
          </span>
        ),
      }))}
      notFoundContent={asked.length < 2 ? null : isFetching ? '正在查找……' : '管辖范围内没有找到，请核对案号或当事人名称。'}
    >
      <Input
        ref={field}
        prefix={<SearchOutlined />}
        placeholder={isPhone ? '搜索案号、当事人' : '搜索案号、当事人（Ctrl K）'}
        aria-label="搜索案号、当事人"
        allowClear
      />
    </AutoComplete>
  )
}
