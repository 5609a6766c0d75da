import type { Figure } from '#kernel/matter'

// What the case room counts. A case of the simple procedure is filed and decided too (立案: a decision on the spot stands for both).
export const leadFigures: readonly Figure[] = [{ indicator: 'leads.registered', title: '登记线索', steps: ['open'] }]
export const complaintFigures: readonly Figure[] = [{ indicator: 'complaints.received', title: '收到投诉', steps: ['open'] }]
const decided = '作出处罚决定'
export const penaltyFigures: readonly Figure[] = [
  { indicator: 'cases.filed', title: '立案', steps: ['open'] },
  { indicator: 'cases.decided', title: decided, steps: ['decide'] },
  { indicator: 'cases.closed', title: '结案', steps: ['close'] },
]
export const simpleFigures: readonly Figure[] = [{ indicator: 'cases.decided', title: decided, steps: ['decideOnSpot'] }]
