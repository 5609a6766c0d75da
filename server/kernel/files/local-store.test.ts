import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { openLocalStore } from './local-store.ts'

const MB = 1024 * 1024
const hash = (algorithm: string, content: Buffer) => createHash(algorithm).update(content).digest('hex')
const inChunks = (content: Buffer, size = 65_536) =>
  Readable.from(Array.from({ length: Math.ceil(content.length / size) }, (_, at) => content.subarray(at * size, (at + 1) * size)))

describe('the folder of contents', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'minzhi-files-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const temps = () => readdirSync(join(folder, 'temp'))

  test('hashes both ways in the pass that writes, and keeps under the address', async () => {
    const store = await openLocalStore(folder)
    const content = randomBytes(3 * MB + 7)
    const received = await store.receive(inChunks(content), 4 * MB)
    assert.deepEqual([received.bytes, received.sha256, received.sm3], [content.length, hash('sha256', content), hash('sm3', content)])
    assert.equal(statSync(received.path).mode & 0o777, 0o600)
    await store.keep(received)
    const { sha256 } = received
    assert.deepEqual(readFileSync(join(folder, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256)), content)
    assert.deepEqual(Buffer.concat(await store.open(sha256).toArray()), content)
    assert.equal(await store.isWhole(sha256), true)
    assert.deepEqual(temps(), [])
  })

  test('finds one changed bit, and a content that is gone', async () => {
    const store = await openLocalStore(folder)
    const content = randomBytes(100_000)
    const received = await store.receive(inChunks(content), MB)
    await store.keep(received)
    const { sha256 } = received
    const place = join(folder, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    content[50_000]! ^= 1
    writeFileSync(place, content)
    assert.equal(await store.isWhole(sha256), false)
    rmSync(place)
    assert.equal(await store.isWhole(sha256), false)
  })

  test('takes the same content twice and has it once', async () => {
    const store = await openLocalStore(folder)
    const content = randomBytes(1000)
    for (let time = 0; time < 2; time += 1) await store.keep(await store.receive(inChunks(content), MB))
    assert.equal(await store.isWhole(hash('sha256', content)), true)
    assert.equal(readdirSync(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length, 1)
  })

  test('refuses one byte too many and leaves nothing', async () => {
    const store = await openLocalStore(folder)
    await (await store.receive(inChunks(Buffer.alloc(MB)), MB)).discard()
    await assert.rejects(store.receive(inChunks(Buffer.alloc(MB + 1)), MB), {
      code: 'invalid',
      message: '文件超过 1 MB，请压缩或拆分后再上传。',
    })
    assert.deepEqual(temps(), [])
  })

  test('leaves nothing of a stream that breaks off', async () => {
    const store = await openLocalStore(folder)
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(70_000)
        throw new Error('the line is cut')
      })(),
    )
    await assert.rejects(store.receive(broken, MB), /the line is cut/)
    assert.deepEqual(temps(), [])
  })

  test('leaves nothing on a full disk, and works again when there is space', async () => {
    let isFull = true
    const store = await openLocalStore(folder, {
      async open(path, flags, mode) {
        const handle = await open(path, flags, mode)
        const append = handle.appendFile.bind(handle)
        let written = 0
        handle.appendFile = async (data) => {
          written += (data as Buffer).length // the store writes buffers
          if (isFull && written > 100_000) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' })
          return append(data)
        }
        return handle
      },
    })
    const content = randomBytes(300_000)
    await assert.rejects(store.receive(inChunks(content), MB), { code: 'ENOSPC' })
    assert.deepEqual(temps(), [])
    isFull = false
    assert.equal((await store.receive(inChunks(content), MB)).bytes, content.length)
  })

  test('clears away at start what a killed process left, and nothing younger', async () => {
    await openLocalStore(folder)
    const [old, young] = [join(folder, 'temp', 'old'), join(folder, 'temp', 'young')]
    for (const path of [old, young]) appendFileSync(path, 'left')
    const yesterday = new Date(Date.now() - 24 * 3600_000)
    utimesSync(old, yesterday, yesterday)
    await openLocalStore(folder)
    assert.deepEqual(temps(), ['young'])
  })

  test('holds no more than a chunk of an upload in memory', async () => {
    const store = await openLocalStore(folder)
    const chunk = randomBytes(MB)
    const before = process.memoryUsage().rss
    let most = 0
    const film = Readable.from(
      (async function* () {
        for (let at = 0; at < 120; at += 1) {
          most = Math.max(most, process.memoryUsage().rss - before)
          yield chunk
        }
      })(),
    )
    await (await store.receive(film, 200 * MB)).discard()
    assert.ok(most < 64 * MB, `${Math.round(most / MB)} MB more at the peak`)
  })
})
