import type { By } from '#kernel/process'

/** 231号文 三（六）: information is linked, and exchanged at fixed times. */
export const opinion = '闽市监知运〔2024〕231号三（六）'

const roles = ['coordinator', 'unitHead', 'deputyHead', 'principalHead'] as const

/** 联络员 or a head of the unit that has to give. */
export const giver: readonly By[] = roles.map((role): By => ({ role, at: 'handling' }))

/** Those of the unit above, which collects. */
export const collector: readonly By[] = roles.map((role): By => ({ role, at: 'above' }))
