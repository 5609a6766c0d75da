import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import type { FilePurpose } from '#contract/files'
import { plainName } from './file.ts'
import { type FileStore, openLocalStore } from './index.ts'
import { mediaTypeOf } from './media.ts'

const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001000573b7',
  'hex',
)
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
const script = Buffer.from('<script>alert(document.cookie)</script>')
const zip = Buffer.from('504b0304140000000000000000000000000000000000000000000100000061504b0506', 'hex')

describe('what comes in as a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-media-'))
  let store: FileStore
  before(async () => {
    store = await openLocalStore(folder)
  })
  after(() => rmSync(folder, { recursive: true }))

  const typeOf = async (content: Buffer, name: string, purpose: FilePurpose = 'document') => {
    const received = await store.receive(Readable.from([content]), 1e6)
    try {
      return await mediaTypeOf(received, name, purpose)
    } finally {
      await received.discard()
    }
  }
  const refused = (content: Buffer, name: string, purpose?: FilePurpose) =>
    assert.rejects(typeOf(content, name, purpose), { code: 'invalid' }, `${name} as ${purpose}`)

  test('is known by its content, which its name and purpose must allow', async () => {
    assert.equal(await typeOf(png, 'a.png'), 'image/png')
    assert.equal(await typeOf(jpeg, '照片.JPG', 'evidencePhoto'), 'image/jpeg')
    await refused(png, 'a.jpg')
    await refused(png, 'a.pdf')
    await refused(png, 'a')
    await refused(png, 'a.xlsx', 'sheet')
    await refused(Buffer.alloc(0), 'a.png')
  })

  test('is no page, picture with scripts, program or archive under a harmless name', async () => {
    for (const [content, name] of [
      [script, 'a.png'],
      [Buffer.from('  <!DOCTYPE html><p>'), 'a.txt'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'a.png'],
      [Buffer.from('<?xml version="1.0"?><svg/>'), 'a.txt'],
      [Buffer.from('GIF89a/*'), 'a.jpg'],
      [Buffer.from('MZ\x90\x00'), 'a.pdf'],
      [Buffer.from('\x7fELF\x02\x01'), 'a.txt'],
      [Buffer.from('text\u0000text'), 'a.txt'],
      [zip, 'a.docx'],
      [zip, 'a.xlsx'],
    ] as const) {
      await refused(content, name)
      await refused(content, name, 'evidenceDocument')
    }
  })

  test('is two things at once only as the one that it is taken for; of whatever is kept unopened the type says nothing', async () => {
    // A picture that is also a page or an archive stays a picture: it is given out as one, as an attachment, and never sniffed.
    assert.equal(await typeOf(Buffer.concat([png, script]), 'a.png'), 'image/png')
    assert.equal(await typeOf(Buffer.concat([jpeg, zip]), 'a.jpg'), 'image/jpeg')
    await refused(Buffer.concat([jpeg, zip]), 'a.html')
    assert.equal(await typeOf(script, 'a.html', 'evidenceData'), 'application/octet-stream')
  })

  test('has a name that is a label and leads nowhere', () => {
    for (const [given, kept] of [
      ['../../etc/passwd', 'passwd'],
      ['..\\..\\windows\\system.ini', 'system.ini'],
      ['/etc/shadow', 'shadow'],
      ['C:\\a.txt', 'a.txt'],
      ['.htaccess', 'htaccess'],
      ['..', '未命名'],
      ['a\u0000b\r\nSet-Cookie: x.txt', 'abSet-Cookie: x.txt'],
      ['报告\u202Efdp.exe', '报告fdp.exe'],
      ['', '未命名'],
    ])
      assert.equal(plainName(given ?? ''), kept)
    const long = plainName(`${'名'.repeat(500)}.pdf`)
    assert.ok(long.length <= 200 && long.endsWith('.pdf'))
  })
})
