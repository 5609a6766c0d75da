import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whoever injects SQL as the runtime role reaches the queue's one door and could say anything to anybody through it. So a job bears a seal by a key
 * that the database does not know, and the worker does nothing without it (decision 23). Newest first: several houses of one process (tests) share
 * their keys.
 */
const keys: Buffer[] = []

/** The key of this installation, before anything is queued or worked. */
export function sealJobsWith(key: Buffer): void {
  if (!keys.some((known) => known.equals(key))) keys.unshift(key)
}

export const sealOf = (name: string, payload: string): string => mac(`${name}\n${payload}`)

/** Of what the queue gives back: it keeps the text, and an object that was read from text is written as the same text. */
export function isSealed(name: string, payload: unknown, seals: readonly string[]): boolean {
  const text = `${name}\n${JSON.stringify(payload)}`
  return keys.some((key) => seals.some((seal) => equal(seal, mac(text, key))))
}

/** A name for the waiting job that nobody else can say: a job queued by somebody else under our key would take its place. */
export const ownKey = (key: string): string => `${key}#${mac(`key\n${key}`).slice(0, 16)}`

function mac(text: string, key: Buffer | undefined = keys[0]): string {
  if (!key) throw new Error('no key seals jobs yet: compose the house first')
  return createHmac('sha256', key).update(text).digest('base64url')
}

const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
