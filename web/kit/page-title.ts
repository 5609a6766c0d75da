import { useEffect, useSyncExternalStore } from 'react'

export interface Crumb {
  path: string
  title: string
}

interface Named {
  title: string
  /** What this page stands under, beside the pages that its path says: the case of a track. */
  above: readonly Crumb[]
}

const nothing: Named = { title: '', above: [] }
let current = nothing
const listeners = new Set<() => void>()
const set = (named: Named) => {
  current = named
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A page that shows one thing names it: in the last breadcrumb and in the browser's tab. */
export function usePageTitle(title: string | undefined, under?: Crumb) {
  const { path, title: above } = under ?? {}
  useEffect(() => {
    if (!title) return
    set({ title, above: path && above ? [{ path, title: above }] : [] })
    return () => set(nothing)
  }, [title, path, above])
}

export const useNamedPage = () => useSyncExternalStore(subscribe, () => current)
