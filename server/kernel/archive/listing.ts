import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'

// A large archive on the disk, which is never in memory whole: what it says that it holds, judged before one byte is unpacked (S54); then one entry after
// the other, each held to what it said.

export type ListingFault =
  | 'notArchive'
  | 'broken'
  | 'locked'
  | 'method'
  | 'tooMany'
  | 'tooLarge'
  | 'ratio'
  | 'overlap'
  | 'name'
  | 'twice'
  | 'deep'
  | 'link'
  | 'lies'

export class BadListing extends Error {
  readonly fault: ListingFault
  readonly entry: string | null
  constructor(fault: ListingFault, entry: string | null = null) {
    super(fault)
    this.fault = fault
    this.entry = entry
  }
}

export interface ListingLimits {
  entries: number
  unpacked: number
  ratio: number
  /** Below this size a high ratio is nothing to fear. */
  small: number
  depth: number
}

export interface ListedEntry {
  /** Parts joined by `/`; never absolute, never upwards. */
  path: string
  method: number
  crc: number
  packed: number
  unpacked: number
  start: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const longestComment = 65_535
const largestDirectory = 16 * 1024 * 1024

export function listArchive(file: string, limits: ListingLimits): ListedEntry[] {
  const handle = openSync(file, 'r')
  try {
    const size = fstatSync(handle).size
    const { count, directory } = readDirectory(handle, size, limits)
    const entries: ListedEntry[] = []
    const seen = new Set<string>()
    let at = 0
    let unpacked = 0
    for (let i = 0; i < count; i += 1) {
      const { next, isFolder, ...entry } = readLine(directory, at, limits)
      at = next
      if (isFolder) continue
      unpacked += entry.unpacked
      judge(entry, unpacked, size, limits)
      if (seen.has(entry.path)) throw new BadListing('twice', entry.path)
      seen.add(entry.path)
      entries.push(entry)
    }
    refuseOverlap(entries, size)
    return entries
  } finally {
    closeSync(handle)
  }
}

function readDirectory(handle: number, size: number, limits: ListingLimits): { count: number; directory: Buffer } {
  const tail = Buffer.alloc(Math.min(size, longestComment + 22))
  readSync(handle, tail, 0, tail.length, size - tail.length)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== endMark) throw new BadListing('notArchive')
  const count = tail.readUInt16LE(end + 10)
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (count > limits.entries) throw new BadListing('tooMany')
  if (start + length > size || length > largestDirectory) throw new BadListing('broken')
  const directory = Buffer.alloc(length)
  readSync(handle, directory, 0, length, start)
  return { count, directory }
}

function readLine(directory: Buffer, at: number, limits: ListingLimits): ListedEntry & { next: number; isFolder: boolean } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark) throw new BadListing('broken')
  const flags = directory.readUInt16LE(at + 8)
  const named = at + 46 + directory.readUInt16LE(at + 28)
  const next = named + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  if (next > directory.length) throw new BadListing('broken')
  const name = nameOf(directory.subarray(at + 46, named), (flags & 0x800) !== 0)
  if ((flags & 1) !== 0) throw new BadListing('locked', name)
  const kind = (directory.readUInt32LE(at + 38) >>> 16) & 0o170000
  if (kind === 0o120000) throw new BadListing('link', name)
  const method = directory.readUInt16LE(at + 10)
  if (method !== 0 && method !== 8) throw new BadListing('method', name)
  return {
    path: pathOf(name, limits.depth),
    isFolder: /[/\\]$/u.test(name),
    method,
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    unpacked: directory.readUInt32LE(at + 24),
    start: directory.readUInt32LE(at + 42),
    next,
  }
}

/** Windows in Chinese writes names in GB 18030 and does not say so. */
function nameOf(bytes: Buffer, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (isUtf8) throw new BadListing('name')
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Compared with what is asked for, and never walked; even so nothing that points elsewhere is let in. */
function pathOf(name: string, depth: number): string {
  const path = name.replaceAll('\\', '/').replace(/\/$/u, '')
  const parts = path.split('/')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a name are what is refused here
  if (path.length > 400 || /^[A-Za-z]:/u.test(path) || /[\u0000-\u001f\u007f]/u.test(path)) throw new BadListing('name', name)
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw new BadListing('name', name)
  if (parts.length > depth) throw new BadListing('deep', name)
  return path
}

function judge(entry: ListedEntry, unpacked: number, size: number, limits: ListingLimits): void {
  if (unpacked > limits.unpacked) throw new BadListing('tooLarge', entry.path)
  if (entry.unpacked > limits.small && entry.unpacked > entry.packed * limits.ratio) throw new BadListing('ratio', entry.path)
  if (unpacked > limits.small && unpacked > size * limits.ratio) throw new BadListing('ratio', entry.path)
  if (entry.method === 0 && entry.packed !== entry.unpacked) throw new BadListing('broken', entry.path)
  // Deflate adds five bytes to each block at worst (RFC 1951 §3.2.4). What is packed into more than it holds is there to fill a memory.
  if (entry.packed > entry.unpacked * 1.1 + 1024) throw new BadListing('broken', entry.path)
}

/** Entries that share their bytes are how a small bomb holds much. */
function refuseOverlap(entries: readonly ListedEntry[], size: number): void {
  const inOrder = [...entries].sort((a, b) => a.start - b.start)
  inOrder.forEach((entry, at) => {
    const until = inOrder[at + 1]?.start ?? size
    if (entry.start + 30 + entry.packed > until) throw new BadListing('overlap', entry.path)
  })
}

const dataStart = (header: Buffer, { start, path }: ListedEntry): number => {
  if (header.readUInt32LE(0) !== localMark) throw new BadListing('broken', path)
  return start + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

/** One small entry at once, a manifest: never more than it said, and what its sum says. */
export function readEntry(file: string, entry: ListedEntry): Buffer {
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(30)
    readSync(handle, header, 0, 30, entry.start)
    const packed = Buffer.alloc(entry.packed)
    readSync(handle, packed, 0, entry.packed, dataStart(header, entry))
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) })
    if (bytes.length !== entry.unpacked || crc32(bytes) !== entry.crc) throw new BadListing('broken', entry.path)
    return bytes
  } catch (error) {
    throw error instanceof BadListing ? error : new BadListing('broken', entry.path)
  } finally {
    closeSync(handle)
  }
}

/** One entry as a stream. It ends with an error when it holds more, less or other than it said. */
export const openEntry = (file: string, entry: ListedEntry): Readable => Readable.from(content(file, entry))

async function* content(file: string, entry: ListedEntry): AsyncGenerator<Buffer> {
  let [bytes, sum] = [0, 0]
  for await (const chunk of unpacked(file, entry)) {
    bytes += chunk.length
    if (bytes > entry.unpacked) throw new BadListing('lies', entry.path)
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (bytes !== entry.unpacked || sum !== entry.crc) throw new BadListing('broken', entry.path)
}

async function* unpacked(file: string, entry: ListedEntry): AsyncGenerator<Buffer> {
  if (entry.packed === 0) return
  const start = dataStart(headerOf(file, entry), entry)
  const raw = createReadStream(file, { start, end: start + entry.packed - 1 })
  try {
    // Its errors come out of the loop.
    yield* entry.method === 0 ? raw : pipeline(raw, createInflateRaw(), () => undefined)
  } catch {
    throw new BadListing('broken', entry.path)
  }
}

function headerOf(file: string, { start }: ListedEntry): Buffer {
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(30)
    readSync(handle, header, 0, 30, start)
    return header
  } finally {
    closeSync(handle)
  }
}
