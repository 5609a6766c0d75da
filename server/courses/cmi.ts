/** What a package may tell us, and what follows from it. Pure; the whole vocabulary of both versions that we keep stands here. */

export interface CmiSummary {
  completion: 'completed' | 'incomplete' | null
  success: 'passed' | 'failed' | null
  /** 0 to 1. */
  score: number | null
  /** Of this session, in seconds. */
  seconds: number
  satisfied: boolean
}

export type Cmi = Readonly<Record<string, string>>

const most = { elements: 3000, letters: 400_000 }

type Check = (value: string) => boolean
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    words.includes(value)
const text =
  (longest: number): Check =>
  (value) =>
    value.length <= longest
const real =
  (from: number, to: number): Check =>
  (value) =>
    value === '' || (/^-?\d{1,9}(\.\d{1,9})?$/u.test(value) && Number(value) >= from && Number(value) <= to)
const clock: Check = (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/u.test(value)
const period: Check = (value) =>
  value.length <= 40 && /^P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/u.test(value)

const anything = text(4096)
/** SCORM 1.2 gives 4,096 letters to `suspend_data`; packages of today take more, and every platform lets them. */
const kept = text(64_000)

type Vocabulary = readonly (readonly [RegExp, Check])[]

const scorm12: Vocabulary = [
  [/^cmi\.core\.lesson_status$/u, oneOf('passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted')],
  [/^cmi\.core\.lesson_location$/u, text(1000)],
  [/^cmi\.core\.score\.(raw|min|max)$/u, real(-100_000, 100_000)],
  [/^cmi\.core\.exit$/u, oneOf('time-out', 'suspend', 'logout', '')],
  [/^cmi\.core\.(session|total)_time$/u, (value) => value === '' || clock(value)],
  [/^cmi\.core\.(student_id|student_name|credit|entry|lesson_mode)$/u, anything],
  [/^cmi\.suspend_data$/u, kept],
  [/^cmi\.(launch_data|comments|comments_from_lms)$/u, anything],
  [/^cmi\.student_(data|preference)\.\w+$/u, anything],
  [/^cmi\.(objectives|interactions)\.\d{1,3}\.[\w.]+$/u, anything],
]

const scorm2004: Vocabulary = [
  [/^cmi\.completion_status$/u, oneOf('completed', 'incomplete', 'not attempted', 'unknown')],
  [/^cmi\.success_status$/u, oneOf('passed', 'failed', 'unknown')],
  [/^cmi\.score\.scaled$/u, real(-1, 1)],
  [/^cmi\.score\.(raw|min|max)$/u, real(-100_000, 100_000)],
  [/^cmi\.progress_measure$/u, real(0, 1)],
  [/^cmi\.location$/u, text(1000)],
  [/^cmi\.exit$/u, oneOf('time-out', 'suspend', 'logout', 'normal', '')],
  [/^cmi\.(session|total)_time$/u, (value) => value === '' || period(value)],
  [/^cmi\.suspend_data$/u, kept],
  [/^cmi\.(launch_data|learner_id|learner_name|credit|entry|mode|time_limit_action|max_time_allowed)$/u, anything],
  [/^cmi\.(scaled_passing_score|completion_threshold)$/u, real(-1, 1)],
  [/^cmi\.learner_preference\.\w+$/u, anything],
  [/^cmi\.(objectives|interactions|comments_from_learner|comments_from_lms)\.\d{1,3}\.[\w.]+$/u, anything],
]

const vocabularies = { scorm12, scorm2004 }
export type ScormKind = keyof typeof vocabularies

/** The element that does not belong there or says what it cannot say; null when all is in order. */
export function faultIn(kind: ScormKind, cmi: Cmi): string | null {
  const entries = Object.entries(cmi)
  if (entries.length > most.elements || entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0) > most.letters)
    return '数据总量'
  const wrong = entries.find(([name, value]) => !vocabularies[kind].some(([pattern, check]) => pattern.test(name) && check(value)))
  return wrong ? wrong[0] : null
}

