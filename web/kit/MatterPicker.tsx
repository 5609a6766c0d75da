import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type FoundItem, useSources } from './sources.ts'

interface MatterPickerProps {
  id?: string
  value?: string | null
  onChange?: (value: string | undefined) => void
  'aria-label'?: string
}

/** 事项选择: by number, title or party, in reach only; nobody types an id. */
export function MatterPicker({ id, value, onChange, ...rest }: MatterPickerProps) {
  const { search } = useSources()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<FoundItem | null>(null)
  const asked = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['findMatters', asked],
    queryFn: () => search?.(asked) ?? [],
    enabled: search !== undefined && asked !== '',
  })
  const rows = found.data ?? []
  const shown = chosen && !rows.some((one) => one.id === chosen.id) ? [...rows, chosen] : rows
  const pick = (next: string | undefined) => {
    setChosen(shown.find((one) => one.id === next) ?? null)
    onChange?.(next)
  }
  return (
    <Select<string>
      {...(id ? { id } : {})}
      className="wide"
      aria-label={rest['aria-label'] ?? '事项'}
      disabled={!search}
      {...(value ? { value } : {})}
      onChange={pick}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      allowClear
      placeholder="输入编号、名称或者当事人查找"
      notFoundContent={asked === '' ? '输入编号、名称或者当事人查找' : found.isFetching ? '正在查找……' : '没有找到可见的事项'}
      options={[...shown].map((one) => ({ value: one.id, label: one.title, item: one }))}
      optionRender={(option) => (
        <span className="found">
          <span>{option.data.item.title}</span>
          <span className="hint">
            {option.data.item.kind} · {option.data.item.detail}
          </span>
        </span>
      )}
    />
  )
}
