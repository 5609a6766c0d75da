import { type ClassState, type ClassStep, classStates } from '#contract/training-steps'
import { processFor } from '#kernel/process'
import { opinion, organiser } from './by.ts'

export interface ClassFacts {
  enrolled: number
  sessions: number
  /** Units whose names are handed in and not yet answered. */
  waitingUnits: number
  openLeaves: number
  evaluating: boolean
  hasExam: boolean
  /** Who has to come on the list of the exam, and who has to leave it. */
  examMissing: number
  examGone: number
}

const before: readonly ClassState[] = ['preparing', 'calling', 'confirmed']
const leaveRule = '《干部教育培训工作条例》（请假累计超过总学时七分之一的，原则上应予退学）'

/** 培训班 (班次), from preparation to certificates. */
export const classProcess = processFor<ClassState, ClassStep, never, ClassFacts>()({
  name: 'trainingClass',
  title: '培训班',
  field: 'training',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    preparing: { title: classStates.preparing },
    calling: { title: classStates.calling },
    postponed: { title: classStates.postponed },
    confirmed: { title: classStates.confirmed },
    running: { title: classStates.running },
    finished: { title: classStates.finished },
    certified: { title: classStates.certified },
    closed: { title: classStates.closed, end: true },
    cancelled: { title: classStates.cancelled, end: true },
  },
  start: 'preparing',
  steps: {
    amend: { title: '修改基本情况', from: [...before, 'postponed'], by: organiser },
    planSession: { title: '安排课次', from: [...before, 'postponed', 'running'], by: organiser },
    dropSession: { title: '取消课次', from: [...before, 'postponed', 'running'], by: organiser },
    arrangeExam: { title: '安排结业考试', from: [...before, 'postponed', 'running'], by: organiser, when: ['noExam'], optional: true },
    fillExam: { title: '更新考生名单', from: [...before, 'postponed', 'running', 'finished'], by: organiser, when: ['examDiffers'] },
    callForEnrolment: { title: '下达报名通知', basis: opinion, from: ['preparing'], to: 'calling', by: organiser },
    addQuotas: { title: '追加名额', from: ['calling', 'confirmed'], by: organiser },
    extendCall: { title: '延长报名', from: ['calling', 'confirmed'], by: organiser },
    confirmClass: { title: '确定开班', from: ['calling'], to: 'confirmed', by: organiser, when: ['hasEnrolled', 'unitsAnswered'] },
    startClass: { title: '开班', from: ['confirmed'], to: 'running', by: organiser, when: ['hasTimetable', 'hasEnrolled'] },
    dismiss: { title: '责令退学', basis: leaveRule, from: ['running', 'finished'], by: organiser, danger: true },
    finishClass: { title: '结束授课', from: ['running'], to: 'finished', by: organiser },
    certify: { title: '结业发证', from: ['finished'], to: 'certified', by: organiser, when: ['leavesAnswered'] },
    certifyMore: { title: '补发证书', from: ['certified'], by: organiser },
    closeEvaluation: { title: '结束评价', from: ['finished', 'certified'], by: organiser, when: ['isEvaluating'], optional: true },
    revoke: { title: '撤销证书', from: ['certified', 'closed'], by: organiser, danger: true },
    closeClass: { title: '归档', from: ['certified'], to: 'closed', by: organiser, optional: true },
    cancelClass: {
      title: '取消培训班',
      from: [...before, 'postponed', 'running'],
      to: 'cancelled',
      by: organiser,
      optional: true,
      danger: true,
    },
    postpone: { title: '延期', from: ['calling', 'confirmed'], to: 'postponed', by: organiser, optional: true },
    reschedule: { title: '重定日期', from: ['postponed'], to: 'calling', by: organiser },
  },
  clocks: {},
  checks: {
    hasEnrolled: ({ enrolled }) => (enrolled > 0 ? null : { why: '还没有录取的学员', todo: '请先确认各单位的报名。' }),
    unitsAnswered: ({ waitingUnits }) =>
      waitingUnits === 0 ? null : { why: `还有 ${waitingUnits} 个单位的报名没有确认`, todo: '请先确认或者退回。' },
    hasTimetable: ({ sessions }) => (sessions > 0 ? null : { why: '还没有安排课程表', todo: '请先安排课次。' }),
    noExam: ({ hasExam }) => (hasExam ? { why: '本班已经有结业考试', todo: '需要更换的，请修改基本情况。' } : null),
    examDiffers: ({ hasExam, examMissing, examGone }) => {
      if (!hasExam) return { why: '本班没有结业考试' }
      return examMissing + examGone > 0 ? null : { why: '考生名单与学员一致，或者考试已经开始' }
    },
    isEvaluating: ({ evaluating }) => (evaluating ? null : { why: '评价没有开放，或者已经结束' }),
    leavesAnswered: ({ openLeaves }) => (openLeaves === 0 ? null : { why: `还有 ${openLeaves} 件请假没有审批`, todo: '请先审批请假。' }),
  },
})
