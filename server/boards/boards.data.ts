import type { BoardKind } from '#contract/boards'

const caseWork = ['cases.filed', 'cases.decided', 'cases.closed', 'leads.registered', 'complaints.received'] as const

/** Which indicators stand on which board, in their order. The first is what ranking, distribution and map show until another is chosen. */
export const boardIndicators: Readonly<Record<BoardKind, readonly string[]>> = {
  province: caseWork,
  city: caseWork,
  county: caseWork,
  unit: caseWork,
}
