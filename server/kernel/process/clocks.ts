import type { LegalDay } from '#contract/common'
import {
  agreedTermOf,
  type Calendar,
  type Deadline,
  deadlineOf,
  type GrantedExtension,
  hourDeadlineOf,
  type Interval,
  type Limit,
  legalDayOf,
  limitOn,
} from '#kernel/calendar'
import type { Act } from './act.ts'
import type { Agreed, ClockRule, ExclusionRule, Process } from './declaration.ts'

/** A clock as it stands: one for each entry of its starting fact that its rule names. */
export interface Clock {
  name: string
  entry: number
  title: string
  /** Whose it is, where the rule keeps one for each. */
  whose: string | null
  limit: Limit
  deadline: Deadline
  excluded: readonly Interval[]
  extensions: readonly GrantedExtension[]
  /** The day on which a step stopped it; null while it runs. */
  endedOn: LegalDay | null
  waived: boolean
}

/** A start for which the statute table has no row on that day: it is said, and nothing is computed (design §6.2). */
export interface NoRule {
  name: string
  title: string
  limitId: string
  begun: LegalDay
}

export interface Clocks {
  clocks: readonly Clock[]
  noRule: readonly NoRule[]
}

export interface ClockInput<Facts> {
  process: Process<Facts>
  history: readonly Act[]
  /** Intervals from child matters: an appraisal of its own process stops the parent's term. */
  childIntervals: readonly Interval[]
  facts: Facts
  calendar: Calendar
}

/** All clocks of a matter from its history: nothing is typed by hand, nothing remembered that the history does not say. */
export function clocksOf<Facts>({ process, history, childIntervals, facts, calendar }: ClockInput<Facts>): Clocks {
  const intervals = [...intervalsOf(process.excludes ?? [], history), ...childIntervals]
  const clocks: Clock[] = []
  const noRule: NoRule[] = []
  for (const [name, rule] of Object.entries(process.clocks)) {
    for (const start of startsOf(rule, history)) {
      if (rule.only && !rule.only(facts, start.whose)) continue
      const of = { name, rule, title: titleOf(rule, facts, start.whose), start, process, history, intervals, calendar }
      if (typeof rule.limit !== 'string') {
        clocks.push(clockOf(of, agreedTerm(rule.limit)))
        continue
      }
      const limit = limitOn(rule.limit, start.day)
      if (!limit) noRule.push({ name, title: rule.title, limitId: rule.limit, begun: start.day })
      else clocks.push(clockOf(of, statuteTerm(limit)))
    }
  }
  return { clocks, noRule }
}

interface StartFact {
  day: LegalDay
  at: string
  index: number
  entry: number
  whose: string | null
  /** Of an agreed term: the day that this act names. */
  agreed: LegalDay | null
}

function startsOf<Facts>(rule: ClockRule<string, Facts>, history: readonly Act[]): StartFact[] {
  const { step, entry, field, whose } = rule.from
  const all = history.flatMap((act, index): Omit<StartFact, 'entry'>[] => {
    const fact = ![step].flat().includes(act.step) ? undefined : field ? act.input[field] : act.happenedOn
    if (typeof fact !== 'string') return []
    const of = whose && typeof act.input[whose] === 'string' ? act.input[whose] : null
    // A limit in hours starts from the instant that the act names; without one, from its entry.
    const start = { ...(fact.includes('T') ? instantOf(fact) : { day: fact, at: act.recordedAt }), index, whose: of, agreed: null }
    return typeof rule.limit === 'string' ? [start] : agreedIn(act, rule.limit).map((on) => ({ ...start, ...on }))
  })
  const chosen = entry === 'each' ? all : [...new Set(all.map((start) => start.whose))].flatMap((of) => one(all, entry, of))
  return chosen.map((start, i) => ({ ...start, entry: i }))
}

/** The days that an act agrees on: one, or of several each for itself. An act that names none starts nothing. */
function agreedIn(act: Act, { agreed: field }: Agreed): { agreed: LegalDay; whose?: string }[] {
  const named = act.input[field]
  if (Array.isArray(named)) return named.filter((day) => typeof day === 'string').map((day) => ({ agreed: day, whose: day }))
  return typeof named === 'string' ? [{ agreed: named }] : []
}

function one<S extends { whose: string | null; day: LegalDay }>(
  all: readonly S[],
  entry: 'first' | 'last' | 'latest',
  whose: string | null,
): S[] {
  const own = all.filter((start) => start.whose === whose)
  if (entry === 'latest') return own.toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-1)
  return entry === 'first' ? own.slice(0, 1) : own.slice(-1)
}

