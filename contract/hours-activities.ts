import { z } from 'zod'
import { get, post } from './endpoint.ts'
import { HoursCode } from './hours.ts'

/** The two verbs by which other platforms say that something was learned to its end. */
export const learnedVerbs = {
  'http://adlnet.gov/expapi/verbs/completed': '完成（completed）',
  'http://adlnet.gov/expapi/verbs/passed': '通过（passed）',
} as const
export type LearnedVerb = keyof typeof learnedVerbs
export const LearnedVerb = z.enum(Object.keys(learnedVerbs) as [LearnedVerb, ...LearnedVerb[]]) // the keys of a const object

export const ActivityCredit = z.strictObject({
  id: z.uuid(),
  client: z.string(),
  activity: z.string(),
  title: z.string(),
  verbs: z.array(LearnedVerb),
  form: z.string(),
  subject: z.string().nullable(),
  theme: z.string().nullable(),
  hours: z.number(),
  active: z.boolean(),
  /** Of the accounts in which that platform writes our people's names; empty: our own alone. */
  homePage: z.string(),
  by: z.string(),
})
export type ActivityCredit = z.infer<typeof ActivityCredit>

/** 活动—学时对照: what an activity of another platform is worth. The figure is the platform's own; it is entered here with who entered it. */
export const ActivityCreditDraft = z.strictObject({
  client: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{8,64}$/, '请填写接口账号（8 至 64 位字母、数字、横线）')
    .meta({ title: '接口账号', description: '“学习记录接口”页面上的账号，由系统管理员开通；只认该接口送来的记录' }),
  activity: z.string().trim().min(5, '请填写活动标识').max(500).meta({ title: '活动标识（IRI）', placeholder: 'https://…' }),
  title: z.string().trim().min(2, '请填写课程名称').max(200).meta({ title: '课程名称' }),
  verbs: z
    .array(LearnedVerb.meta({ labels: learnedVerbs }))
    .min(1, '至少选择一项')
    .meta({ title: '以何为准', labels: learnedVerbs }),
  hours: z.number().min(0.5).max(200).multipleOf(0.5).meta({ title: '学时' }),
  form: HoursCode.meta({ title: '培训形式' }),
  subject: HoursCode.optional().meta({ title: '科目' }),
  theme: z.string().max(20).optional().meta({ title: '主题' }),
  homePage: z
    .string()
    .trim()
    .max(300)
    .regex(/^(https?:\/\/[^\s]+)?$/, '请填写以 http 开头的网址')
    .default('')
    .meta({
      title: '学员账号的 homePage',
      placeholder: 'https://…',
      description: '该平台在记录中给学员账号写的 homePage，账号名须与闽知账号一致；不填则只认以闽知账号标识的记录',
    }),
  active: z.boolean().default(true).meta({ title: '启用' }),
})
export type ActivityCreditDraft = z.output<typeof ActivityCreditDraft>

export const activitiesApi = {
  list: get('/activity-credits', { title: '活动学时对照', needs: 'training.read', answer: z.array(ActivityCredit) }),
  keep: post('/activity-credits', {
    title: '登记活动学时对照',
    needs: 'training.manage',
    body: ActivityCreditDraft,
    answer: z.array(ActivityCredit),
  }),
}
