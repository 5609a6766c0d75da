import { useQuery } from '@tanstack/react-query'
import { coursesApi } from '#contract/courses'
import { examsApi } from '#contract/exams'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import type { Choices } from '../kit/step-fields.ts'

/** Exams and courses that a class may ask for, by their names. */
export function useOutsideChoices(): Choices {
  const me = useMe()
  const exams = useQuery({ ...ask(examsApi.list, { query: { size: 100 } }), enabled: mayDo(me, 'exam.manage') })
  const courses = useQuery({ ...ask(coursesApi.list, { query: { size: 100 } }), enabled: mayDo(me, 'training.manage') })
  return {
    examId: (exams.data?.rows ?? []).map(({ id, title }) => ({ value: id, label: title })),
    courseId: (courses.data?.rows ?? []).map(({ id, title }) => ({ value: id, label: title })),
  }
}
