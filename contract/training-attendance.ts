import { z } from 'zod'
import { Instant, LegalDay, MatterId, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { importEndpoints } from './import.ts'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const AttendanceLine = z.strictObject({
  personId: PersonId,
  name: z.string(),
  unit: z.string(),
  arrivedAt: Instant.nullable(),
  leftAt: Instant.nullable(),
  how: z.enum(['code', 'list']).nullable(),
  by: z.string().nullable(),
  onLeave: z.boolean(),
})
export type AttendanceLine = z.infer<typeof AttendanceLine>
export const SignInOutcome = z.enum(['signedIn', 'signedOut', 'already', 'expired', 'notEnrolled', 'notNow', 'notArrived', 'postponed'])
export type SignInOutcome = z.infer<typeof SignInOutcome>
export const signInWords: Record<SignInOutcome, string> = {
  signedIn: '签到成功',
  signedOut: '签退成功',
  already: '您已经签过到，不需要再次签到',
  expired: '签到码已失效，请重新扫描大屏幕上的二维码',
  notEnrolled: '您不在本班学员名单中，请联系培训班工作人员',
  notNow: '现在不是本次课的签到时间（上课前一小时至下课后一小时）',
  notArrived: '您还没有签到，不能签退',
  postponed: '本班已延期，重定日期后再签到',
}

const ofSession = { params: z.strictObject({ sessionId: z.uuid() }) }
export const attendanceApi = {
  code: get('/training/sessions/:sessionId/code', {
    title: '签到码',
    needs: 'signedIn',
    ...ofSession,
    answer: z.strictObject({
      code: z.string(),
      /** Until the next one, so that the page asks again in time. */
      secondsLeft: z.int(),
      title: z.string(),
      subject: z.string(),
      day: LegalDay,
      starts: Time,
      ends: Time,
      arrived: z.int(),
      enrolled: z.int(),
      /** The QR code as SVG path data, one unit a module, and how many modules its side has. */
      qr: z.strictObject({ path: z.string(), size: z.int() }),
    }),
  }),
  signIn: post('/training/sign-in', {
    title: '扫码签到',
    needs: 'signedIn',
    body: z.strictObject({ code: z.string().max(60), leaving: z.boolean().default(false) }),
    answer: z.strictObject({
      outcome: SignInOutcome,
      words: z.string(),
      class: z.strictObject({ id: MatterId, title: z.string() }).nullable(),
      subject: z.string().nullable(),
      day: LegalDay.nullable(),
      starts: Time.nullable(),
      ends: Time.nullable(),
      arrivedAt: Instant.nullable(),
      leftAt: Instant.nullable(),
    }),
  }),
  list: get('/training/sessions/:sessionId/attendance', {
    title: '签到情况',
    needs: 'signedIn',
    ...ofSession,
    answer: z.array(AttendanceLine),
  }),
  sheet: get('/training/classes/:matterId/attendance-sheet', {
    title: '下载签到登记表',
    needs: 'training.manage',
    params: z.strictObject({ matterId: MatterId }),
    query: z.strictObject({ sessionId: z.uuid().optional() }),
    kind: 'download',
  }),
  mark: post('/training/sessions/:sessionId/attendance', {
    title: '按名单登记签到',
    needs: 'training.manage',
    ...ofSession,
    body: z.strictObject({
      people: z
        .array(z.strictObject({ personId: PersonId, arrived: Time, left: Time.nullable() }))
        .min(1, '请选择学员')
        .max(500),
    }),
    answer: z.strictObject({ marked: z.int() }),
  }),
}

export const attendanceListImportsApi = importEndpoints('/training/attendance-imports', 'training.manage', '签到登记')
