import type { Role } from '#contract/authority'
import type { LegalDay } from '#contract/common'
import { extensionAllowed } from '#kernel/calendar'
import { Problem } from '#kernel/problem'
import type { Act } from './act.ts'
import type { Clock } from './clocks.ts'
import { type By, type Process, placesOf, type Refusal, rulesOn, type StepRule } from './declaration.ts'

/** Who stands before the button. */
export interface Standing {
  role: Role | null
  orgId: string | null
  personId: string | null
  /** A job in the house's own name; it takes the steps that are its alone. */
  service?: boolean
}

/** Everything that the law asks about a matter before it lets a step be taken. No database, no clock: the caller brings both. */
export interface Situation<Facts> {
  process: Process<Facts>
  lawOf: LegalDay
  state: string
  history: readonly Act[]
  clocks: readonly Clock[]
  facts: Facts
  /** Kinds of papers that are issued, with the number of acts that stood in the history when the last one of each was. */
  papers: ReadonlyMap<string, number>
  paperTitle: (kind: string) => string
  children: readonly { process: string; closed: boolean; title: string }[]
  places: { handling: string; owner: string; above: string | null }
  /** Grants that act, running today. */
  grants?: readonly { purpose: string; orgId: string }[]
  /** Who handles it on this day. */
  handlers: readonly string[]
  /** Who handles it or ever did: whoever worked on a case does not review it afterwards. */
  everHandled: readonly string[]
  /** Who had to withdraw (回避), from this matter or from one above it. */
  withdrawn?: { persons: readonly string[]; basis: string } | undefined
  today: LegalDay
}

type Rule = StepRule<string, string, string, string, string>

/** Null: the step is open. */
export type Verdict = { open: true; warnings: string[] } | { open: false; problem: Problem }

/** May a duty of this role, at this place, take the step at all? The others do not see the button. */
export function standsFor<Facts>(situation: Situation<Facts>, rule: Rule, who: Standing): boolean {
  return placesOf(rule).some((by) => fits(by, situation, who))
}

function fits<Facts>(by: By, situation: Situation<Facts>, who: Standing): boolean {
  if (by.role === 'service') return who.service === true
  const { handlers, everHandled } = situation
  if (by.role !== who.role || who.orgId === null || who.personId === null || !orgsAt(by, situation).includes(who.orgId)) return false
  if (by.assigned && !handlers.includes(who.personId)) return false
  return !(by.notBy === 'handlers' && everHandled.includes(who.personId))
}

/** The units at which a duty must stand. */
export function orgsAt<Facts>({ at }: By, { places, grants = [] }: Pick<Situation<Facts>, 'places' | 'grants'>): string[] {
  if (typeof at !== 'string') return grants.filter((grant) => grant.purpose === at.granted).map((grant) => grant.orgId)
  return places[at] === null ? [] : [places[at]]
}

/** Judges one step on a day; what it carries, where it is known already, tells whose right it is. In order: state, role, what must have gone before, papers, children, waits and rights, the room's own checks. */
export function judge<Facts>(
  situation: Situation<Facts>,
  step: string,
  who: Standing,
  on: LegalDay,
  input: Readonly<Record<string, unknown>> = {},
): Verdict {
  const rule = rulesOn(situation.process, situation.lawOf)?.[step]
  if (!rule) return closed(new Problem('notFound', { what: '这个步骤' }))
  const what = rule.title
  const { states } = situation.process
  if (!rule.from.includes(situation.state)) {
    const where = rule.from.map((state) => `「${states[state]?.title ?? state}」`).join('、')
    return closed(
      new Problem('closed', { what, why: `事项现处于「${states[situation.state]?.title}」，该步骤在${where}时办理`, basis: rule.basis }),
    )
  }
  if (!standsFor(situation, rule, who)) return closed(new Problem('notAllowed', { what, ...(rule.basis ? { rule: rule.basis } : {}) }))
  const { withdrawn } = situation
  if (withdrawn?.persons.some((person) => person === who.personId))
    return closed(new Problem('closed', { what, why: '您已被决定回避，不得再参与本案的办理', basis: withdrawn.basis }))
  return judgeRest({ ...situation, clocks: clocksNamedBy(situation, input) }, rule, on)
}

