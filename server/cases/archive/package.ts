import { createHash } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { House } from '#kernel/house'

/** One file of the package: our own bytes, or a stored content whose hashes are known. */
export type Entry = { path: string; bytes: number; sha256: string; sm3: string } & ({ content: Buffer } | { stored: true })

export const entryOf = (path: string, content: Buffer): Entry => ({
  path,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  sm3: createHash('sm3').update(content).digest('hex'),
  content,
})

/** Characters that a file system refuses, or that would make folders. */
export const safeName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_')
    .replace(/^\.+|[. ]+$/gu, '')
    .slice(0, 90) || '未命名'

/** As `sha256sum -c` reads it: no tool of ours is needed to check the package. */
export const checkList = (entries: readonly Entry[], algorithm: 'sha256' | 'sm3'): Buffer =>
  Buffer.from(entries.map((entry) => `${entry[algorithm]}  ${entry.path}\n`).join(''))

/** Streams the package: films go from the store to the reader without a stay in memory. */
export function zipOf(house: House, entries: readonly Entry[], at: Date): Readable {
  const zip = new ZipFile()
  const options = { mtime: at, mode: 0o100644 }
  for (const entry of entries) {
    if ('content' in entry) zip.addBuffer(entry.content, entry.path, options)
    else
      zip.addReadStreamLazy(entry.path, { ...options, compress: false, size: entry.bytes }, (give) =>
        give(null, house.files.open(entry.sha256)),
      )
  }
  zip.end()
  const out = zip.outputStream.pipe(new PassThrough())
  // A content that cannot be read ends the download with an error instead of a package with a hole.
  zip.on('error', (error: Error) => out.destroy(error))
  return out
}
