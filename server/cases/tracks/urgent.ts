import { type By, first, type Refusal } from '#kernel/process'
import { handler } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

/** What a measure on things knows of itself. */
export interface MeasureFacts {
  urgent: boolean
}

/** At once and approved afterwards only where the officer said so when he opened the track. */
export const onlyUrgent = ({ urgent }: MeasureFacts): Refusal | null =>
  urgent ? null : { why: '登记时没有注明情况紧急', todo: '请先报负责人批准。' }

interface Taking<Over extends string> {
  /** 先行登记保存, 查封、扣押. */
  what: string
  atOnce: string
  notToBe: string
  approver: By | readonly By[]
  papers: readonly CasePaper[]
  basis: Record<'approve' | 'take' | 'takeAtOnce' | 'confirm' | 'disapprove', string>
  /** Where a measure goes that was taken at once and not approved afterwards. */
  over: Over
}

/** What both measures on things begin with: approved and then taken, or taken at once and then approved, or ended. */
export const taking = <Over extends string>({ what, atOnce, notToBe, approver, papers, basis, over }: Taking<Over>) =>
  ({
    approve: { title: `批准${what}`, basis: basis.approve, from: ['proposed'], to: 'approved', by: approver },
    refuse: { title: '不予批准', basis: basis.approve, from: ['proposed'], to: 'refused', by: approver, danger: true },
    take: { title: `实施${what}`, basis: basis.take, from: ['approved'], to: 'held', by: handler, needs: papers },
    takeAtOnce: {
      title: atOnce,
      basis: basis.takeAtOnce,
      from: ['proposed'],
      to: 'heldUnapproved',
      by: handler,
      needs: papers,
      when: ['urgent'],
      optional: true,
    },
    confirm: { title: `补批准${what}`, basis: basis.confirm, from: ['heldUnapproved'], to: 'held', by: approver },
    disapprove: { title: notToBe, basis: basis.disapprove, from: ['heldUnapproved'], to: over, by: approver, danger: true },
  }) as const

/** The report to the head within twenty-four hours of a measure that was taken at once. */
export const approvalAfterwards = <Limit extends string>(title: string, limit: Limit) =>
  ({ title, limit, from: first('takeAtOnce', 'takenAt'), until: ['confirm', 'disapprove'] }) as const
