import type { By } from '#kernel/process'

/** Who acts in a track. Steps of 市场监督管理部门负责人 may be taken by the deputy head in charge or by the principal head. */
export const caseOfficer: By = { role: 'officer', at: 'handling', assigned: true }
export const heads: readonly By[] = [
  { role: 'deputyHead', at: 'owner' },
  { role: 'principalHead', at: 'owner' },
]
export const principalHead: By = { role: 'principalHead', at: 'owner' }
/** The hearing is led by nobody who handles the case (hearing rules art. 11). */
export const presider: By = { role: 'presider', at: 'owner', notBy: 'handlers' }
/** What the law lets happen when a term has run out; a job takes it. */
export const byItself: By = { role: 'service', at: 'owner' }
