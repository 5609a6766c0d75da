import { z } from 'zod'

/** The codes of every refusal. Look before adding one: about ten serve the whole platform. The sentence is built in the glossary of problems. */
export const problemCodes = [
  'invalid', // 422: what was entered does not fit
  'signInNeeded', // 401
  'signInFailed', // 401: one text for every cause (S5)
  'notAllowed', // 403: within reach, but not this duty's act
  'notFound', // 404: absent and out of reach alike (S13)
  'closed', // 409: the step is not open, with the reason
  'tooLate', // 409: a statutory limit has run out
  'tooEarly', // 409: a statutory wait has not run out
  'incomplete', // 409: papers or legal elements missing
  'stale', // 412: somebody else changed it
  'versionNeeded', // 428
  'tooMany', // 429
  'busy', // 503
  'unknown', // 500
] as const
export type ProblemCode = (typeof problemCodes)[number]

export const Issue = z.strictObject({ path: z.string(), message: z.string() })
export type Issue = z.infer<typeof Issue>

/** The body of every refusal. `sentence` is what a user reads; `requestId` is what she reads out on the telephone. */
export const ProblemBody = z
  .strictObject({
    code: z.enum(problemCodes),
    sentence: z.string(),
    facts: z.record(z.string(), z.unknown()),
    issues: z.array(Issue).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'ProblemBody' })
export type ProblemBody = z.infer<typeof ProblemBody>

export interface ProblemFacts {
  invalid: { what?: string; issues?: Issue[] }
  signInNeeded: Record<string, never>
  signInFailed: { again?: string }
  notAllowed: { what: string; rule?: string }
  notFound: { what?: string }
  closed: { what: string; why: string; basis?: string | undefined; todo?: string | undefined }
  tooLate: { what: string; due: string; basis: string }
  tooEarly: { what: string; until: string; basis: string }
  incomplete: { what: string; missing: string[]; basis?: string | undefined }
  stale: { current?: number }
  versionNeeded: Record<string, never>
  tooMany: { seconds: number }
  busy: { seconds: number }
  unknown: Record<string, never>
}

/** What is wrong, by which rule, and what to do: the only place where refusals are worded. */
export const sentences: { [C in ProblemCode]: (facts: ProblemFacts[C]) => string } = {
  invalid: ({ what, issues }) =>
    what ??
    (issues?.length ? `填写的内容有 ${issues.length} 处不符合要求，请按提示修改后再提交。` : '填写的内容不符合要求，请检查后再提交。'),
  signInNeeded: () => '登录已失效，请重新登录；已填写的内容会保留。',
  signInFailed: ({ again }) =>
    `账号或密码不正确，或账号暂时锁定。请核对后再试${again ? `，${again} 后可再次尝试` : ''}；仍不能登录请联系系统管理员。`,
  notAllowed: ({ what, rule }) => `当前职务不能${what}${rule ? `（${rule}）` : ''}。如确需办理，请切换职务或转由有权人员办理。`,
  notFound: ({ what }) => `没有找到${what ?? '该内容'}，或者不在您的管辖范围内。`,
  closed: ({ what, why, basis, todo }) => `现在不能${what}：${why}${basis ? `（${basis}）` : ''}。${todo ?? ''}`,
  tooLate: ({ what, due, basis }) => `不能${what}：已超过法定期限（${basis}），截止日为 ${due}。`,
  tooEarly: ({ what, until, basis }) => `还不能${what}：法定期间尚未届满（${basis}），${until} 之后方可办理。`,
  incomplete: ({ what, missing, basis }) => `${what}还缺：${missing.join('、')}${basis ? `（${basis}）` : ''}。请补齐后再办理。`,
  stale: () => '该内容刚刚被他人更新，您的修改没有保存。请查看最新内容后再提交，已填写的内容仍保留在页面上。',
  versionNeeded: () => '缺少版本信息，请刷新页面后再提交。',
  tooMany: ({ seconds }) => `操作过于频繁，请 ${seconds} 秒后再试。`,
  busy: ({ seconds }) => `系统正忙，本次操作没有生效，请 ${seconds} 秒后再试。`,
  unknown: () => '系统出现未知错误，本次操作没有生效。请稍后再试；仍不成功时请把错误编号告诉系统管理员。',
}
