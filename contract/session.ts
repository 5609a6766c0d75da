import { z } from 'zod'
import { Role } from './authority.ts'
import { DutyId, Instant, LegalDay, OrgId, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'

/** One post held (职务): a role at a unit, from–to. One of them is active in a session. */
export const MyDuty = z.strictObject({
  id: DutyId,
  role: Role,
  title: z.string(),
  org: z.strictObject({ id: OrgId, name: z.string(), kind: z.string() }),
  from: LegalDay,
  to: LegalDay.nullable(),
  active: z.boolean(),
  /** 待办 that wait under this duty, so that a person with two sees where work lies. */
  waiting: z.number().int(),
})

export const Me = z.strictObject({
  person: z.strictObject({ id: PersonId, name: z.string() }),
  duties: z.array(MyDuty),
  mayDo: z.array(z.string()),
  demonstration: z.boolean(),
  /** Today in Asia/Shanghai by the database clock. */
  today: LegalDay,
})
export type Me = z.infer<typeof Me>

/** Accounts that the demonstration offers on its sign-in page, grouped by what a visitor may want to try. Empty in production. */
export const DemonstrationAccount = z.strictObject({
  account: z.string(),
  password: z.string(),
  name: z.string(),
  org: z.string(),
  role: Role,
  hint: z.string(),
})
export type DemonstrationAccount = z.infer<typeof DemonstrationAccount>

export const sessionApi = {
  start: get('/session/start', {
    title: '登录页信息',
    needs: 'anyone',
    answer: z.strictObject({
      demonstration: z.boolean(),
      accounts: z.array(DemonstrationAccount),
      preparing: z.number().min(0).max(1).nullable(),
      firstUse: z.boolean(),
    }),
  }),
  signIn: post('/session', {
    title: '登录',
    needs: 'anyone',
    body: z.strictObject({ account: z.string().min(1).max(64), password: z.string().min(1).max(128) }),
    answer: Me,
  }),
  signOut: post('/session/end', { title: '退出登录', needs: 'signedIn', answer: z.strictObject({ ended: z.boolean() }) }),
  me: get('/session', { title: '当前登录', needs: 'signedIn', answer: Me }),
  switchDuty: post('/session/duty', { title: '切换职务', needs: 'signedIn', body: z.strictObject({ dutyId: DutyId }), answer: Me }),
  changePassword: post('/session/password', {
    title: '修改密码',
    needs: 'signedIn',
    body: z.strictObject({ old: z.string().max(128), next: z.string().max(128) }),
    answer: z.strictObject({ changed: z.boolean() }),
  }),
  mine: get('/session/all', {
    title: '我的登录会话',
    needs: 'signedIn',
    answer: z.array(z.strictObject({ id: z.uuid(), since: Instant, lastSeen: Instant, address: z.string(), current: z.boolean() })),
  }),
  endOne: post('/session/all/:sessionId/end', {
    title: '结束一个登录会话',
    needs: 'signedIn',
    params: z.strictObject({ sessionId: z.uuid() }),
    answer: z.strictObject({ ended: z.boolean() }),
  }),
  /** Production's first minute: the one-time token printed at the first start names the first system administrator (S1). */
  claim: post('/session/claim', {
    title: '首次启用',
    needs: 'anyone',
    body: z.strictObject({
      token: z.string().max(100),
      account: z.string().min(3).max(64),
      name: z.string().min(2).max(40),
      password: z.string().max(128),
    }),
    answer: Me,
  }),
}
