import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Problem } from '#kernel/problem'
import { openPartials } from './partial.ts'
import type { FileStore, Received } from './store.ts'

const privateFolder = 0o700
const privateFile = 0o600
/** No upload lasts as long: what is older was left by a process that died. */
const staleAfter = 60 * 60 * 1000

/** A test plants a full disk here. */
export interface Disk {
  open: (path: string, flags: string, mode: number) => Promise<FileHandle>
}

/** A folder with `temp/` and `blobs/ab/cd/<sha256>`, both on one volume, so that a rename is one act. */
export async function openLocalStore(folder: string, disk: Disk = { open }): Promise<FileStore> {
  const temp = join(folder, 'temp')
  for (const each of [temp, join(folder, 'blobs'), join(folder, 'partial')]) await mkdir(each, { recursive: true, mode: privateFolder })
  await sweep(temp)
  const placeOf = (sha256: string) => join(folder, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    receive: (stream, most) => receive(disk, join(temp, randomUUID()), stream, most),
    async keep({ sha256, path }) {
      const place = placeOf(sha256)
      const parent = join(place, '..')
      await mkdir(parent, { recursive: true, mode: privateFolder })
      // The same content may be there already: its bytes are the same, and one whole file takes the other's place.
      await rename(path, place)
      for (const each of [parent, join(parent, '..'), join(folder, 'blobs')]) await syncFolder(each)
    },
    open: (sha256, range) => createReadStream(placeOf(sha256), range),
    isWhole: (sha256) => isWhole(placeOf(sha256), sha256),
    partials: openPartials(join(folder, 'partial')),
  }
}

/** Uploads that a killed process left (S48). Younger ones may be another process's and are left alone. */
async function sweep(temp: string): Promise<void> {
  for (const name of await readdir(temp)) {
    const path = join(temp, name)
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > staleAfter) await rm(path, { force: true })
  }
}

async function receive(disk: Disk, path: string, stream: Readable, most: number): Promise<Received> {
  const discard = () => rm(path, { force: true })
  const handle = await disk.open(path, 'wx', privateFile)
  try {
    const measured = await write(handle, stream, most)
    await handle.sync()
    await handle.close()
    return { ...measured, path, discard }
  } catch (error) {
    stream.destroy()
    await handle.close().catch(() => undefined)
    await discard()
    throw error
  }
}

async function write(handle: FileHandle, stream: Readable, most: number): Promise<Pick<Received, 'bytes' | 'sha256' | 'sm3'>> {
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')]
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) throw new Problem('invalid', { what: `文件超过 ${Math.floor(most / 1048576)} MB，请压缩或拆分后再上传。` })
    sha256.update(chunk)
    sm3.update(chunk)
    await handle.appendFile(chunk)
  }
  return { bytes, sha256: sha256.digest('hex'), sm3: sm3.digest('hex') }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer) // a stream without encoding gives buffers
  } catch {
    return false
  }
  return hash.digest('hex') === sha256
}
