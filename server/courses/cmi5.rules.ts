import type { MoveOn } from './package/manifest.ts'

export const verbs = {
  launched: 'http://adlnet.gov/expapi/verbs/launched',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  abandoned: 'https://w3id.org/xapi/adl/verbs/abandoned',
  satisfied: 'https://w3id.org/xapi/adl/verbs/satisfied',
} as const
export const cmi5Category = 'https://w3id.org/xapi/cmi5/context/categories/cmi5'
export const sessionExtension = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid'

/** What a part has said of itself until now. */
export interface Told {
  completed: boolean
  passed: boolean
  failed: boolean
  score: number | null
  /** Launches that a part has begun and not ended by its own word. */
  running: readonly string[]
}

/** As much of a statement as decides. */
export interface Said {
  actor: { account?: { homePage: string; name: string } }
  verb: { id: string }
  result?: { score?: { scaled?: number } }
  context?: { registration?: string; contextActivities?: { category?: unknown }; extensions?: Record<string, unknown> }
}

export interface Expected {
  account: { homePage: string; name: string }
  registration: string
  /** Launches of this very attempt. */
  sessions: readonly string[]
  mastery: number | null
}

/**
 * One statement more (cmi5 §9). It counts if it speaks of this learner, this registration and a launch that was really opened, and calls itself one of
 * cmi5. A pass below the mastery score is none, whatever the part calls it (§9.3.4).
 */
export function hearStatement(told: Told, said: Said, { account, registration, sessions, mastery }: Expected): Told {
  const { context, actor, verb, result } = said
  const isHis = actor.account?.homePage === account.homePage && actor.account.name === account.name
  const session = String(context?.extensions?.[sessionExtension])
  const isOurs = context?.registration === registration && sessions.includes(session)
  if (!isHis || !isOurs || !isDefined(context?.contextActivities?.category)) return told
  const score = typeof result?.score?.scaled === 'number' ? Math.min(Math.max(result.score.scaled, 0), 1) : null
  if (verb.id === verbs.initialized) return { ...told, running: [...new Set([...told.running, session])] }
  if (verb.id === verbs.terminated) return { ...told, running: told.running.filter((one) => one !== session) }
  if (verb.id === verbs.completed) return { ...told, completed: true }
  if (verb.id === verbs.failed) return { ...told, failed: true, score: score ?? told.score }
  if (verb.id !== verbs.passed) return told
  if (mastery !== null && score !== null && score < mastery) return told
  return { ...told, passed: true, score: score ?? told.score }
}

const isDefined = (category: unknown): boolean => [category].flat().some((one) => (one as { id?: unknown } | null)?.id === cmi5Category) // any JSON value

export function movesOn(moveOn: MoveOn, { completed, passed }: Told): boolean {
  const rules: Record<MoveOn, boolean> = {
    Passed: passed,
    Completed: completed,
    CompletedAndPassed: completed && passed,
    CompletedOrPassed: completed || passed,
    NotApplicable: true,
  }
  return rules[moveOn]
}
