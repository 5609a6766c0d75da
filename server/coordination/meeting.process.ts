import {
  type MeetingState,
  type MeetingStep,
  meetingStates,
  type NoticeState,
  noticeStates,
  type noticeSteps,
} from '#contract/coordination-meetings'
import { processFor } from '#kernel/process'
import { asked, office, opinion } from './by.ts'

export interface MeetingFacts {
  day: string
  today: string
  items: number
  decisions: number
  /** 「第3项缺少责任单位」 for each that lacks something. */
  lacking: readonly string[]
  /** Does the issued paper say what was decided, as it stands? */
  minutesDiffer: boolean
}
export type MeetingPaper = 'meetingMinutes'

/** 协调会议, from its agenda to the tasks that follow from it. */
export const meetingProcess = processFor<MeetingState, MeetingStep, MeetingPaper, MeetingFacts>()({
  name: 'meeting',
  title: '协调会议',
  field: 'coordination',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    planned: { title: meetingStates.planned },
    agreed: { title: meetingStates.agreed },
    noticed: { title: meetingStates.noticed },
    held: { title: meetingStates.held },
    minuted: { title: meetingStates.minuted },
    issued: { title: meetingStates.issued, end: true },
    cancelled: { title: meetingStates.cancelled, end: true },
  },
  start: 'planned',
  steps: {
    writeItem: { title: '填写议题', from: ['planned'], by: office },
    dropItem: { title: '删除议题', from: ['planned'], by: office },
    amend: { title: '修改时间地点', from: ['planned', 'agreed', 'noticed'], by: office },
    fixAgenda: { title: '确定议程', from: ['planned'], to: 'agreed', by: office, when: ['hasItems'] },
    reopenAgenda: { title: '重开议程', from: ['agreed'], to: 'planned', by: office, optional: true },
    sendNotice: { title: '发出会议通知', basis: opinion, from: ['agreed'], to: 'noticed', by: office },
    hold: { title: '登记已召开', from: ['noticed'], to: 'held', by: office, when: ['dayCame'] },
    writeDecision: { title: '填写议定事项', from: ['held'], by: office },
    dropDecision: { title: '删除议定事项', from: ['held'], by: office },
    draftMinutes: { title: '拟制纪要', from: ['held'], to: 'minuted', by: office, when: ['hasDecisions'] },
    revise: { title: '退回修改', from: ['minuted'], to: 'held', by: office, optional: true },
    issueMinutes: {
      title: '印发纪要',
      basis: opinion,
      from: ['minuted'],
      to: 'issued',
      by: office,
      // The decisions first: whoever is told that one lacks its owner does not draw up the paper in vain.
      when: ['decisionsWhole', 'minutesAgree'],
      needs: ['meetingMinutes'],
      anew: ['revise'],
    },
    cancel: { title: '取消会议', from: ['planned', 'agreed', 'noticed'], to: 'cancelled', by: office, optional: true, danger: true },
  },
  clocks: {},
  checks: {
    hasItems: ({ items }) => (items > 0 ? null : { why: '还没有议题', todo: '请先填写议题。' }),
    dayCame: ({ day, today }) => (day <= today ? null : { why: `会议定于 ${day} 召开`, todo: '改期的请先修改时间地点。' }),
    hasDecisions: ({ decisions }) => (decisions > 0 ? null : { why: '还没有议定事项', todo: '请先填写议定事项。' }),
    decisionsWhole: ({ lacking }) =>
      lacking.length === 0
        ? null
        : { why: lacking.map((one) => `议定事项${one}`).join('；'), todo: '请退回修改，补齐责任单位和完成时限。' },
    minutesAgree: ({ minutesDiffer }) =>
      minutesDiffer ? { why: '已制发的纪要与现在的议定事项不一致', todo: '请作废后重新制作纪要。' } : null,
  },
})

/** 会议通知, one for each member unit: it signs for it by a grant and reads the meeting besides. */
export const noticeProcess = processFor<NoticeState, keyof typeof noticeSteps, never, null>()({
  name: 'meetingNotice',
  title: '会议通知',
  field: 'coordination',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    sent: { title: noticeStates.sent },
    received: { title: noticeStates.received, end: true },
    ended: { title: noticeStates.ended, end: true },
  },
  start: 'sent',
  steps: {
    receive: { title: '签收会议通知', from: ['sent'], to: 'received', by: asked },
    end: { title: '会议已召开或者取消，结束通知', from: ['sent'], to: 'ended', by: office, optional: true },
  },
  clocks: {},
  checks: {},
})
