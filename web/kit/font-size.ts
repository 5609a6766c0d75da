import { useSyncExternalStore } from 'react'
import { keep, kept } from './keep.ts'

/** A-、A、A+、A++：16 is the normal one. */
export const fontSizes = [14, 16, 18, 20] as const
const normal = 1

const listeners = new Set<() => void>()
const read = () => kept('fontSize', normal)

function apply() {
  document.documentElement.style.fontSize = `${fontSizes[read()] ?? 16}px`
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function setFontSize(index: number) {
  keep('fontSize', Math.min(fontSizes.length - 1, Math.max(0, index)))
  apply()
  for (const listener of listeners) listener()
}

apply()

export function useFontSize() {
  const index = useSyncExternalStore(subscribe, read)
  return { index, pixels: fontSizes[index] ?? 16 }
}