/** `mastery` is the manifest's, 0 to 1: where it stands, the score decides and not the package's own word (SCORM 1.2 RTE 3.4.4, 2004 RTE 4.2.22.1). */
export function summaryOf(kind: ScormKind, cmi: Cmi, mastery: number | null): CmiSummary {
  const said = kind === 'scorm12' ? said12(cmi) : said2004(cmi)
  const success = mastery !== null && said.score !== null ? (said.score >= mastery ? 'passed' : 'failed') : said.success
  return { ...said, success, satisfied: success === 'passed' || (said.completion === 'completed' && success !== 'failed') }
}

type Said = Omit<CmiSummary, 'satisfied'>

function said12(cmi: Cmi): Said {
  const status = cmi['cmi.core.lesson_status']
  const max = numberIn(cmi['cmi.core.score.max']) ?? 100
  const raw = numberIn(cmi['cmi.core.score.raw'])
  return {
    completion: status === undefined ? null : ['passed', 'completed', 'failed'].includes(status) ? 'completed' : 'incomplete',
    success: status === 'passed' || status === 'failed' ? status : null,
    score: raw === null || max <= 0 ? null : bounded(raw / max),
    seconds: secondsOfClock(cmi['cmi.core.session_time'] ?? ''),
  }
}

function said2004(cmi: Cmi): Said {
  const [completion, success] = [cmi['cmi.completion_status'], cmi['cmi.success_status']]
  const scaled = numberIn(cmi['cmi.score.scaled'])
  return {
    completion: completion === 'completed' ? 'completed' : completion === 'incomplete' ? 'incomplete' : null,
    success: success === 'passed' || success === 'failed' ? success : null,
    score: scaled === null ? null : bounded(scaled),
    seconds: secondsOfPeriod(cmi['cmi.session_time'] ?? ''),
  }
}

const numberIn = (value: string | undefined): number | null => (value === undefined || value === '' ? null : Number(value))
const bounded = (value: number): number => Math.min(Math.max(value, 0), 1)

function secondsOfClock(value: string): number {
  if (!clock(value)) return 0
  return value.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

function secondsOfPeriod(value: string): number {
  if (!period(value)) return 0
  const [, days, hours, minutes, seconds] = /^P(?:\d+Y)?(?:\d+M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/u.exec(value) ?? []
  return Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
}

export interface ForWhom {
  id: string
  name: string
  /** Seconds of all sessions before. */
  seconds: number
  mastery: number | null
  launchData: string
  objectives: readonly string[]
}

/** What a package finds when it begins: what it wrote last time, who learns, and what only the platform says. */
export function resumed(
  kind: ScormKind,
  cmi: Cmi,
  { id, name, seconds, mastery, launchData, objectives }: ForWhom,
): Record<string, string> {
  const isNew = Object.keys(cmi).length === 0
  // Read-only elements are ours to say, and those that a session writes begin empty.
  const own = Object.entries(cmi).filter(
    ([key]) => !/\.(session_time|total_time|exit|entry|student_\w+|learner_id|learner_name|launch_data)$/u.test(key),
  )
  const entry = isNew ? 'ab-initio' : 'resume'
  if (kind === 'scorm12')
    return {
      ...Object.fromEntries(own.filter(([key]) => !key.startsWith('cmi.interactions.'))),
      'cmi.core.student_id': id,
      'cmi.core.student_name': name,
      'cmi.core.entry': entry,
      'cmi.core.total_time': clockOf(seconds),
      'cmi.launch_data': launchData,
      ...(mastery === null ? {} : { 'cmi.student_data.mastery_score': String(Math.round(mastery * 100)) }),
    }
  const hasObjectives = own.some(([key]) => key.startsWith('cmi.objectives.'))
  return {
    ...(hasObjectives ? {} : Object.fromEntries(objectives.map((objective, at) => [`cmi.objectives.${at}.id`, objective]))),
    ...Object.fromEntries(own),
    'cmi.learner_id': id,
    'cmi.learner_name': name,
    'cmi.entry': entry,
    'cmi.total_time': `PT${Math.round(seconds)}S`,
    'cmi.launch_data': launchData,
    ...(mastery === null ? {} : { 'cmi.scaled_passing_score': String(mastery) }),
  }
}

function clockOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join(':')
}
