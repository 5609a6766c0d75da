import type { Range } from '#kernel/files'

/** One range as RFC 9110 §14 says it. Null: answer the whole; 'none': nothing of it lies in the content. Several ranges at once are answered whole. */
export function rangeOf(header: string | undefined, size: number): Range | 'none' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header?.trim() ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const [from, to] = [found[1], found[2]]
  if (from === '') {
    const last = Number(to)
    return last === 0 || size === 0 ? 'none' : { start: Math.max(size - last, 0), end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return null
  return start >= size ? 'none' : { start, end }
}
