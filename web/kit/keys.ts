import { useEffect, useRef, useSyncExternalStore } from 'react'

/** A key that works on this page. `?` lists them all. */
export interface Shortcut {
  /** As KeyboardEvent.key names it; `ctrl+k` with Ctrl or ⌘. */
  key: string
  title: string
  run: (event: KeyboardEvent) => void
}

let active: readonly (readonly Shortcut[])[] = []
const listeners = new Set<() => void>()
const change = (next: typeof active) => {
  active = next
  for (const listener of listeners) listener()
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** A dialog or drawer owns the keyboard while it is open. */
const isCovered = () => document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null

function pressed(event: KeyboardEvent) {
  const withCtrl = event.ctrlKey || event.metaKey
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  if (!withCtrl && (isTyping(event.target) || isCovered())) return
  const name = (withCtrl ? 'ctrl+' : '') + event.key.toLowerCase()
  for (const group of [...active].reverse()) {
    const found = group.find((shortcut) => shortcut.key === name)
    if (found) return found.run(event)
  }
}

/** Keys of one page or part, while it is on the screen. */
export function useKeys(shortcuts: readonly Shortcut[]) {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const names = shortcuts.map(({ key, title }) => `${key} ${title}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say whether the set changed; `latest` holds what to run
  useEffect(() => {
    const group = latest.current.map((shortcut, at) => ({ ...shortcut, run: (event: KeyboardEvent) => latest.current[at]?.run(event) }))
    change([...active, group])
    return () => change(active.filter((one) => one !== group))
  }, [names])
}

export const listenToKeys = () => {
  window.addEventListener('keydown', pressed)
  return () => window.removeEventListener('keydown', pressed)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useActiveKeys = () => useSyncExternalStore(subscribe, () => active)
