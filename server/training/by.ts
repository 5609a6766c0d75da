import type { By } from '#kernel/process'

/** 231号文一（一）: by levels and batches, trained in turn. */
export const opinion = '闽市监知运〔2024〕231号一（一）'

/** 办班单位的培训管理人员. */
export const organiser: By = { role: 'trainingOfficer', at: 'owner' }
/** Of the unit that has the places; a station has no training officer, its head names people. */
export const nominator: readonly By[] = [
  { role: 'trainingOfficer', at: 'handling' },
  { role: 'unitHead', at: 'handling' },
]
