import { inflateRawSync } from 'node:zlib'

/** Why an archive is refused; the reader of the format has the sentence. */
export type ArchiveFault = 'notArchive' | 'tooMany' | 'locked' | 'tooLarge' | 'broken'

export class BadArchive extends Error {
  readonly fault: ArchiveFault
  constructor(fault: ArchiveFault) {
    super(fault)
    this.fault = fault
  }
}

export interface ArchiveLimits {
  /** A file of this size is small, whatever it says of itself. */
  bytes: number
  unpacked: number
  entries: number
  ratio: number
}

export interface ArchiveEntry {
  name: string
  method: number
  packed: number
  unpacked: number
  start: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const endBytes = Buffer.from([0x50, 0x4b, 0x05, 0x06])

/**
 * What is in a zip (an .xlsx, a .docx) before a library unpacks it: how many entries, how large they say they are, and whether that is true (S54). The
 * bytes are inflated once more here with a cap; ten megabytes take a few milliseconds, a bomb takes nothing.
 */
export function readArchive(bytes: Buffer, limits: ArchiveLimits): ArchiveEntry[] {
  const end = bytes.lastIndexOf(endBytes)
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endMark) throw new BadArchive('notArchive')
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.entries) throw new BadArchive('tooMany')
  const entries: ArchiveEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  let unpacked = 0
  for (let i = 0; i < count; i += 1) {
    const { next, ...entry } = readEntry(bytes, at)
    unpacked += entry.unpacked
    if (unpacked > limits.unpacked || (unpacked > limits.bytes && unpacked > bytes.length * limits.ratio)) throw new BadArchive('tooLarge')
    contentOf(bytes, entry)
    entries.push(entry)
    at = next
  }
  return entries
}

function readEntry(bytes: Buffer, at: number): ArchiveEntry & { next: number } {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw new BadArchive('broken')
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new BadArchive('locked')
  const named = at + 46 + bytes.readUInt16LE(at + 28)
  return {
    name: bytes.toString('utf8', at + 46, named),
    method: bytes.readUInt16LE(at + 10),
    packed: bytes.readUInt32LE(at + 20),
    unpacked: bytes.readUInt32LE(at + 24),
    start: bytes.readUInt32LE(at + 42),
    next: named + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  }
}

/** The bytes of one entry, never more than it says. */
export function contentOf(bytes: Buffer, { method, packed, unpacked, start }: ArchiveEntry): Buffer {
  if (start + 30 > bytes.length) throw new BadArchive('broken')
  const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
  const stored = bytes.subarray(data, data + packed)
  if (method === 0) return stored
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.max(unpacked, 1) })
  } catch {
    throw new BadArchive('broken')
  }
}
