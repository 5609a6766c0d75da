import type { LegalDay } from '#contract/common'
import {
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
import type { ClockRule, ExclusionRule, Process } from './declaration.ts'

/** One act of a matter's history, as the clocks read it. */
export interface Act {
  step: string
  from: string
  to: string
  happenedOn: LegalDay
  recordedAt: string
  input: Readonly<Record<string, unknown>>
}

/** A clock as it stands: one for each entry of its starting fact that its rule names. */
export interface Clock {
  name: string
  entry: number
  title: string
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
    if (rule.only && !rule.only(facts)) continue
    for (const start of startsOf(rule, history)) {
      const limit = limitOn(rule.limit, start.day)
      if (!limit) noRule.push({ name, title: rule.title, limitId: rule.limit, begun: start.day })
      else clocks.push(clockOf({ name, rule, start, limit, process, history, intervals, calendar }))
    }
  }
  return { clocks, noRule }
}

interface StartFact {
  day: LegalDay
  at: string
  index: number
  entry: number
}

function startsOf<Facts>(rule: ClockRule<string, Facts>, history: readonly Act[]): StartFact[] {
  const { step, entry, field } = rule.from
  const all = history.flatMap((act, index) => {
    const fact = ![step].flat().includes(act.step) ? undefined : field ? act.input[field] : act.happenedOn
    if (typeof fact !== 'string') return []
    // A limit in hours starts from the instant that the act names; without one, from its entry.
    return [fact.includes('T') ? { ...instantOf(fact), index } : { day: fact, at: act.recordedAt, index }]
  })
  const numbered = all.map((start, i) => ({ ...start, entry: i }))
  if (entry === 'each') return numbered
  const one = entry === 'first' ? numbered[0] : numbered.at(-1)
  return one ? [{ ...one, entry: 0 }] : []
}

/** A minute without a zone is one of the office's clock. */
function instantOf(minute: string): { day: LegalDay; at: string } {
  const at = /(Z|[+-]\d\d:\d\d)$/u.test(minute) ? minute : `${minute}:00+08:00`
  return { day: legalDayOf(at), at }
}

function clockOf<Facts>(input: {
  name: string
  rule: ClockRule<string, Facts>
  start: StartFact
  limit: Limit
  process: Process<Facts>
  history: readonly Act[]
  intervals: readonly Interval[]
  calendar: Calendar
}): Clock {
  const { name, rule, start, limit, process, history, calendar } = input
  const since = history.slice(start.index + 1)
  const stop = since.find((act) => rule.until.includes(act.step))
  const acts = stop ? since.slice(0, since.indexOf(stop)) : since
  const excluded = input.intervals.filter((interval) => interval.to === null || interval.to > start.day)
  const extensions = acts.flatMap((act) => extensionBy(process, act, name, limit))
  const term = { limit, begun: start.day, excluded, extensions, calendar }
  const deadline = limit.unit === 'hour' ? hourDeadlineOf({ limit, begunAt: start.at }) : deadlineOf(term)
  return {
    name,
    entry: start.entry,
    title: rule.title,
    limit,
    deadline,
    excluded: excluded.filter((interval) => limit.excludedReasons.some((reason) => reason === interval.reason)),
    extensions,
    endedOn: stop?.happenedOn ?? null,
    waived: since.some((act) => process.steps[act.step]?.waives === name),
  }
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
