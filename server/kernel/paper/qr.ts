import { crc32, deflateSync } from 'node:zlib'
import QRCode from 'qrcode'

interface Modules {
  size: number
  isDark: (x: number, y: number) => boolean
}

function modulesOf(text: string): Modules {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  return { size: modules.size, isDark: (x, y) => Boolean(modules.get(y, x)) }
}

/** The dark modules as one SVG path, a unit a module: nothing is fetched, and it is sharp on paper and on any projector. */
export function qrPath(text: string): { path: string; size: number } {
  const { size, isDark } = modulesOf(text)
  let path = ''
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (isDark(x, y)) path += `M${x} ${y}h1v1h-1z`
  return { path, size }
}

const quiet = 4
const scale = 8

/** The same as a picture for Word, which takes no SVG alone: one bit a point (PNG, greyscale of depth 1). */
export function qrPng(text: string): { png: Buffer; side: number } {
  const { size, isDark } = modulesOf(text)
  const side = (size + 2 * quiet) * scale
  const lineBytes = 1 + Math.ceil(side / 8)
  // All ones is white; a line begins with its filter, none.
  const raw = Buffer.alloc(lineBytes * side, 0xff)
  for (let y = 0; y < side; y++) {
    raw[y * lineBytes] = 0
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor(x / scale) - quiet, Math.floor(y / scale) - quiet]
      if (column < 0 || row < 0 || column >= size || row >= size || !isDark(column, row)) continue
      const at = y * lineBytes + 1 + (x >> 3)
      raw[at] = (raw[at] ?? 0) & ~(0x80 >> (x & 7))
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 1
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const png = Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))])
  return { png, side }
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'ascii'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
