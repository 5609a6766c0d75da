import { inflateRawSync } from 'node:zlib'
import { sheetLimits } from './plan.ts'

/** What a user can understand about a file that is refused. */
export class BadSheet extends Error {}

const endMark = 0x06054b50
const entryMark = 0x02014b50

/**
 * An .xlsx is a zip. Before the library unpacks it: how many entries, how large they say they are, and whether that is true (S54). The bytes are
 * inflated once more here with a cap; ten megabytes take a few milliseconds, a bomb takes nothing.
 */
export function checkArchive(bytes: Buffer): void {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endMark)
    throw new BadSheet('这不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 另存为 .xlsx 后再上传。')
  const count = bytes.readUInt16LE(end + 10)
  if (count > sheetLimits.entries) throw new BadSheet('工作簿内的部件太多，请把数据复制到空白模板后再上传。')
  let at = bytes.readUInt32LE(end + 16)
  let unpacked = 0
  for (let i = 0; i < count; i += 1) {
    const entry = readEntry(bytes, at)
    unpacked += entry.unpacked
    if (unpacked > sheetLimits.unpacked || (unpacked > sheetLimits.bytes && unpacked > bytes.length * sheetLimits.ratio))
      throw new BadSheet('工作簿解压后过大，请删除多余的行、列、图片后再上传。')
    checkTruth(bytes, entry)
    at = entry.next
  }
}

interface Entry {
  method: number
  packed: number
  unpacked: number
  start: number
  next: number
}

function readEntry(bytes: Buffer, at: number): Entry {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw new BadSheet('工作簿已损坏，请重新保存后再上传。')
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new BadSheet('工作簿设有打开密码，请取消密码后再上传。')
  return {
    method: bytes.readUInt16LE(at + 10),
    packed: bytes.readUInt32LE(at + 20),
    unpacked: bytes.readUInt32LE(at + 24),
    start: bytes.readUInt32LE(at + 42),
    next: at + 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  }
}

function checkTruth(bytes: Buffer, { method, packed, unpacked, start }: Entry): void {
  if (start + 30 > bytes.length) throw new BadSheet('工作簿已损坏，请重新保存后再上传。')
  const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
  if (method === 0) return
  try {
    inflateRawSync(bytes.subarray(data, data + packed), { maxOutputLength: Math.max(unpacked, 1) })
  } catch {
    throw new BadSheet('工作簿已损坏，请重新保存后再上传。')
  }
}
