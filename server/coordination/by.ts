import type { By } from '#kernel/process'

/** 231号文 二（三）、三（六）: the office coordinates, links member units across and down, strengthens work across regions and departments. */
export const opinion = '闽市监知运〔2024〕231号二（三）、三（六）'

/** 联络员 or a head of the unit that asks. */
export const asker: readonly By[] = [
  { role: 'coordinator', at: 'handling' },
  { role: 'unitHead', at: 'handling' },
  { role: 'deputyHead', at: 'handling' },
  { role: 'principalHead', at: 'handling' },
]

/** Those of the unit that is asked: it acts by a grant and sees the request alone. */
export const asked: readonly By[] = [
  { role: 'coordinator', at: { granted: 'request' } },
  { role: 'unitHead', at: { granted: 'request' } },
  { role: 'deputyHead', at: { granted: 'request' } },
  { role: 'principalHead', at: { granted: 'request' } },
]

/** Its officers do what was asked, and write it down. */
export const askedOfficers: readonly By[] = [...asked, { role: 'officer', at: { granted: 'request' } }]

export const house: By = { role: 'service', at: 'handling' }

/** 领导小组办公室 of a body. */
export const office: By = { role: 'coordinator', at: 'owner' }
