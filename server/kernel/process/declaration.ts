import type { Role } from '#contract/authority'
import type { LegalDay } from '#contract/common'
import type { LimitId } from '#kernel/calendar'
import type { Act } from './act.ts'

/** Whom a grant that acts names: the assisting unit, the common superior, a supporting unit of a task, the unit that is asked. */
export type GrantPurpose = 'assistance' | 'designation' | 'support' | 'request'

/**
 * Who takes a step: a role, standing at the handling unit, the owner, or the unit above the owner (design §6.1); or at a unit that holds a
 * running grant of this purpose, for a grant is read-only unless a step names it. `service` is the clock's own act, taken by a job: what the law
 * lets happen by itself when a term has run out.
 */
export interface By {
  role: Role | 'service'
  at: 'handling' | 'owner' | 'above' | { granted: GrantPurpose }
  /** Only an officer to whom the matter is assigned. */
  assigned?: true
  /** Nobody who handles the matter: 办案人员不得作为审核人员 (S19). */
  notBy?: 'handlers'
}

/** Why a step is closed, in words for the person before the button. */
export interface Refusal {
  why: string
  basis?: string
  todo?: string
}

export interface StepRule<State extends string, Step extends string, Paper extends string, Clock extends string, Check extends string> {
  /** The words on the button. */
  title: string
  /** The article that gives the step. */
  basis?: string
  from: readonly State[]
  /** Left out: the matter stays where it is, the step is a record. */
  to?: State
  by: By | readonly By[]
  /** Papers that must be issued before. Each taking of a step asks for papers of its own: what an earlier act rested on does not serve twice. */
  needs?: readonly Paper[]
  /** After one of these acts (a return, a new notice) the papers must be drawn up anew, though no step has used them yet. */
  anew?: readonly Step[]
  /** Opens only when this wait has run out or was waived. */
  after?: Clock
  /** Open only while this limit runs: a right of the party that lapses. */
  within?: Clock
  /** The party gives up this clock's right. */
  waives?: Clock
  /** Extends this clock, as often and as far as its limit allows. */
  extends?: Clock
  /** Checks over the facts of the room, by name. */
  when?: readonly Check[]
  /** Steps that must have been taken since the matter last entered its state chain, whatever their day. */
  following?: readonly Step[]
  /** Child matters of these processes must be closed. */
  childrenClosed?: readonly string[]
  /** Asks for confirmation: it ends something or goes outside. */
  danger?: true
  /** Not a thing to be done but a thing that may be done: no 待办 for it. Records never make one. */
  optional?: true
}

/** The act that opened a matter stands first in its history under this name; clocks may start from it and from the days it carried. */
export type Opening = 'open'

/** Where a clock starts: the day of a step (or a legal day, for hours an instant, of its input), its first entry, its last, the latest by its day, or one clock for each. */
export interface Start<Step extends string> {
  /** Several steps may be the same fact: seized after approval, seized at once. */
  step: Step | readonly Step[]
  entry: 'first' | 'last' | 'latest' | 'each'
  field?: string
  /** The field of the starting act that says whose clock it is: each party's right runs from what reached him. One clock for each value. */
  whose?: string
}
export const first = <S extends string>(step: S | readonly S[], field?: string): Start<S> => ({
  step,
  entry: 'first',
  ...(field ? { field } : {}),
})
export const last = <S extends string>(step: S | readonly S[], field?: string): Start<S> => ({
  step,
  entry: 'last',
  ...(field ? { field } : {}),
})
/** Of several acts the one whose day lies latest, whenever it was entered. */
export const latest = <S extends string>(step: S | readonly S[], field?: string): Start<S> => ({
  step,
  entry: 'latest',
  ...(field ? { field } : {}),
})
export const each = <S extends string>(step: S | readonly S[], field?: string): Start<S> => ({
  step,
  entry: 'each',
  ...(field ? { field } : {}),
})
/** One clock for each party, from the last such act that names him. An act that names another one neither stops nor waives it. */
export const lastOfEach = <S extends string>(step: S | readonly S[], whose: string): Start<S> => ({ step, entry: 'last', whose })