/** Of clocks that are kept one for each party, those of the party that the act names. */
function clocksNamedBy<Facts>({ process, clocks }: Situation<Facts>, input: Readonly<Record<string, unknown>>): readonly Clock[] {
  return clocks.filter(({ name, whose }) => {
    const named = input[process.clocks[name]?.from.whose ?? '']
    return whose === null || named === undefined || named === whose
  })
}

function judgeRest<Facts>(situation: Situation<Facts>, rule: Rule, on: LegalDay): Verdict {
  const warnings: string[] = []
  const problem =
    daysStand(situation, rule, on) ??
    missingSteps(situation, rule) ??
    openChildren(situation, rule) ??
    waitOf(situation, rule, on, warnings) ??
    rightOf(situation, rule, on, warnings) ??
    extensionOf(situation, rule) ??
    checksOf(situation, rule) ??
    missingPapers(situation, rule)
  return problem ? closed(problem) : { open: true, warnings }
}

const closed = (problem: Problem): Verdict => ({ open: false, problem })

/** Never in the future, never before what it depends on (design §6.5). */
function daysStand<Facts>({ today, history }: Situation<Facts>, rule: Rule, on: LegalDay): Problem | null {
  if (on > today) return new Problem('invalid', { what: `“${rule.title}”的日期 ${on} 晚于今天，不能预先登记。` })
  const moved = history.findLast((act) => act.from !== act.to) ?? history[0]
  if (moved && on < moved.happenedOn)
    return new Problem('invalid', { what: `“${rule.title}”的日期 ${on} 早于上一步的日期 ${moved.happenedOn}，请核对。` })
  return null
}

function missingSteps<Facts>({ process, history }: Situation<Facts>, rule: Rule): Problem | null {
  const missing = (rule.following ?? []).filter((step) => !history.some((act) => act.step === step))
  if (missing.length === 0) return null
  return new Problem('incomplete', {
    what: rule.title,
    missing: missing.map((step) => `“${process.steps[step]?.title}”`),
    basis: rule.basis,
  })
}

function openChildren<Facts>({ children }: Situation<Facts>, rule: Rule): Problem | null {
  const open = children.find((child) => !child.closed && (rule.childrenClosed ?? []).includes(child.process))
  if (!open) return null
  return new Problem('closed', { what: rule.title, why: `关联事项“${open.title}”尚未办结`, basis: rule.basis, todo: '请先办结关联事项。' })
}

/** A wait that must have run out, for everybody whose it is: the day after its last day at the earliest, unless the party waived it. */
function waitOf<Facts>({ clocks }: Situation<Facts>, rule: Rule, on: LegalDay, warnings: string[]): Problem | null {
  if (!rule.after) return null
  const waits = named(clocks, rule.after)
  if (waits.length === 0) return new Problem('closed', { what: rule.title, why: '相应的法定期间尚未开始', basis: rule.basis })
  const left = waits.filter(({ waived, endedOn, deadline: { due } }) => !waived && !endedOn && !(due !== null && on > due))
  return firstOf(left, (clock) =>
    refuseOrWarn(
      clock,
      warnings,
      new Problem('tooEarly', { what: rule.title, until: clock.deadline.due ?? '不计入期间结束', basis: clock.limit.basis }),
    ),
  )
}

/** A right that lapses: the last day is still in time. Of several parties' one that still runs is enough; the act says whose it is. */
function rightOf<Facts>({ clocks }: Situation<Facts>, rule: Rule, on: LegalDay, warnings: string[]): Problem | null {
  if (!rule.within) return null
  const rights = named(clocks, rule.within)
  if (rights.length === 0) return new Problem('closed', { what: rule.title, why: '相应的法定期间尚未开始', basis: rule.basis })
  const lapsed = rights.map((clock) => lapseOf(clock, rule, on))
  if (lapsed.includes(null)) return null
  return firstOf(rights, (clock, index) => {
    const problem = lapsed[index]
    return problem ? (clock.waived ? problem : refuseOrWarn(clock, warnings, problem)) : null
  })
}

