import type { MyExam } from '#contract/exams-room'

/** Why somebody cannot begin or go on: the database says which, the words stand here. */
export const hindranceWords: Readonly<Record<string, string>> = {
  cancelled: '考试已经取消',
  author: '您参与了本试卷试题的命制或者审核，或者能够查看其答案，不能参加这场考试',
  marker: '您是本试卷试题的阅卷人员，不能参加这场考试',
  over: '考试时间已经结束',
  notOpen: '考试还没有开始',
  late: '已经超过允许的入场时间',
  closed: '已经交卷，不能再作答',
}

export interface OwnCourse {
  cancelled: boolean
  released: boolean
  begun: boolean
  handedIn: boolean
  open: boolean
  opensAt: number
  closesAt: number
  now: number
}

/** 我的考试: one word for where I stand. */
export function myState({ cancelled, released, begun, handedIn, open, opensAt, closesAt, now }: OwnCourse): MyExam['state'] {
  if (cancelled) return 'cancelled'
  if (begun && !handedIn) return 'running'
  if (begun) return released ? 'released' : 'handedIn'
  if (now >= closesAt) return 'missed'
  return open && now >= opensAt ? 'now' : 'coming'
}