/**
 * 约定期限: the clock ends on the day that its starting act carries in this field; it is never computed. A step that extends it carries the later day in
 * the same field, and the first one is kept. A list of days (several reports of one task) is one clock for each; `whose` of the start then names the
 * field by which a later act says which of them it means.
 */
export interface Agreed {
  agreed: string
  /** Who agrees, in words: there is no article. */
  basis: string
}

export interface ClockRule<Step extends string, Facts> {
  title: string
  /** A row of the statute table; the number stands there with its article (design §6.3). Or a day that people agree on. */
  limit: LimitId | Agreed
  from: Start<Step | Opening>
  /** The steps that stop it. */
  until: readonly Step[]
  /** Runs only for such matters: passing-off of patents has terms of its own. */
  only?: (facts: Facts, whose: string | null) => boolean
  /** Where there is one for each party: whose this one is, in words that are put behind the title. */
  named?: (facts: Facts, whose: string) => string | undefined
}

/** Time that limits may not count (不计入期间), from one step to another. Those of a child matter count for its parent too. */
export interface ExclusionRule<Step extends string> {
  /** One of the reasons that the statute table knows, or the field of the starting act that says which. */
  reason: string | { field: string }
  from: Step | Opening
  to: readonly Step[]
}

export interface Declaration<
  State extends string,
  Step extends string,
  Paper extends string,
  Facts,
  Clock extends string,
  Check extends string,
> {
  name: string
  title: string
  /** Roles of one field do not see the matters of the other. */
  field?: 'training' | 'coordination'
  /** The law of each version: a matter keeps the one of the day it was opened (design §6.2). Newer ones restate only what changed. */
  versions: readonly { from: LegalDay; law: string; steps?: Partial<Record<Step, Partial<StepRule<State, Step, Paper, Clock, Check>>>> }[]
  states: Readonly<Record<State, { title: string; end?: true }>>
  start: State
  steps: Record<Step, StepRule<State, Step, NoInfer<Paper>, NoInfer<Clock>, NoInfer<Check>>>
  clocks: Record<Clock, ClockRule<Step, Facts>>
  excludes?: readonly ExclusionRule<Step>[]
  /** 回避: whoever had to withdraw takes no further step here, nor in what is open below it. */
  withdrawal?: { basis: string; persons: (history: readonly Act[]) => readonly string[] }
  /** Pure questions to the facts; null when nothing stands against it. */
  checks: Record<Check, (facts: Facts) => Refusal | null>
}

/** A declared process as the kernel handles it, whatever its states are called. */
export type Process<Facts = never> = Declaration<string, string, string, Facts, string, string>

/**
 * Declares a process as data. The four unions come first, so that a role, state, step, paper, clock or check that does not exist is a
 * compile error, and so is a step left without a rule.
 */
export const processFor =
  <State extends string, Step extends string, Paper extends string, Facts>() =>
  <Clock extends string, Check extends string>(declaration: Declaration<State, Step, Paper, Facts, Clock, Check>) =>
    declaration

/** The rules of the version in force on a day; null before the first: no rule in force on that day. */
export function rulesOn<S extends string, T extends string, P extends string, F, C extends string, K extends string>(
  process: Declaration<S, T, P, F, C, K>,
  day: LegalDay,
): Record<T, StepRule<S, T, P, C, K>> | null {
  const inForce = process.versions.filter((version) => version.from <= day)
  if (inForce.length === 0) return null
  const rules = { ...process.steps }
  for (const version of inForce) {
    for (const step in version.steps) rules[step] = { ...rules[step], ...version.steps[step] }
  }
  return rules
}

export const placesOf = (rule: { by: By | readonly By[] }): readonly By[] => (Array.isArray(rule.by) ? rule.by : [rule.by as By]) // Array.isArray does not narrow a readonly array
