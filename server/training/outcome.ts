/** What is known of a participant when his class ends. Null: the class does not ask for it. */
export interface Attended {
  status: string
  attendedHours: number
  leaveHours: number
  examPassed: boolean | null
  courseCompleted: boolean | null
}

/** What the class asks for. The share is configuration (系统默认), not law. */
export interface Demands {
  plannedHours: number
  attendanceShare: number
}

/** Why somebody does not finish; nobody's judgement is anticipated: a dismissal was decided by a person. Empty: he finishes. */
export function reasonsAgainst(attended: Attended, { plannedHours, attendanceShare }: Demands): string[] {
  if (attended.status === 'dismissed') return ['已退学']
  if (attended.status !== 'enrolled') return ['不是本班录取的学员']
  const needed = plannedHours * attendanceShare
  const reasons: string[] = []
  // Half hours: a rounding error of the product must not fail anybody.
  if (attended.attendedHours + 1e-9 < needed)
    reasons.push(
      `出勤 ${attended.attendedHours} 学时，少于要求的 ${round(needed)} 学时（总 ${plannedHours} 学时的 ${round(attendanceShare * 100)}%）`,
    )
  if (attended.examPassed === false) reasons.push('结业考试成绩不合格或者没有参加考试')
  if (attended.courseCompleted === false) reasons.push('没有完成规定的网络课程')
  return reasons
}

const round = (value: number) => Math.round(value * 100) / 100
