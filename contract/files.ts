import { z } from 'zod'
import { FileId, Instant, MatterId } from './common.ts'
import { get, post } from './endpoint.ts'

const MB = 1024 * 1024

/**
 * What a file is for decides what it may be and how big (S54). `accept` is said to the browser; the server looks at the content.
 * A real phone's picture, sound or film is let in; what can run, or holds other files, is not.
 */
export const filePurposes = {
  evidencePhoto: { title: '证据照片', maxBytes: 30 * MB, accept: ['image/jpeg', 'image/png', 'image/webp', 'image/heic'], evidence: true },
  evidenceVideo: { title: '证据录像', maxBytes: 200 * MB, accept: ['video/mp4', 'video/quicktime', 'video/webm'], evidence: true },
  evidenceAudio: {
    title: '证据录音',
    maxBytes: 100 * MB,
    accept: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/amr', 'audio/ogg'],
    evidence: true,
  },
  evidenceDocument: {
    title: '证据文件',
    maxBytes: 50 * MB,
    accept: [
      'application/pdf',
      'image/jpeg',
      'image/png',
      'image/tiff',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'text/plain',
    ],
    evidence: true,
  },
  /** 电子数据: an image of a disk or an export of a shop is whatever it is; it is kept as it came and never opened here. */
  evidenceData: { title: '电子数据', maxBytes: 200 * MB, accept: ['*/*'], evidence: true },
  document: {
    title: '文件材料',
    maxBytes: 50 * MB,
    accept: [
      'application/pdf',
      'image/jpeg',
      'image/png',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    evidence: false,
  },
  courseVideo: { title: '课程视频', maxBytes: 1024 * MB, accept: ['video/mp4'], evidence: false },
  courseDocument: {
    title: '课程文档',
    maxBytes: 100 * MB,
    accept: [
      'application/pdf',
      'image/jpeg',
      'image/png',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    evidence: false,
  },
  /** 课件包: looked into before it is unpacked, and kept as the files that it holds. */
  coursePackage: { title: '课件包', maxBytes: 500 * MB, accept: ['application/zip'], evidence: false },
  sheet: {
    title: '导入表格',
    maxBytes: 10 * MB,
    accept: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    evidence: false,
  },
} as const satisfies Record<string, { title: string; maxBytes: number; accept: readonly string[]; evidence: boolean }>

export type FilePurpose = keyof typeof filePurposes
export const FilePurpose = z.enum(Object.keys(filePurposes) as [FilePurpose, ...FilePurpose[]]) // the keys of a const object, in its order

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u, '应为 64 位十六进制校验值')

export const StoredFile = z.strictObject({
  id: FileId,
  matterId: MatterId.nullable(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: Sha256,
  sm3: Sha256,
  purpose: FilePurpose,
  by: z.string(),
  at: Instant,
})
export type StoredFile = z.infer<typeof StoredFile>

/** As a page lists it beside what it belongs to. */
export const NamedFile = StoredFile.pick({ id: true, name: true, bytes: true })
export type NamedFile = z.infer<typeof NamedFile>

/** Multipart: the fields `purpose` and, when the file belongs to a matter, `matterId`; then one part `file`. */
export const UploadFields = z.strictObject({ purpose: FilePurpose, matterId: MatterId.optional() })

export const filesApi = {
  upload: post('/files', { title: '上传文件', needs: 'matter.act', kind: 'upload', body: UploadFields, answer: StoredFile }),
  /** Not for evidence: its every view and copy goes through the custody record, see evidenceApi. */
  download: get('/files/:fileId', {
    title: '下载文件',
    needs: 'matter.read',
    params: z.strictObject({ fileId: FileId }),
    kind: 'download',
  }),
  list: get('/matters/:matterId/files', {
    title: '事项的文件',
    needs: 'matter.read',
    params: z.strictObject({ matterId: MatterId }),
    answer: z.array(StoredFile),
  }),
}
