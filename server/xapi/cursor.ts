import { createHmac, timingSafeEqual } from 'node:crypto'
import { isObject } from './json.ts'
import type { Sent } from './query.ts'
import { Refusal } from './refusal.ts'

/** Where a reader stopped: the last statement's place in the order of storing. New statements neither move it nor come twice. */
export interface Place {
  stored: string
  seq: string
}

/** Signed with the client's own credential: nobody else's link is followed, and nobody makes one up. */
const signed = (text: string, token: string) => createHmac('sha256', token).update(text).digest('base64url')

/** A `more` link: what was asked, and where it goes on. */
export function writeCursor(sent: Sent, place: Place, token: string): string {
  const text = Buffer.from(JSON.stringify({ sent, place })).toString('base64url')
  return `${text}.${signed(text, token)}`
}

export function readCursor(cursor: string, token: string): { sent: Sent; place: Place } {
  const [text = '', signature = ''] = cursor.split('.')
  const [given, wanted] = [Buffer.from(signature), Buffer.from(signed(text, token))]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new Refusal(400, 'more 链接不属于这个凭据或已改动，请重新查询。')
  const told = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  if (!isObject(told)) throw new Refusal(400, 'more 链接不正确，请重新查询。')
  return told as unknown as { sent: Sent; place: Place } // written above, as the signature proves
}
