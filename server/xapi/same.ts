import { isEqual, isObject, type Json, type JsonObject } from './json.ts'
import type { Statement } from './statement.ts'
import { signatureUsage } from './statement.ts'
import { instantOf } from './values.ts'

/** What a store sets or may complete by itself: two statements that differ here alone are one (1.0.3 Data 2.3.1; IEEE 9274.1.1, 4.2.3). */
const setByStore = ['stored', 'authority', 'version', 'id']
/** Told again later, in other languages or not at all; they are no part of what happened. */
const descriptions = ['definition', 'display']

/** Do two statements say the same? */
export const saysTheSame = (a: Statement, b: Statement): boolean => {
  const [one, other] = [plain(a), plain(b)]
  // The store writes the time of a statement that had none.
  if (!isObject(one) || !isObject(other)) return false
  if (one.timestamp === undefined || other.timestamp === undefined) {
    delete one.timestamp
    delete other.timestamp
  }
  return isEqual(one, other)
}

/** The same before its signature was put in: the signature cannot be told in what it signs. */
export const withoutSignature = (statement: Statement): Statement => {
  const { attachments, ...rest } = statement
  const others = attachments?.filter(({ usageType }) => usageType !== signatureUsage) ?? []
  return others.length > 0 ? { ...rest, attachments: others } : rest
}

function plain(statement: Statement): Json {
  const told = Object.fromEntries(Object.entries(statement).filter(([name]) => !setByStore.includes(name)))
  return normal(told as JsonObject, 'statement') // a statement is JSON
}

/** One writing for what may be written in several ways. */
function normal(value: Json, name: string): Json {
  if (typeof value === 'string') return normalText(value, name)
  if (Array.isArray(value)) {
    const all = value.map((one) => normal(one, name === 'member' ? 'actor' : name))
    return name === 'member' ? inOneOrder(all) : all
  }
  if (!isObject(value)) return value
  const fields = Object.entries(value)
    .filter(
      ([key, inner]) =>
        !(name !== 'extensions' && (descriptions.includes(key) || (key === 'objectType' && (inner === 'Activity' || inner === 'Agent')))),
    )
    .map(
      ([key, inner]) => [key, name === 'extensions' ? inner : normal(name === 'contextActivities' ? [inner].flat() : inner, key)] as const,
    )
  return Object.fromEntries(fields)
}

/** Each is written once: in the comparison itself a group of a hundred thousand would stop the house for seconds. */
const inOneOrder = (all: readonly Json[]): Json[] =>
  all
    .map((one) => ({ one, written: JSON.stringify(one) }))
    .toSorted((a, b) => (a.written < b.written ? -1 : 1))
    .map(({ one }) => one)

function normalText(value: string, name: string): string {
  if (name === 'timestamp') return instantOf(value, '1.0.3')?.toISOString() ?? value
  // Durations are compared to the hundredth of a second.
  if (name === 'duration')
    return value.replace(/(\d+)[.](\d*)S$/, (_, whole: string, rest: string) =>
      `${whole}.${rest.padEnd(2, '0').slice(0, 2)}S`.replace(/\.?0+S$/, 'S'),
    )
  return name === 'registration' || name === 'id' ? uuidLike(value) : value
}

const uuidLike = (value: string) => (/^[0-9a-f-]{36}$/i.test(value) ? value.toLowerCase() : value)
