import { z } from 'zod'

export const examStates = {
  draft: { title: '拟定' },
  announced: { title: '已公布' },
  open: { title: '考试中' },
  closed: { title: '已结束，阅卷' },
  marked: { title: '阅卷完成' },
  released: { title: '成绩已公布', end: true },
  cancelled: { title: '已取消', end: true },
} as const
export type ExamState = keyof typeof examStates

/** What a candidate sees of his attempt once the results are released. */
export const reviews = {
  score: '只看分数',
  answers: '分数、试题和本人作答',
  full: '分数、试题、本人作答、答案和解析（在保密期内的除外）',
} as const
export const Review = z.enum(Object.keys(reviews) as [keyof typeof reviews, ...(keyof typeof reviews)[]]) // the keys of a const object

const nothing = z.object({})
export const examSteps = {
  announce: nothing,
  open: nothing,
  close: nothing,
  finishMarking: nothing,
  release: z.object({ review: Review.meta({ title: '考生可以查看', labels: reviews }) }),
  cancel: z.object({ reason: z.string().trim().min(2, '请填写取消的理由').max(200).meta({ title: '理由', widget: 'textarea' }) }),
}
export type ExamStep = keyof typeof examSteps
