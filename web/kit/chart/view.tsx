import { Radio } from 'antd'
import { useState } from 'react'
import { keep, kept } from '../keep.ts'

export type View = 'chart' | 'table'

/** Chart or table; who chose the table once gets the table. */
export function useView(id: string) {
  const [view, set] = useState<View>(() => kept<View>(`chart.${id}`, 'chart'))
  const show = (next: View) => {
    keep(`chart.${id}`, next)
    set(next)
  }
  return [view, show] as const
}

export function ViewSwitch({ title, view, onView }: { title: string; view: View; onView: (view: View) => void }) {
  return (
    <Radio.Group
      size="small"
      optionType="button"
      aria-label={`${title}的显示方式`}
      value={view}
      onChange={(event) => onView(event.target.value)}
      options={[
        { value: 'chart', label: '图' },
        { value: 'table', label: '表' },
      ]}
    />
  )
}
