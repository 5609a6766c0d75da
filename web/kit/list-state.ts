import { useState } from 'react'
import { keep, kept } from './keep.ts'

export type Density = 'small' | 'medium'

interface Settings {
  hidden: readonly string[]
  density: Density
}

/** Columns and density of one list, kept on this machine. */
export function useListSettings(name: string) {
  const key = `list:${name}`
  const [settings, set] = useState<Settings>(() => kept<Settings>(key, { hidden: [], density: 'medium' }))
  const change = (part: Partial<Settings>) => {
    const next = { ...settings, ...part }
    set(next)
    keep(key, next)
  }
  return [settings, change] as const
}

/** `due` rising, `-due` falling: what the address and the server call it. */
export const sortOf = (sort: unknown): { column: string; order: 'ascend' | 'descend' } | null => {
  if (typeof sort !== 'string' || sort === '') return null
  return sort.startsWith('-') ? { column: sort.slice(1), order: 'descend' } : { column: sort, order: 'ascend' }
}

export const sortText = (column: string, order: 'ascend' | 'descend' | null | undefined) =>
  order === 'ascend' ? column : order === 'descend' ? `-${column}` : undefined

export const totalWords = (total: number, isAtLeast: boolean) => `共 ${total.toLocaleString('zh-CN')}${isAtLeast ? '+' : ''} 条`
