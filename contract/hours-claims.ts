import { z } from 'zod'
import { FileId, Instant, LegalDay, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { HoursCode } from './hours.ts'
import { importEndpoints } from './import.ts'

/** 中国知识产权远程教育平台, whose records come in as certificates, tables and statements. */
export const nationalPlatform = '中国知识产权远程教育平台'

export const claimStates = { pending: '待核验', accepted: '已核验计入', rejected: '未通过', withdrawn: '已撤回' } as const
export type ClaimState = keyof typeof claimStates
export const ClaimState = z.enum(Object.keys(claimStates) as [ClaimState, ...ClaimState[]]) // the keys of a const object
export const claimSources = { certificate: '证书', manual: '人工补录', import: '批量导入' } as const
export const ClaimSource = z.enum(Object.keys(claimSources) as [keyof typeof claimSources, ...(keyof typeof claimSources)[]]) // likewise

export const Claim = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  person: z.strictObject({ id: PersonId, name: z.string(), unit: z.string() }),
  source: ClaimSource,
  title: z.string(),
  provider: z.string(),
  certificateNo: z.string().nullable(),
  form: z.string(),
  formTitle: z.string(),
  subjectTitle: z.string().nullable(),
  theme: z.string().nullable(),
  hours: z.number(),
  days: z.number(),
  fromDay: LegalDay,
  earnedOn: LegalDay,
  score: z.string().nullable(),
  qualifies: z.boolean(),
  file: z.strictObject({ id: FileId, name: z.string() }).nullable(),
  state: ClaimState,
  submittedBy: z.string(),
  at: Instant,
  checkedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** Of the same person and days, what is in the ledger already: the same training may have come by two ways. */
  overlaps: z.array(z.strictObject({ title: z.string(), hours: z.number(), earnedOn: LegalDay })),
  mayCheck: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type Claim = z.infer<typeof Claim>

const halves = (title: string, most: number) =>
  z.coerce.number().min(0, `${title}不能为负`).max(most, `${title}过大`).multipleOf(0.5, `${title}以 0.5 为单位`)
const optional = (most: number) => z.string().trim().max(most).optional()

/** Multipart: these fields, then the proof as one part `file`. Numbers are text on the way. */
export const ClaimFields = z
  .strictObject({
    /** Left out: for oneself. */
    personId: PersonId.optional(),
    kind: z.enum(['national', 'manual', 'teaching', 'contest']),
    title: z.string().trim().min(2, '请填写课程或者班次名称').max(200),
    provider: z.string().trim().min(2, '请填写发证或者主办单位').max(80),
    certificateNo: optional(60),
    form: HoursCode,
    subject: HoursCode.optional(),
    theme: optional(60),
    hours: halves('学时', 500).default(0),
    days: halves('天数', 366).default(0),
    /** 折算: by the table of the configuration, so many units; the hours follow from it. */
    conversion: HoursCode.optional(),
    units: z.coerce.number().min(0.5).max(500).optional(),
    fromDay: LegalDay,
    earnedOn: LegalDay,
    score: optional(20),
    qualifies: z.stringbool().default(false),
  })
  .refine(({ fromDay, earnedOn }) => fromDay <= earnedOn, { path: ['earnedOn'], message: '结束日不能早于开始日' })
export type ClaimFields = z.output<typeof ClaimFields>

export const ClaimFilter = z.strictObject({
  ...PageQuery,
  state: ClaimState.optional(),
  source: ClaimSource.optional(),
  text: z.string().trim().max(40).optional(),
})
export type ClaimFilter = z.output<typeof ClaimFilter>

const ofClaim = { params: z.strictObject({ claimId: z.uuid() }) }

export const claimsApi = {
  list: get('/hours-claims', { title: '外来学习记录', needs: 'training.read', query: ClaimFilter, answer: Page(Claim) }),
  mine: get('/hours-claims/mine', {
    title: '我提交的学习记录',
    needs: 'signedIn',
    query: z.strictObject({ ...PageQuery }),
    answer: Page(Claim),
  }),
  read: get('/hours-claims/:claimId', { title: '查看学习记录', needs: 'signedIn', ...ofClaim, answer: Claim }),
  bring: post('/hours-claims', { title: '提交学习记录', needs: 'signedIn', kind: 'upload', body: ClaimFields, answer: Claim }),
  proof: get('/hours-claims/:claimId/proof', { title: '下载证明材料', needs: 'signedIn', ...ofClaim, kind: 'download' }),
  check: post('/hours-claims/:claimId/check', {
    title: '核验学习记录',
    needs: 'training.manage',
    ...ofClaim,
    body: z
      .strictObject({
        pass: z.boolean().meta({ title: '核验通过' }),
        reason: z.string().trim().max(200).optional().meta({ title: '说明', widget: 'textarea', description: '不通过的必须写明原因' }),
      })
      .refine(({ pass, reason }) => pass || (reason ?? '').length >= 2, { path: ['reason'], message: '请写明不通过的原因' }),
    answer: Claim,
    versioned: true,
  }),
  withdraw: post('/hours-claims/:claimId/withdraw', {
    title: '撤回学习记录',
    needs: 'signedIn',
    ...ofClaim,
    answer: Claim,
    versioned: true,
  }),
}

export const nationalImportsApi = importEndpoints('/hours/national-imports', 'training.manage', '远程教育学时')
