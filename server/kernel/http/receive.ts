import type { FastifyRequest } from 'fastify'
import type { House } from '#kernel/house'
import { Problem } from '#kernel/problem'
import type { Upload } from './route.ts'

export const maxUpload = 200 * 1024 * 1024

export interface Incoming extends Upload {
  fields: Record<string, string>
}

/**
 * Takes a multipart body in, before the transaction begins: a phone in the mountains sends for minutes, and no connection waits for it.
 * Fields stand before the file. Whatever goes wrong on the way leaves nothing (S48, S53).
 */
export async function receiveUpload(request: FastifyRequest, house: House, most: number = maxUpload): Promise<Incoming> {
  const part = await request.file({ limits: { fileSize: most } }).catch((error: unknown) => {
    throw refusalOf(error)
  })
  if (!part) throw new Problem('invalid', { what: '没有收到文件，请重新选择后上传。' })
  const fields = Object.fromEntries(
    Object.entries(part.fields).flatMap(([name, field]) => (field && 'value' in field ? [[name, String(field.value)]] : [])),
  )
  const content = await house.files.receive(part.file, most).catch((error: unknown) => {
    throw refusalOf(error)
  })
  if (!part.file.truncated) return { name: part.filename, fields, content }
  await content.discard()
  throw new Problem('invalid', { what: `文件超过 ${Math.floor(most / 1048576)} MB，请压缩或拆分后再上传。` })
}

const full = new Set(['ENOSPC', 'EDQUOT'])

function refusalOf(error: unknown): unknown {
  if (error instanceof Problem) return error
  const { code, syscall, statusCode } = (error ?? {}) as { code?: unknown; syscall?: unknown; statusCode?: unknown } // what node and fastify put on theirs
  if (typeof code === 'string' && full.has(code)) {
    return new Problem('closed', {
      what: '上传文件',
      why: '服务器存储空间已满，文件没有保存',
      todo: '请告知系统管理员，稍后重新上传；查看和办理不受影响。',
    })
  }
  // An error of the disk is ours to log; one of the stream says that the sender stopped midway.
  return syscall === undefined && statusCode === undefined
    ? new Problem('invalid', { what: '文件没有完整传到，没有保存，请重新上传。' })
    : error
}
