import type { BoardKind } from '#contract/boards'

const cases = ['cases.filed', 'cases.decided', 'cases.inTimeRate', 'cases.fined', 'cases.open', 'cases.overdue'] as const
const complaints = ['complaints.received', 'complaints.settledRate'] as const
const learning = ['training.coverageRate', 'training.sessions'] as const
const tasks = ['supervision.onTimeRate', 'supervision.late', 'coordination.onTimeRate'] as const

/** Which indicators stand on which board, in their order. The first is what ranking, distribution and map show until another is chosen. */
export const boardIndicators: Readonly<Record<BoardKind, readonly string[]>> = {
  province: [...cases, 'cases.toPolice', ...complaints, 'leads.registered', ...learning, ...tasks],
  city: [...cases, 'cases.toPolice', ...complaints, 'leads.registered', ...learning, ...tasks],
  county: [...cases, ...complaints, 'leads.registered', 'leads.open', ...learning, ...tasks],
  unit: ['leads.registered', 'leads.open', 'complaints.received', 'complaints.open', ...cases, ...tasks],
}
