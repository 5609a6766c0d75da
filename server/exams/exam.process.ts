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
  running: number
  /** The last moment at which an answer may still come in: the window, the time that some are given besides, the grace. */
  lastMoment: number
  hasOpenQuestions: boolean | null
  markers: number
  scored: boolean
  unmarked: number
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
    announce: { title: '公布考试', from: ['draft'], to: 'announced', by: trainer, when: ['complete', 'windowAhead', 'noWriters'] },
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
        : { why: `考生${writers.join('、')}参与了本试卷试题的命制或者审核`, todo: '请从名单中移除，或者更换试卷。' },
    windowBegun: ({ now, opensAt }) => (now >= opensAt ? null : { why: '还没有到开始时间', todo: '到时自动开始。' }),
    windowOver: ({ now, lastMoment, running }) => {
      if (now >= lastMoment) return null
      return running > 0
        ? { why: `还有 ${running} 名考生正在作答`, todo: '到时自动结束。' }
        : { why: '考试时间还没有结束', todo: '到时自动结束。' }
    },
    allMarked: ({ scored, unmarked, markers }) => {
      if (!scored) return { why: '客观题正在自动评分', todo: '请稍后再试。' }
      if (unmarked === 0) return null
      return { why: `还有 ${unmarked} 份作答没有评定`, todo: markers === 0 ? '请先指定阅卷人员。' : '请等阅卷人员评完。' }
    },
  },
})
