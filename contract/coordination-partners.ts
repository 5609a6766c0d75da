import { z } from 'zod'
import { FileId, Instant, LegalDay } from './common.ts'
import { type QuestionKind, questionKinds } from './coordination-answers.ts'
import { get, post } from './endpoint.ts'
import { text } from './training-fields.ts'

/** What a link opens, in words: no code and no account stand behind it. */
export const linkWords = {
  open: '请逐项填写答复，全部填写后点“提交答复”。填写的内容会自动保存，可以分几次完成。',
  answered: '答复已经提交，只能查看。需要修改的，请联系请求单位退回。',
  declined: '您已答复不予受理，只能查看。请求单位再次请求的，可以继续用这个链接。',
  closed: '这项请求已经办结，只能查看。',
  expired: '链接已过有效期，不能再使用。请联系请求单位重新生成。',
  revoked: '链接已被请求单位停用。请联系请求单位重新生成。',
  unknown: '链接不正确，请核对地址是否完整；仍打不开的，请联系请求单位重新发送。',
  locked: '尝试次数过多，请稍后再试。',
} as const
export type LinkVerdict = keyof typeof linkWords

export const PartnerQuestion = z.strictObject({
  id: z.uuid(),
  position: z.int(),
  ask: z.string(),
  kind: z.enum(Object.keys(questionKinds) as [QuestionKind, ...QuestionKind[]]), // the keys of a const object
  options: z.array(z.string()),
  required: z.boolean(),
  answer: z.string().nullable(),
  files: z.array(z.strictObject({ id: FileId, name: z.string(), bytes: z.int() })),
})
export type PartnerQuestion = z.infer<typeof PartnerQuestion>

export const PartnerRequest = z.strictObject({
  verdict: z.enum(Object.keys(linkWords) as [LinkVerdict, ...LinkVerdict[]]), // likewise
  seconds: z.int(),
  request: z
    .strictObject({
      asker: z.string(),
      asked: z.string(),
      kind: z.string(),
      title: z.string(),
      content: z.string(),
      contact: z.string(),
      wantedOn: LegalDay.nullable(),
      agreedOn: LegalDay.nullable(),
      expiresOn: LegalDay,
      submittedAt: Instant.nullable(),
      /** Has the partner said that he has it? */
      received: z.boolean(),
      /** Until a day was agreed. */
      mayDecline: z.boolean(),
      questions: z.array(PartnerQuestion),
    })
    .nullable(),
})
export type PartnerRequest = z.infer<typeof PartnerRequest>

const OfLink = z.strictObject({ linkKey: z.string().max(60) })
const done = z.strictObject({ verdict: PartnerRequest.shape.verdict })
/** One megabyte is 1048576 bytes; a partner's film of the whole market is sent otherwise. */
export const partnerFileBytes = 20 * 1024 * 1024

/** For who has the link and nothing else. */
/** Looking has no effect (S86); each act is a POST of its own. */
export const partnersApi = {
  read: get('/partner/:linkKey', { title: '合作单位查看请求', needs: 'anyone', params: OfLink, answer: PartnerRequest }),
  receive: post('/partner/:linkKey/receipt', {
    title: '合作单位签收',
    needs: 'anyone',
    params: OfLink,
    body: z.strictObject({}),
    answer: done,
  }),
  decline: post('/partner/:linkKey/decline', {
    title: '合作单位不予受理',
    needs: 'anyone',
    params: OfLink,
    body: z.strictObject({ reason: text('不予受理的理由') }),
    answer: done,
  }),
  answer: post('/partner/:linkKey/answers', {
    title: '合作单位填写答复',
    needs: 'anyone',
    params: OfLink,
    body: z.strictObject({ questionId: z.uuid(), answer: z.string().trim().max(4000) }),
    answer: done,
  }),
  attach: post('/partner/:linkKey/files/:questionId', {
    title: '合作单位上传材料',
    needs: 'anyone',
    params: z.strictObject({ ...OfLink.shape, questionId: z.uuid() }),
    kind: 'upload',
    mostBytes: partnerFileBytes,
    answer: done,
  }),
  detach: post('/partner/:linkKey/files/:questionId/remove', {
    title: '合作单位移除材料',
    needs: 'anyone',
    params: z.strictObject({ ...OfLink.shape, questionId: z.uuid() }),
    body: z.strictObject({ fileId: FileId }),
    answer: done,
  }),
  submit: post('/partner/:linkKey/submit', {
    title: '合作单位提交答复',
    needs: 'anyone',
    params: OfLink,
    body: z.strictObject({}),
    answer: done,
  }),
}
