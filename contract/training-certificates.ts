import { z } from 'zod'
import { Instant, LegalDay, MatterId } from './common.ts'
import { get, post } from './endpoint.ts'

export const verifyWords = { valid: '证书真实有效', revoked: '证书已被撤销', unknown: '没有查到该证书，请核对编码' } as const
export const certificatesApi = {
  verify: get('/verify/:code', {
    title: '验证培训证书',
    needs: 'anyone',
    params: z.strictObject({ code: z.string().max(40) }),
    answer: z.strictObject({
      verdict: z.enum(['valid', 'revoked', 'unknown']),
      certificate: z
        .strictObject({
          number: z.string(),
          name: z.string(),
          host: z.string(),
          issuer: z.string(),
          unit: z.string(),
          classTitle: z.string(),
          hours: z.number(),
          days: z.number(),
          startsOn: LegalDay,
          endsOn: LegalDay,
          issuedOn: LegalDay,
          revokedOn: LegalDay.nullable(),
        })
        .nullable(),
    }),
  }),
  download: get('/training/certificates/:certificateId', {
    title: '下载培训证书',
    needs: 'signedIn',
    params: z.strictObject({ certificateId: z.uuid() }),
    query: z.strictObject({ form: z.enum(['docx', 'pdf']).default('pdf') }),
    kind: 'download',
  }),
}

export const feedsApi = {
  make: post('/training/feeds', {
    title: '生成日历订阅地址',
    needs: 'signedIn',
    body: z.strictObject({ classId: MatterId.optional() }),
    answer: z.strictObject({ id: z.uuid(), path: z.string() }),
    answeredOnce: true,
  }),
  list: get('/training/feeds', {
    title: '我的日历订阅',
    needs: 'signedIn',
    answer: z.array(z.strictObject({ id: z.uuid(), classId: MatterId.nullable(), at: Instant, revoked: z.boolean() })),
  }),
  revoke: post('/training/feeds/:feedId/revoke', {
    title: '停用日历订阅地址',
    needs: 'signedIn',
    params: z.strictObject({ feedId: z.uuid() }),
    answer: z.strictObject({ revoked: z.boolean() }),
  }),
  read: get('/feeds/:feedKey', {
    title: '日历订阅',
    needs: 'anyone',
    params: z.strictObject({ feedKey: z.string().max(60) }),
    kind: 'download',
  }),
}
