import type { LegalDay } from '#contract/common'
import type { ArithmeticStep } from '#contract/deadline'
import { daysBetween } from './day.ts'
import type { Limit } from './statutes.ts'
import type { Deadline, GrantedExtension } from './term.ts'

/** 约定期限: the day to which a task was given, or for which an answer was promised. */
export interface AgreedTerm {
  title: string
  /** Who agrees on it, in words: there is no article. */
  basis: string
  begun: LegalDay
  /** The day agreed first, then each to which it was put off. */
  days: readonly [LegalDay, ...LegalDay[]]
}

/**
 * A term that ends on the day that was agreed: nothing is counted, nothing excluded, nothing rolls over. A later agreement moves the end and leaves the first
 * day beside it. In the form of the statutory ones, so that lists, reminders, calendar and inbox know it.
 */
export function agreedTermOf({ title, basis, begun, days }: AgreedTerm): {
  limit: Limit
  deadline: Deadline
  extensions: GrantedExtension[]
} {
  const [first, ...later] = days
  const due = later.at(-1) ?? first
  const deadline: Deadline = {
    ...{ limitId: 'AGREED', kind: 'deadline', unit: 'workingDay', begun, due, dueAt: null },
    ...{ paused: false, provisional: false, rollOverMark: null, steps: explainAgreed({ title, basis, begun, days }) },
    ...(later.length > 0 ? { firstDue: first } : {}),
  }
  const extensions = later.map((day, at) => ({ length: daysBetween(days[at] ?? first, day), unit: 'day' as const }))
  return { limit: limitOf(title, basis, begun), deadline, extensions }
}

const limitOf = (name: string, basis: string, from: LegalDay): Limit => ({
  ...{ id: 'AGREED', subject: 'AGREED', category: '约定', name, actor: '承办单位', actorKind: 'authority', kind: 'deadline' },
  ...{ startsFrom: '约定之日', length: null, unit: 'workingDay', extensions: [], excludedReasons: [], basis, from, to: null },
  ...{ verified: true, fromVerified: true, disputed: false, note: null, source: basis },
})

function explainAgreed({ basis, begun, days: [first, ...later] }: AgreedTerm): ArithmeticStep[] {
  return [
    { kind: 'begun', text: `自 ${begun} 起`, day: begun },
    { kind: 'length', text: `${basis}：${first}`, day: first },
    ...later.map((day): ArithmeticStep => ({ kind: 'extended', text: `经批准延至 ${day}，原定 ${first}`, day })),
    { kind: 'end', text: `截止日 ${later.at(-1) ?? first}，按约定的日期，不计算、不顺延`, day: later.at(-1) ?? first },
  ]
}
