import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { words } from './block.ts'
import { renderDocx } from './docx.ts'
import { renderHtml } from './html.ts'
import { qrPath, qrPng } from './qr.ts'

const address = 'https://example.cn/verify/ABCDEFGHJKMNPQRSTVWX'

test('a QR code is the same on the screen and in Word: module by module, with its quiet zone', () => {
  const { path, size } = qrPath(address)
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => `${x} ${y}`))
  const { png, side } = qrPng(address)
  const length = png.readUInt32BE(33)
  assert.equal(png.toString('ascii', 37, 41), 'IDAT')
  const raw = inflateSync(png.subarray(41, 41 + length))
  const lineBytes = 1 + Math.ceil(side / 8)
  const isBlack = (x: number, y: number) => ((raw[y * lineBytes + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0
  for (let y = -4; y < size + 4; y++)
    for (let x = -4; x < size + 4; x++) assert.equal(isBlack((x + 4) * 8 + 3, (y + 4) * 8 + 3), dark.has(`${x} ${y}`), `${x} ${y}`)
  assert.ok(dark.size > 200)
})

test('a paper carries it without an address to fetch, and Word has it as a picture', async () => {
  const paper = { title: '证书', layout: 'notice' as const, blocks: [{ kind: 'qr' as const, text: address, caption: words('扫码核验') }] }
  const html = renderHtml(paper)
  assert.match(html, /<svg viewBox/)
  assert.match(html, /扫码核验/)
  assert.doesNotMatch(html, /<img|url\(|style=/)
  const docx = await renderDocx(paper)
  assert.ok(docx.includes('word/media/'), 'the file holds a picture')
})
