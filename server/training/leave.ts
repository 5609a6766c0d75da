/** PX-05. The article's number was not seen in the source, and so is not said. */
export const leaveRule = '《干部教育培训工作条例》（2023年修订）：脱产培训累计请假原则上不得超过总学时的七分之一，超过的应予退学'

export interface LeaveVerdict {
  /** More than one seventh: the organiser is told; who has to go is decided by a person, with a reason. */
  tooLong: boolean
  /** What may still be taken, in hours. */
  left: number
}

/** Exactly one seventh is allowed. Compared in whole numbers of half hours, where a seventh has no rounding. */
export function judgeLeave(leaveHours: number, classHours: number): LeaveVerdict {
  const [leave, all] = [Math.round(leaveHours * 2), Math.round(classHours * 2)]
  return { tooLong: leave * 7 > all, left: Math.max(0, Math.floor((all - leave * 7) / 7) / 2) }
}
