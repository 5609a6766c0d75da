import { z } from 'zod'
import { Instant, LegalDay, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'

/** What a client of the learning record store may do (权限范围), in the words of xAPI 1.0.3. */
export const apiScopes = {
  'statements/write': '提交学习记录',
  'statements/read/mine': '读取自己提交的学习记录',
  'statements/read': '读取全部学习记录',
  state: '读写学习状态文档',
  profile: '读写学习者和学习活动文档',
  'all/read': '读取全部内容',
  all: '读写全部内容，并可作废任何记录',
} as const
export type ApiScope = keyof typeof apiScopes
export const ApiScope = z.enum(Object.keys(apiScopes) as [ApiScope, ...ApiScope[]]) // the keys of a const object, in its order

/** Where the store answers, below the platform's own address. */
export const xapiBases = { v1: '/xapi/1.0.3', v2: '/xapi/2.0' } as const

/** A client (接口): who may come in, what came, and when last. Nothing of the records themselves. */
export const RecordClient = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  org: z.string(),
  scopes: z.array(ApiScope),
  from: LegalDay,
  to: LegalDay.nullable(),
  state: z.enum(['open', 'waiting', 'over', 'revoked']),
  madeAt: Instant,
  madeBy: z.string().nullable(),
  revokedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  /** How many statements it sent; counting stops at 100,000. */
  statements: z.number().int(),
})
export type RecordClient = z.infer<typeof RecordClient>

export const NewRecordClient = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(2, '请填写接口名称')
      .max(60, '接口名称不超过 60 字')
      .meta({ title: '接口名称', description: '对方平台的名称，例如“全国知识产权远程教育平台”' }),
    orgId: OrgId.meta({ title: '所属单位', widget: 'orgPicker' }),
    scopes: z.array(ApiScope).min(1, '请至少选择一项权限').max(7).meta({ title: '权限', labels: apiScopes }),
    from: LegalDay.meta({ title: '启用日', widget: 'day', future: true }),
    to: LegalDay.optional().meta({ title: '截止日', description: '不填则一直有效，直到停用', widget: 'day', future: true }),
  })
  .refine(({ from, to }) => to === undefined || to >= from, { path: ['to'], message: '截止日不能早于启用日' })
export type NewRecordClient = z.infer<typeof NewRecordClient>

/** Shown once, to whom made it. */
export const NewCredential = z.strictObject({ id: z.uuid(), key: z.string(), secret: z.string() })
export type NewCredential = z.infer<typeof NewCredential>

export const xapiApi = {
  clients: get('/record-clients', {
    title: '学习记录接口',
    needs: 'recordClient.manage',
    query: z.strictObject({ show: z.enum(['open', 'all']).default('open') }),
    answer: z.strictObject({ rows: z.array(RecordClient) }),
  }),
  open: post('/record-clients', {
    title: '开通学习记录接口',
    needs: 'recordClient.manage',
    body: NewRecordClient,
    answer: NewCredential,
    answeredOnce: true,
  }),
  revoke: post('/record-clients/:clientId/revoke', {
    title: '停用学习记录接口',
    needs: 'recordClient.manage',
    params: z.strictObject({ clientId: z.uuid() }),
    answer: z.null(),
  }),
}
