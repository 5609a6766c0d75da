import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileTypeFromFile } from 'file-type'
import { type FilePurpose, filePurposes } from '#contract/files'
import { Problem } from '#kernel/problem'
import type { Received } from './store.ts'

/** What a name may end in for each kind of content: `.pdf` that is none is refused, and so is a film called `.jpg` (S54). */
const extensions: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'image/tiff': ['tif', 'tiff'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/x-m4a': ['m4a'],
  'audio/wav': ['wav'],
  'audio/amr': ['amr'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/zip': ['zip'],
  'text/plain': ['txt', 'log', 'csv'],
}

/** Kept as it came and never opened here, whatever it is. */
const opaque = 'application/octet-stream'
const sampled = 64 * 1024

/** The kind of the content by the content itself, if this purpose allows it; its name must agree. */
export async function mediaTypeOf(received: Received, name: string, purpose: FilePurpose): Promise<string> {
  const { accept, title }: { accept: readonly string[]; title: string } = filePurposes[purpose]
  if (received.bytes === 0) throw new Problem('invalid', { what: '文件是空的，请重新选择后上传。' })
  if (accept.includes('*/*')) return opaque
  const type = await seenType(received)
  const allowed = accept.flatMap((each) => extensions[each] ?? []).join('、')
  if (type === undefined || !accept.includes(type))
    throw new Problem('invalid', { what: `这个文件的内容不能作为${title}，可以上传的格式：${allowed}。` })
  if (!extensions[type]?.includes(extname(name).slice(1).toLowerCase()))
    throw new Problem('invalid', { what: `文件名“${name}”与内容不符，内容是 ${extensions[type]?.join('、')} 格式，请核对后再上传。` })
  return type
}

async function seenType({ path }: Received): Promise<string | undefined> {
  const found = await fileTypeFromFile(path)
  // `audio/ogg; codecs=opus` is still audio/ogg.
  if (found) return found.mime.split(';')[0]
  return (await isText(path)) ? 'text/plain' : undefined
}

async function isText(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sampled), 0, sampled, 0)
    // The last character of the sample may be cut: a streaming decoder forgives that and nothing else.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a program from a text
    return !/[\u0000-\u0008\u000e-\u001f]/u.test(text) && !/^\s*<(?:!doctype|html|svg|\?xml)/iu.test(text)
  } catch {
    return false
  } finally {
    await handle.close()
  }
}
