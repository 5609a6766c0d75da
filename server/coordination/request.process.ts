import { type Channel, type RequestState, type RequestStep, requestStates } from '#contract/coordination-requests'
import { last, processFor } from '#kernel/process'
import { asked, askedOfficers, asker, house, opinion } from './by.ts'

export interface RequestFacts {
  channel: Channel
  questions: number
  /** Places of the questions that still wait for an answer. */
  unanswered: readonly number[]
  /** The asked unit wants a later day, and nobody has answered that. */
  extensionAsked: boolean
  replied: boolean
}

/** The kinds of paper that this room draws up for its requests. */
export type RequestPaper = 'requestLetter'

const open: readonly RequestState[] = ['sent', 'received']

/** 协作请求: across departments, regions and levels. Neither side sees more of the other than the request. */
export const requestProcess = processFor<RequestState, RequestStep, RequestPaper, RequestFacts>()({
  name: 'coordinationRequest',
  title: '协作请求',
  field: 'coordination',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    drafted: { title: requestStates.drafted },
    sent: { title: requestStates.sent },
    received: { title: requestStates.received },
    askedBack: { title: requestStates.askedBack },
    working: { title: requestStates.working },
    answered: { title: requestStates.answered },
    rated: { title: requestStates.rated },
    closed: { title: requestStates.closed, end: true },
    declined: { title: requestStates.declined },
    withdrawn: { title: requestStates.withdrawn, end: true },
  },
  start: 'drafted',
  steps: {
    amend: { title: '修改请求', from: ['drafted', 'askedBack'], by: asker },
    writeQuestion: { title: '填写问题', from: ['drafted', 'askedBack'], by: asker },
    dropQuestion: { title: '删除问题', from: ['drafted', 'askedBack'], by: asker },
    send: { title: '发出', basis: opinion, from: ['drafted'], to: 'sent', by: asker, when: ['hasQuestions', 'goesByPlatform'] },
    sendLetter: {
      title: '函件已发出',
      basis: opinion,
      from: ['drafted'],
      to: 'sent',
      by: asker,
      when: ['hasQuestions', 'goesByLetter'],
      needs: ['requestLetter'],
      optional: true,
    },
    receive: { title: '签收', from: ['sent'], to: 'received', by: asked },
    accept: { title: '受理', from: open, to: 'working', by: asked },
    decline: { title: '不予受理', from: open, to: 'declined', by: asked, optional: true },
    askBack: { title: '要求补充', from: open, to: 'askedBack', by: asked, optional: true },
    supplement: { title: '补充后再提交', from: ['askedBack'], to: 'received', by: asker },
    resend: { title: '再次请求', from: ['declined'], to: 'sent', by: asker, optional: true },
    endDeclined: { title: '不再请求，办结', from: ['declined'], to: 'closed', by: asker },
    answerQuestion: { title: '填写答复', from: ['working'], by: askedOfficers },
    askExtension: { title: '申请延期', from: ['working'], by: asked },
    extend: { title: '同意延期', from: ['working'], by: asker, extends: 'answer', when: ['extensionWaits'] },
    refuseExtension: { title: '不同意延期', from: ['working'], by: asker, when: ['extensionWaits'] },
    answer: { title: '提交答复', from: ['working'], to: 'answered', by: asked, when: ['allAnswered'] },
    registerReceipt: { title: '登记回执', from: ['sent'], to: 'received', by: asker, when: ['isOutside'], optional: true },
    registerAccept: { title: '登记约定日期', from: open, to: 'working', by: asker, when: ['isOutside'], optional: true },
    recordAnswer: { title: '登记答复内容', from: [...open, 'working'], by: asker, when: ['isOutside'] },
    recordSheet: { title: '读入答复表格', from: [...open, 'working'], by: asker, when: ['isOutside'] },
    registerAnswer: {
      title: '登记对方答复',
      from: [...open, 'working'],
      to: 'answered',
      by: asker,
      when: ['isOutside', 'allAnswered'],
      optional: true,
    },
    partnerReceive: { title: '合作单位签收', from: ['sent'], to: 'received', by: house },
    partnerDecline: { title: '合作单位不予受理', from: open, to: 'declined', by: house },
    partnerAnswer: { title: '合作单位提交答复', from: [...open, 'working'], to: 'answered', by: house, when: ['allAnswered'] },
    returnAnswer: { title: '退回补充', from: ['answered'], to: 'working', by: asker, optional: true },
    rate: { title: '评价答复', from: ['answered'], to: 'rated', by: asker },
    replyRating: { title: '回应评价', from: ['rated'], by: asked, when: ['notReplied'] },
    close: { title: '办结', from: ['rated'], to: 'closed', by: asker },
    withdraw: {
      title: '撤回',
      from: ['drafted', 'sent', 'received', 'askedBack', 'declined', 'working'],
      to: 'withdrawn',
      by: asker,
      optional: true,
      danger: true,
    },
  },
  clocks: {
    answer: {
      title: '约定答复',
      limit: { agreed: 'agreedOn', basis: '双方约定的答复日期' },
      from: last(['accept', 'registerAccept', 'returnAnswer']),
      until: ['answer', 'registerAnswer', 'partnerAnswer', 'withdraw'],
    },
  },
  checks: {
    hasQuestions: ({ questions }) => (questions > 0 ? null : { why: '还没有填写问题', todo: '请至少写一个问题。' }),
    goesByPlatform: ({ channel }) =>
      channel === 'letter' ? { why: '跨省请求只作登记和函件', todo: '请制发协作函，再登记“函件已发出”。' } : null,
    goesByLetter: ({ channel }) => (channel === 'letter' ? null : { why: '对方在平台内或者凭链接、表格答复', todo: '请直接“发出”。' }),
    isOutside: ({ channel }) => (channel === 'unit' ? { why: '对方是平台内单位，由对方自己办理' } : null),
    allAnswered: ({ unanswered }) =>
      unanswered.length === 0 ? null : { why: `第 ${unanswered.join('、')} 题还没有答复或者答复不符合要求`, todo: '请逐题答复后再提交。' },
    extensionWaits: ({ extensionAsked }) => (extensionAsked ? null : { why: '对方没有申请延期' }),
    notReplied: ({ replied }) => (replied ? { why: '已经回应过这次评价' } : null),
  },
})
