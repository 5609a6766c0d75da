import { Refusal } from './refusal.ts'

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [name: string]: Json }

/** What no statement comes near; beyond it a body is an attack on the parser or the database (S87). */
const most = { depth: 32, values: 300_000 }

/** JSON as UTF-8, bounded in depth and count, and such that PostgreSQL can hold its text. */
export function parseJson(content: Buffer | string, what: string): Json {
  const text = typeof content === 'string' ? content : decode(content, what)
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, `${what} 不是有效的 JSON。`)
  }
  refuseMonster(value, what)
  return value
}

function decode(content: Buffer, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(content)
  } catch {
    throw new Refusal(400, `${what} 不是有效的 UTF-8 文本。`)
  }
}

function refuseMonster(value: Json, what: string): void {
  let level: Json[] = [value]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length
    if (depth > most.depth) throw new Refusal(400, `${what} 嵌套超过 ${most.depth} 层。`)
    if (count > most.values) throw new Refusal(400, `${what} 的内容超过 ${most.values} 项，请分批提交。`)
    if (level.some((one) => typeof one === 'string' && !isHoldable(one))) throw new Refusal(400, `${what} 含有不能保存的字符。`)
    level = level.flatMap((one): Json[] => (Array.isArray(one) ? one : isObject(one) ? [...Object.keys(one), ...Object.values(one)] : []))
  }
}

const isHoldable = (text: string) => text.isWellFormed() && !text.includes('\0')

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Equal whatever the order of names. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isEqual(one, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]))
}