/** An act that names nobody concerns all. */
const concerns = (act: Act, field: string | undefined, whose: string | null): boolean =>
  !field || whose === null || act.input[field] === undefined || act.input[field] === whose

/** A minute without a zone is one of the office's clock. */
function instantOf(minute: string): { day: LegalDay; at: string } {
  const at = /(Z|[+-]\d\d:\d\d)$/u.test(minute) ? minute : `${minute}:00+08:00`
  return { day: legalDayOf(at), at }
}

/** Two parties' terms of one name are told apart by who they are. */
function titleOf<Facts>({ title, named }: ClockRule<string, Facts>, facts: Facts, whose: string | null): string {
  const name = whose === null ? undefined : named?.(facts, whose)
  return name === undefined ? title : `${title}（${name}）`
}

interface ClockOf<Facts> {
  name: string
  title: string
  rule: ClockRule<string, Facts>
  start: StartFact
  process: Process<Facts>
  history: readonly Act[]
  intervals: readonly Interval[]
  calendar: Calendar
}

/** How the end of a clock is found, once it is known which acts and intervals concern it. */
type EndOf = <Facts>(
  of: ClockOf<Facts>,
  acts: readonly Act[],
  excluded: readonly Interval[],
) => Pick<Clock, 'limit' | 'deadline' | 'excluded' | 'extensions'>

function clockOf<Facts>(of: ClockOf<Facts>, endOf: EndOf): Clock {
  const { name, rule, start, process, history } = of
  const since = history.slice(start.index + 1).filter((act) => concerns(act, rule.from.whose, start.whose))
  const stop = since.find((act) => rule.until.includes(act.step))
  const acts = stop ? since.slice(0, since.indexOf(stop)) : since
  const excluded = of.intervals.filter((interval) => interval.to === null || interval.to > start.day)
  return {
    ...{ name, entry: start.entry, title: of.title, whose: start.whose },
    ...endOf(of, acts, excluded),
    endedOn: stop?.happenedOn ?? null,
    waived: since.some((act) => process.steps[act.step]?.waives === name),
  }
}

const statuteTerm =
  (limit: Limit): EndOf =>
  ({ name, start, process, calendar }, acts, excluded) => {
    const extensions = acts.flatMap((act) => extensionBy(process, act, name, limit))
    const term = { limit, begun: start.day, excluded, extensions, calendar }
    const deadline = limit.unit === 'hour' ? hourDeadlineOf({ limit, begunAt: start.at }) : deadlineOf(term)
    const counted = excluded.filter((interval) => limit.excludedReasons.some((reason) => reason === interval.reason))
    return { limit, deadline, excluded: counted, extensions }
  }

const agreedTerm =
  ({ agreed: field, basis }: Agreed): EndOf =>
  ({ name, title, start, process }, acts) => {
    const later = acts.flatMap((act) => {
      const day = act.input[field]
      return process.steps[act.step]?.extends === name && typeof day === 'string' ? [day] : []
    })
    return { ...agreedTermOf({ title, basis, begun: start.day, days: [start.agreed ?? start.day, ...later] }), excluded: [] }
  }

/** What an extension step granted: its own length where the article lets the paper say it, else the article's. */
function extensionBy<Facts>(process: Process<Facts>, act: Act, clock: string, limit: Limit): GrantedExtension[] {
  if (process.steps[act.step]?.extends !== clock) return []
  const length = act.input.length
  const unit = act.input.unit
  if (typeof length !== 'number') return []
  return [{ length, unit: limit.extensions.find((e) => e.unit === unit)?.unit ?? limit.extensions[0]?.unit ?? limit.unit }]
}

/** The excluded intervals that a history opened and closed. The day that ends one is counted in it. */
export function intervalsOf(rules: readonly ExclusionRule<string>[], history: readonly Act[]): Interval[] {
  return rules.flatMap((rule) => {
    const found: Interval[] = []
    let open: Omit<Interval, 'to'> | null = null
    for (const act of history) {
      if (act.step === rule.from && !open) open = { from: act.happenedOn, paper: paperOf(act), reason: reasonOf(rule, act) }
      else if (rule.to.includes(act.step) && open) {
        found.push({ ...open, to: act.happenedOn })
        open = null
      }
    }
    return open ? [...found, { ...open, to: null }] : found
  })
}

const reasonOf = ({ reason }: ExclusionRule<string>, act: Act): string =>
  typeof reason === 'string' ? reason : String(act.input[reason.field])

const paperOf = (act: Act): string | undefined => (typeof act.input.paper === 'string' ? act.input.paper : undefined)
