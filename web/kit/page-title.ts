import { useEffect, useSyncExternalStore } from 'react'

let current = ''
const listeners = new Set<() => void>()
const set = (title: string) => {
  current = title
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A page that shows one thing names it: in the last breadcrumb and in the browser's tab. */
export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    if (!title) return
    set(title)
    return () => set('')
  }, [title])
}

export const useNamedTitle = () => useSyncExternalStore(subscribe, () => current)
