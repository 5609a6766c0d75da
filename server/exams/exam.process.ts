import { type ExamState, type ExamStep, examStates } from '#contract/exams-steps'
import { processFor } from '#kernel/process'

/** What the steps ask about. Instants are of the database's clock: the close of an exam goes by it, not by a day that somebody enters. */
export interface ExamFacts {
  now: number
  opensAt: number
  closesAt: number
  hasPaper: boolean
  audience: string
  candidates: number
  /** Of the list: who wrote or reviewed a question of this very paper. */
  writers: readonly string[]
  /** Of the list: who marks questions of this paper, in this exam or another. */
  markersListed: readonly string[]
  /** Its questions were shown to candidates after another exam. */
  paperShown: boolean
  running: number
  /** The last moment at which an answer may still come in: the window, the time that some are given besides, the grace. */
  lastMoment: number
  hasOpenQuestions: boolean | null
  markers: number
  scored: boolean
  unmarked: number
  /** Of the unmarked: two marks lie too far apart, a third is waited for. */
  thirds: number
}

function markersTodo(markers: number, thirds: number): string {
  if (markers === 0) return '请先指定阅卷人员。'
  return thirds > 0
    ? `其中 ${thirds} 份两人评分相差过大，需要第三名阅卷人员评定；不足三人的请增加阅卷人员。`
    : '请等阅卷人员评完；由两人阅卷的，至少指定两人。'
}

const trainer = { role: 'trainingOfficer', at: 'handling' } as const
const clockOrTrainer = [trainer, { role: 'service', at: 'handling' }] as const

/** 考试. No statute gives its course; it is the platform's own rule, one way, so that nothing that was closed is opened again (S70). */
export const examProcess = processFor<ExamState, ExamStep, never, ExamFacts>()({
  name: 'exam',
  title: '考试',
  field: 'training',
  versions: [{ from: '2018-11-01', law: '平台考试规则（无法定程序，按本平台规定）' }],
  states: examStates,
  start: 'draft',
  steps: {
    announce: {
      title: '公布考试',
      from: ['draft'],
      to: 'announced',
      by: trainer,
      when: ['complete', 'windowAhead', 'noWriters', 'noMarkers', 'paperUnseen'],
    },
    open: { title: '开始考试', from: ['announced'], to: 'open', by: clockOrTrainer, when: ['windowBegun'], optional: true },
    close: { title: '结束考试', from: ['open'], to: 'closed', by: clockOrTrainer, when: ['windowOver'], danger: true, optional: true },
    finishMarking: { title: '完成阅卷', from: ['closed'], to: 'marked', by: trainer, when: ['allMarked'] },
    release: { title: '公布成绩', from: ['marked'], to: 'released', by: trainer, danger: true },
    cancel: { title: '取消考试', from: ['draft', 'announced'], to: 'cancelled', by: trainer, danger: true, optional: true },
  },
  clocks: {},
  checks: {
    complete: ({ hasPaper, audience, candidates }) => {
      if (!hasPaper) return { why: '还没有选定试卷', todo: '请先在“修改”中选择试卷。' }
      return audience === 'listed' && candidates === 0 ? { why: '考生名单是空的', todo: '请先添加考生。' } : null
    },
    windowAhead: ({ now, closesAt }) => (now < closesAt ? null : { why: '结束时间已经过去', todo: '请先修改考试时间。' }),
    noWriters: ({ writers }) =>
      writers.length === 0
        ? null
        : { why: `考生${writers.join('、')}参与了本试卷试题的命制或者审核，或者能够查看其答案`, todo: '请从名单中移除，或者更换试卷。' },
    noMarkers: ({ markersListed }) =>
      markersListed.length === 0
        ? null
        : { why: `考生${markersListed.join('、')}是本试卷试题的阅卷人员`, todo: '请从名单中移除，或者更换试卷。' },
    paperUnseen: ({ paperShown }) =>
      paperShown ? { why: '这份试卷的试题在另一场考试后已经向考生公布', todo: '请在“修改”中更换试卷。' } : null,
    windowBegun: ({ now, opensAt }) => (now >= opensAt ? null : { why: '还没有到开始时间', todo: '到时自动开始。' }),
    windowOver: ({ now, lastMoment, running }) => {
      if (now >= lastMoment) return null
      return running > 0
        ? { why: `还有 ${running} 名考生正在作答`, todo: '到时自动结束。' }
        : { why: '考试时间还没有结束', todo: '到时自动结束。' }
    },
    allMarked: ({ scored, unmarked, markers, thirds }) => {
      if (!scored) return { why: '客观题正在自动评分', todo: '请稍后再试。' }
      if (unmarked === 0) return null
      return { why: `还有 ${unmarked} 份作答没有评定`, todo: markersTodo(markers, thirds) }
    },
  },
})
