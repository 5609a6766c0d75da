import { randomBytes } from 'node:crypto'
import { Refusal } from './refusal.ts'

/** One part of a multipart/mixed body (RFC 2046). */
export interface Part {
  headers: Readonly<Record<string, string>>
  content: Buffer
}

const mostParts = 200
const mostHeaders = 8 * 1024

/** Splits a body at its boundary. Letters and bytes are taken as they are: the library for forms would decode and rename them. */
export function readParts(body: Buffer, contentType: string): Part[] {
  const boundary = /;\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) throw new Refusal(400, 'multipart/mixed 的 Content-Type 缺少 boundary。')
  const delimiter = Buffer.from(`\r\n--${mark}`)
  // The first delimiter may stand at the very beginning, without the line break before it.
  const whole = Buffer.concat([Buffer.from('\r\n'), body])
  const parts: Part[] = []
  let at = whole.indexOf(delimiter)
  if (at < 0) throw new Refusal(400, 'multipart/mixed 的内容中没有找到 boundary。')
  for (;;) {
    const after = at + delimiter.length
    if (whole.subarray(after, after + 2).toString('latin1') === '--') break
    const next = whole.indexOf(delimiter, after)
    if (next < 0) throw new Refusal(400, 'multipart/mixed 的内容没有结束标记。')
    if (parts.length >= mostParts) throw new Refusal(400, `multipart/mixed 超过 ${mostParts} 个部分，请分批提交。`)
    parts.push(readPart(whole.subarray(after, next)))
    at = next
  }
  if (parts.length === 0) throw new Refusal(400, 'multipart/mixed 的内容没有任何部分。')
  return parts
}

function readPart(text: Buffer): Part {
  const begin = text.indexOf('\r\n')
  const end = text.indexOf('\r\n\r\n', Math.max(begin, 0))
  if (begin < 0 || end < 0 || end - begin > mostHeaders || text.subarray(0, begin).toString('latin1').trim() !== '')
    throw new Refusal(400, 'multipart/mixed 中有一个部分缺少标头。')
  const lines = text
    .subarray(begin, end)
    .toString('latin1')
    .split('\r\n')
    .filter((line) => line !== '')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new Refusal(400, 'multipart/mixed 中有一个部分的标头不正确。')
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { headers: Object.fromEntries(headers), content: text.subarray(end + 4) }
}

export interface Outgoing {
  contentType: string
  hash?: string
  content: Buffer
}

/** The same the other way: the boundary is random, so that no content can hold it. */
export function writeParts(parts: readonly Outgoing[]): { contentType: string; body: Buffer } {
  const mark = `minzhi-${randomBytes(18).toString('hex')}`
  const pieces = parts.flatMap(({ contentType, hash, content }) => [
    Buffer.from(
      `--${mark}\r\nContent-Type: ${contentType}\r\n${hash ? `Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${hash}\r\n` : ''}\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ])
  return { contentType: `multipart/mixed; boundary=${mark}`, body: Buffer.concat([...pieces, Buffer.from(`--${mark}--\r\n`)]) }
}
