import { type FileHandle, open } from 'node:fs/promises'

/** How long a film is, read from its own header (ISO 14496-12): what the page says of it decides nothing. Null: it does not say. */
export async function filmSeconds(path: string): Promise<number | null> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const movie = await findBox(handle, 'moov', 0, size)
    const header = movie && (await findBox(handle, 'mvhd', movie.from, movie.to))
    if (!header) return null
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(40), 0, 40, header.from)
    const seconds = bytesRead >= 32 ? lengthIn(buffer) : null
    return seconds ?? (movie && (await fragmentedSeconds(handle, movie)))
  } finally {
    await handle.close()
  }
}

interface Box {
  from: number
  to: number
}

const mostBoxes = 10_000

async function findBox(handle: FileHandle, wanted: string, from: number, to: number): Promise<Box | null> {
  let at = from
  for (let count = 0; count < mostBoxes && at + 8 <= to; count += 1) {
    const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, at)
    const short = buffer.readUInt32BE(0)
    const [head, length] = short === 1 ? [16, Number(buffer.readBigUInt64BE(8))] : [8, short === 0 ? to - at : short]
    if (length < head || at + length > to) return null
    if (buffer.toString('latin1', 4, 8) === wanted) return { from: at + head, to: at + length }
    at += length
  }
  return null
}

function lengthIn(header: Buffer): number | null {
  const isLong = header[0] === 1
  const scale = header.readUInt32BE(isLong ? 20 : 12)
  const length = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  return plausible(length / scale)
}

/** A film in fragments says it in the box of its extensions. */
async function fragmentedSeconds(handle: FileHandle, movie: Box): Promise<number | null> {
  const header = await findBox(handle, 'mvhd', movie.from, movie.to)
  const extends_ = await findBox(handle, 'mvex', movie.from, movie.to)
  const box = extends_ && (await findBox(handle, 'mehd', extends_.from, extends_.to))
  if (!header || !box) return null
  const head = (await handle.read(Buffer.alloc(40), 0, 40, header.from)).buffer
  const body = (await handle.read(Buffer.alloc(12), 0, 12, box.from)).buffer
  const length = body[0] === 1 ? Number(body.readBigUInt64BE(4)) : body.readUInt32BE(4)
  return plausible(length / head.readUInt32BE(head[0] === 1 ? 20 : 12))
}

/** One second to a day. */
const plausible = (seconds: number): number | null => (seconds >= 1 && seconds <= 86_400 ? Math.round(seconds * 1000) / 1000 : null)
