import { useQuery } from '@tanstack/react-query'
import { coursesApi } from '#contract/courses'
import { examsApi } from '#contract/exams'
import { useThemes } from '../hours/themes.ts'
import { ask } from '../kit/query.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import type { Choices } from '../kit/step-fields.ts'

/** 专题, and exams and courses that a class may ask for, by their names. `theme`: what stands already, though it was ended since. */
export function useClassChoices(theme?: string): Choices {
  const me = useMe()
  const unit = activeDuty(me)?.org.id
  const themes = useThemes()
  const exams = useQuery({ ...ask(examsApi.list, { query: { size: 100 } }), enabled: mayDo(me, 'exam.manage') })
  const courses = useQuery({ ...ask(coursesApi.list, { query: { size: 100 } }), enabled: mayDo(me, 'training.manage') })
  return {
    theme: themes.choicesWith(theme ?? null),
    // Only an exam of the own unit takes the people of a class.
    examId: (exams.data?.rows ?? [])
      .filter(({ org, state }) => org.id === unit && state !== 'cancelled')
      .map(({ id, title }) => ({ value: id, label: title })),
    courseId: (courses.data?.rows ?? []).map(({ id, title }) => ({ value: id, label: title })),
  }
}
