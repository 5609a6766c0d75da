import type { Paper } from './declaration.ts'
import { demandsOf, placeholdersOf, within } from './placeholder.ts'

export const templateLimits = { bytes: 5 << 20, unpacked: 60 << 20, entries: 500, ratio: 100, seconds: 20 } as const

/** A placeholder as the file has it: `{#goods}` opens a list, `{/goods}` ends it. */
export interface Tag {
  name: string
  kind: 'open' | 'close' | 'value'
}

interface Reading {
  known: ReadonlySet<string>
  seen: Set<string>
  open: string[]
}

function take({ known, seen, open }: Reading, { name, kind }: Tag): string | null {
  if (kind === 'close') {
    const closed = open.pop()
    return closed !== undefined && (name === '' || name === closed) ? null : `{/${name}} 没有对应的 {#${name}}`
  }
  if (kind === 'open') {
    open.push(name)
    return known.has(`#${name}`) ? null : `{#${name}} 不是本文书的列表`
  }
  const list = open.findLast((one) => known.has(within(one, name))) ?? null
  seen.add(within(list, name))
  return known.has(within(list, name))
    ? null
    : `{${name}} 不是本文书的占位符${open.length > 0 ? `，也不是 {#${open.join('}{#')}} 中的列` : ''}`
}

/** Each placeholder that this paper does not have, and each element for which the file has no place. */
export function faultsOf(tags: readonly Tag[], paper: Pick<Paper, 'form' | 'basis' | 'elements' | 'numbering' | 'external'>): string[] {
  const known = new Set(placeholdersOf(paper).map(({ name, list }) => within(list, name)))
  const reading: Reading = { known, seen: new Set(), open: [] }
  const faults = tags.flatMap((tag) => take(reading, tag) ?? [])
  const unclosed = reading.open.map((list) => `{#${list}} 没有以 {/${list}} 结束`)
  const lacking = demandsOf(paper)
    .filter(({ anyOf }) => !anyOf.some((name) => reading.seen.has(name)))
    .map(({ label, basis, anyOf }) => `缺少“${label}”，应当有 ${typedOf(anyOf[0] ?? '')}（${basis}）`)
  return [...new Set([...faults, ...unclosed, ...lacking])]
}

/** How it is typed in Word. */
export function typedOf(name: string): string {
  const [list, column] = name.split('/')
  return column === undefined ? `{${name}}` : `{#${list}}{${column}}{/${list}}`
}
