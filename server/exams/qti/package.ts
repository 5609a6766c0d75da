import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { type ArchiveFault, BadArchive, contentOf, readArchive } from '#kernel/archive'
import { readItem } from './read.ts'
import { BadQti, xmlLimits } from './tree.ts'
import { type Exchanged, writeItem, writeManifest } from './write.ts'

export const packageLimits = { bytes: 20 << 20, unpacked: 100 << 20, entries: 2_000, ratio: 100 } as const

const faults: Record<ArchiveFault, string> = {
  notArchive: '不是 QTI 试题包（.zip）或者试题文件（.xml）',
  tooMany: `试题包内的文件超过 ${packageLimits.entries} 个`,
  locked: '试题包设有密码',
  tooLarge: '试题包解压后过大',
  broken: '试题包已损坏',
}

/** One item, or a package of them. Everything or nothing: the first file that does not fit refuses the whole, by its name. */
export function readQti(bytes: Buffer): Exchanged[] {
  if (bytes.length > packageLimits.bytes) throw new BadQti(`文件超过 ${packageLimits.bytes >> 20} MB`)
  if (/^(\ufeff)?\s*</.test(bytes.toString('utf8', 0, 200))) return [readItem(textOf(bytes, '试题文件'), '试题文件')]
  const items = entriesOf(bytes).filter(({ name }) => /\.xml$/i.test(name) && !/(^|\/)imsmanifest\.xml$/i.test(name))
  if (items.length === 0) throw new BadQti('试题包内没有试题文件（.xml）')
  return items.map(({ name, content }) => readItem(textOf(content, name), name))
}

function entriesOf(bytes: Buffer): { name: string; content: Buffer }[] {
  try {
    return readArchive(bytes, packageLimits).map((entry) => ({ name: entry.name.slice(-120), content: contentOf(bytes, entry) }))
  } catch (error) {
    if (error instanceof BadArchive) throw new BadQti(faults[error.fault])
    throw error
  }
}

function textOf(content: Buffer, name: string): string {
  if (content.length > xmlLimits.bytes) throw new BadQti(`${name}：超过 ${xmlLimits.bytes >> 20} MB`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new BadQti(`${name}：不是 UTF-8 编码`)
  }
}

export async function writeQti(questions: readonly Exchanged[], at: Date): Promise<Buffer> {
  const zip = new ZipFile()
  const names = questions.map((_, index) => `item-${String(index + 1).padStart(4, '0')}.xml`)
  const options = { mtime: at, mode: 0o100644 }
  zip.addBuffer(Buffer.from(writeManifest(names)), 'imsmanifest.xml', options)
  questions.forEach((question, index) => {
    const name = names[index] ?? ''
    zip.addBuffer(Buffer.from(writeItem(question, name.replace('.xml', ''))), name, options)
  })
  zip.end()
  return buffer(zip.outputStream)
}
