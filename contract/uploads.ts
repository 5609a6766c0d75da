import { z } from 'zod'
import { get, post } from './endpoint.ts'
import { FilePurpose } from './files.ts'

export const UploadId = z.uuid().brand<'UploadId'>()
export type UploadId = z.infer<typeof UploadId>

const params = z.strictObject({ uploadId: UploadId })

/**
 * 断点续传: a large file goes up in pieces by the tus protocol, and goes on where it broke off. `begin` judges who, what for and how big before the first
 * byte; the pieces go to `address` (HEAD says how far it is, PATCH brings the next piece); `finish` has the content looked at by a job.
 */
export const uploadsApi = {
  begin: post('/uploads', {
    title: '开始上传大文件',
    needs: 'signedIn',
    body: z.strictObject({ purpose: FilePurpose, name: z.string().trim().min(1).max(255), bytes: z.int().min(1) }),
    answer: z.strictObject({ uploadId: UploadId, address: z.string() }),
  }),
  /** How far it is, for a page that was opened again. */
  read: get('/uploads/:uploadId', {
    title: '上传进度',
    needs: 'signedIn',
    params,
    answer: z.strictObject({
      uploadId: UploadId,
      name: z.string(),
      bytes: z.int(),
      received: z.int(),
      /** Found in order: it can be used. */
      taken: z.boolean(),
    }),
  }),
  /** Looked at by a job: the task says what came of it, or what is wrong with the file. */
  finish: post('/uploads/:uploadId/finish', {
    title: '完成上传',
    needs: 'signedIn',
    params,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
  drop: post('/uploads/:uploadId/drop', {
    title: '放弃上传',
    needs: 'signedIn',
    params,
    answer: z.strictObject({ dropped: z.boolean() }),
  }),
}