function lapseOf({ waived, limit, deadline: { due } }: Clock, rule: Rule, on: LegalDay): Problem | null {
  if (waived) return new Problem('closed', { what: rule.title, why: '当事人已书面放弃', basis: limit.basis })
  return due === null || on <= due ? null : new Problem('tooLate', { what: rule.title, due, basis: limit.basis })
}

function firstOf<T>(all: readonly T[], ask: (one: T, index: number) => Problem | null): Problem | null {
  for (const [index, one] of all.entries()) {
    const problem = ask(one, index)
    if (problem) return problem
  }
  return null
}

/** A disputed or unverified limit warns and never blocks (design §6.2). */
function refuseOrWarn(clock: Clock, warnings: string[], problem: Problem): Problem | null {
  if (!clock.limit.disputed && clock.limit.verified) return problem
  warnings.push(`${problem.message}（该期限${clock.limit.disputed ? '适用存在争议' : '未核实'}，仅提示）`)
  return null
}

function extensionOf<Facts>({ clocks }: Situation<Facts>, rule: Rule): Problem | null {
  if (!rule.extends) return null
  const clock = latest(clocks, rule.extends)
  if (!clock || clock.endedOn) return new Problem('closed', { what: rule.title, why: '该期限没有在计算中', basis: rule.basis })
  if (clock.limit.id === 'AGREED') return null
  // Whether another turn is left; the length itself is judged when the step is taken.
  const turn = extensionAllowed(clock.limit, clock.extensions, { length: 1 })
  return turn.ok ? null : new Problem('closed', { what: rule.title, why: turn.reason, basis: turn.basis })
}

function checksOf<Facts>({ process, facts }: Situation<Facts>, rule: Rule): Problem | null {
  for (const name of rule.when ?? []) {
    const refusal: Refusal | null | undefined = process.checks[name]?.(facts)
    if (refusal) return new Problem('closed', { what: rule.title, ...refusal })
  }
  return null
}

function missingPapers<Facts>(situation: Situation<Facts>, rule: Rule): Problem | null {
  const { papers, paperTitle } = situation
  const missing = (rule.needs ?? []).flatMap((kind) => {
    const title = `《${paperTitle(kind)}》`
    if (!papers.has(kind)) return [title]
    return isOfThisRound(situation, rule, kind) ? [] : [`重新制作的${title}（此前的已经用过，或者属于退回以前）`]
  })
  return missing.length ? new Problem('incomplete', { what: rule.title, missing, basis: rule.basis }) : null
}

/** Issued after the last act that rested on such a paper, and after the last one that calls for it anew. */
export function isOfThisRound<Facts>(
  { process, lawOf, history, papers }: Pick<Situation<Facts>, 'process' | 'lawOf' | 'history' | 'papers'>,
  rule: Rule,
  kind: string,
): boolean {
  const rules = rulesOn(process, lawOf)
  const used = history.findLastIndex(({ step }) => rule.anew?.includes(step) || rules?.[step]?.needs?.includes(kind))
  return (papers.get(kind) ?? 0) > used
}

const named = (clocks: readonly Clock[], name: string) => clocks.filter((clock) => clock.name === name)
const latest = (clocks: readonly Clock[], name: string) => named(clocks, name).at(-1)

/** The steps that a state and a role would allow, before any fact is asked: the table that the tests of a process compare whole. */
export function openSteps<Facts>(process: Process<Facts>, state: string, roles: readonly By['role'][]): string[] {
  return Object.entries(process.steps)
    .filter(([, rule]) => rule.from.includes(state) && placesOf(rule).some((by) => roles.includes(by.role)))
    .map(([step]) => step)
}
