import type { LegalDay } from '#contract/common'

/** What was recorded of a return, each on the day of its recording: a day that a person enters could be set back, and nobody would ever be late. */
export interface Recorded {
  dueFirst: LegalDay
  submittedFirst: LegalDay | null
  waivedOn: LegalDay | null
}

/** 应报: its day came. Waived by then it was never due; waived afterwards it stays due, or one could waive a bad month away. As with supervised tasks. */
export const wasDue = ({ dueFirst, waivedOn }: Pick<Recorded, 'dueFirst' | 'waivedOn'>): boolean => waivedOn === null || waivedOn > dueFirst

/** 按时: first handed in by the day that was asked first. To be sent back changes nothing of it, nor does a later waiving. */
export const wasOnTime = ({ dueFirst, submittedFirst }: Pick<Recorded, 'dueFirst' | 'submittedFirst'>): boolean =>
  submittedFirst !== null && submittedFirst <= dueFirst

/** The day on which nobody waited for it any more: handed in first, or waived without that. */
export const settledOn = ({ submittedFirst, waivedOn }: Pick<Recorded, 'submittedFirst' | 'waivedOn'>): LegalDay | null =>
  submittedFirst ?? waivedOn
