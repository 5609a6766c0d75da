import type { Refusal } from '#kernel/process'

/** What a measure on things knows of itself. */
export interface MeasureFacts {
  urgent: boolean
}

/** At once and approved afterwards only where the officer said so when he opened the track. */
export const onlyUrgent = ({ urgent }: MeasureFacts): Refusal | null =>
  urgent ? null : { why: '登记时没有注明情况紧急', todo: '请先报负责人批准。' }
