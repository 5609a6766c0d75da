import type { By } from '#kernel/process'

/** 市场监管部门负责人: a deputy in charge or the principal head of the bureau in whose name the matter runs. */
export const heads: readonly By[] = [
  { role: 'deputyHead', at: 'owner' },
  { role: 'principalHead', at: 'owner' },
]
export const principalHead: By = { role: 'principalHead', at: 'owner' }
/** The hearing is led by nobody who handles the case (hearing rules art. 11). */
export const presider: By = { role: 'presider', at: 'owner', notBy: 'handlers' }
/** 办案机构负责人: of the station or team that does the work. */
export const unitHead: By = { role: 'unitHead', at: 'handling' }
/** An officer to whom the matter is assigned. */
export const handler: By = { role: 'officer', at: 'handling', assigned: true }

/** What the law lets happen when a term has run out, or what follows from another act; no person's work. */
export const byItself: By = { role: 'service', at: 'owner' }

/** The statutes that several processes cite. */
export const procedure = '《市场监督管理行政处罚程序规定》'
export const penaltyLaw = '《行政处罚法》'
export const coercionLaw = '《行政强制法》'

/** The texts of the procedure rules that the process follows: a matter keeps the one of the day on which it was opened. */
export const procedureVersions = [
  { from: '2021-07-15', law: `${procedure}（总局令第42号修正）` },
  { from: '2022-11-01', law: `${procedure}（总局令第61号修正）` },
] as const
