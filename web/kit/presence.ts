import { useSyncExternalStore } from 'react'

/** After so long without a key or a pointer nobody sits here: asking on would keep a session alive that should end after its thirty minutes (S7). */
const awayAfter = 10 * 60_000
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

let isThere = true
let timer: ReturnType<typeof setTimeout> | null = null
const listeners = new Set<() => void>()

function say(next: boolean) {
  if (isThere === next) return
  isThere = next
  for (const listener of listeners) listener()
}

function stir() {
  if (timer) clearTimeout(timer)
  timer = setTimeout(() => say(false), awayAfter)
  say(true)
}

/** A store as React wants one; while nobody listens, nothing is listened for. */
export function watchPresence(listener: () => void) {
  if (listeners.size === 0) {
    for (const sign of signs) window.addEventListener(sign, stir, { passive: true, capture: true })
    stir()
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    for (const sign of signs) window.removeEventListener(sign, stir, { capture: true })
    if (timer) clearTimeout(timer)
  }
}

export const isSomebodyThere = () => isThere

/** Whether the person did anything here in the last ten minutes. Whatever asks by itself asks only then: `refetchInterval: useIsThere() && 60_000`. */
export const useIsThere = () => useSyncExternalStore(watchPresence, isSomebodyThere)
