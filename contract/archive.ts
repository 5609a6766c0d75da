import { z } from 'zod'
import { MatterId } from './common.ts'
import { get } from './endpoint.ts'

export const archiveApi = {
  /** 归档包: papers, evidence, custody record, history and deadlines of a closed case with its tracks, with a list of both hashes (S60). */
  download: get('/matters/:matterId/archive', {
    title: '下载案卷归档包',
    needs: 'matter.export',
    params: z.strictObject({ matterId: MatterId }),
    kind: 'download',
  }),
}
