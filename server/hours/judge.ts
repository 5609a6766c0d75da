import type { LegalDay } from '#contract/common'
import { formsOf, type HoursSettings, type RuleMark, type StaffCategory, staffCategoryShort, subjectsOf } from '#contract/hours-rules'
import { addMonths, dayBefore } from '#kernel/calendar'
import { type HoursRule, hoursRules, type Line } from './rules.data.ts'

/** What somebody earned, reversals already taken off. */
export interface Earned {
  form: string
  subject: string | null
  hours: number
  days: number
  earnedOn: LegalDay
}

export interface Belonging {
  category: StaffCategory
  from: LegalDay
  to: LegalDay | null
  /** 提任前未达标 (PX-04). */
  unmet: boolean
}

export interface LineJudged {
  label: string
  measure: 'hours' | 'days'
  /** Null: the configuration has no figure, and nothing is judged. */
  needed: number | null
  done: number
  missing: number | null
  /** Of `done`, what came over from the year before. */
  carried: number
  counts: string
}

export interface Requirement {
  rule: string
  title: string
  text: string
  article: string
  mark: RuleMark
  note: string | null
  from: LegalDay
  to: LegalDay
  of: 'any' | 'all'
  /** Null: not judged, for want of a figure. */
  met: boolean | null
  lines: LineJudged[]
}

export interface Window {
  from: LegalDay
  to: LegalDay
}

const yearOf = (day: LegalDay): Window => ({ from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` })

/** 五年一个周期, not a rolling one (PX-03). */
export function fiveYearsOf(day: LegalDay, start: LegalDay): Window {
  let from = start
  while (day < from) from = addMonths(from, -60)
  while (day >= addMonths(from, 60)) from = addMonths(from, 60)
  return { from, to: dayBefore(addMonths(from, 60)) }
}

export const windowOf = (rule: Pick<HoursRule, 'window'>, day: LegalDay, settings: HoursSettings): Window =>
  rule.window === 'year' ? yearOf(day) : fiveYearsOf(day, settings.fiveYearsFrom)

export const belongingOn = (belongings: readonly Belonging[], day: LegalDay): Belonging | null =>
  belongings.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null

function counts(line: Line, { form, subject }: Earned, settings: HoursSettings): boolean {
  const fits = line.form === undefined || form === line.form || (line.form === 'class' && form === 'online' && settings.onlineCounts)
  return fits && (line.subject === undefined || subject === line.subject)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const within = ({ from, to }: Window, day: LegalDay) => from <= day && day <= to

const totalOf = (line: Line, earned: readonly Earned[], window: Window, settings: HoursSettings): number =>
  sum(earned.filter((one) => within(window, one.earnedOn) && counts(line, one, settings)).map((one) => one[line.measure]))

const neededFor = (line: Line, settings: HoursSettings): number | null => ('minimum' in line ? line.minimum : settings[line.setting])

function countsInWords(line: Line, settings: HoursSettings): string {
  const form = formsOf(settings).find(({ code }) => code === line.form)?.title
  const subject = subjectsOf(settings).find(({ code }) => code === line.subject)?.title
  const online = line.form === 'class' && settings.onlineCounts ? '和网络培训' : ''
  return form || subject ? `只计${form ?? ''}${online}${subject ?? ''}` : '各种形式、科目合计'
}

/** 结转: of the whole only, and of one year only; off unless the configuration says otherwise. */
function carriedTo(rule: HoursRule, line: Line, earned: readonly Earned[], window: Window, settings: HoursSettings): number {
  if (!settings.carryOver || rule.id !== 'PROFESSIONAL' || line.subject !== undefined) return 0
  const before = yearOf(dayBefore(window.from))
  return Math.max(0, totalOf(line, earned, before, settings) - (neededFor(line, settings) ?? 0))
}

/** 或 needs one line, 并 every one; a line without a figure is not judged, and decides nothing where another one does. */
function metBy(of: 'any' | 'all', lines: readonly LineJudged[]): boolean | null {
  const judged = lines.filter(({ needed }) => needed !== null)
  if (judged.length === 0) return null
  const done = judged.filter(({ missing }) => missing === 0).length
  return of === 'any' ? done > 0 : done === judged.length
}

export function judgeRule(rule: HoursRule, earned: readonly Earned[], asOf: LegalDay, settings: HoursSettings): Requirement {
  const window = windowOf(rule, asOf, settings)
  const seen = { from: window.from, to: asOf < window.to ? asOf : window.to }
  const lines = rule.lines.map((line): LineJudged => {
    const needed = neededFor(line, settings)
    const carried = carriedTo(rule, line, earned, window, settings)
    const done = totalOf(line, earned, seen, settings) + carried
    const missing = needed === null ? null : Math.max(0, needed - done)
    return { label: line.label, measure: line.measure, needed, done, missing, carried, counts: countsInWords(line, settings) }
  })
  const { id, title, text, article, mark, note, of } = rule
  return { rule: id, title, text, article, mark, note, ...window, of, met: metBy(of, lines), lines }
}

const rulesFor = (category: StaffCategory, day: LegalDay, settings: HoursSettings): HoursRule[] =>
  hoursRules.filter((rule) => {
    const { to } = windowOf(rule, day, settings)
    return rule.categories.includes(category) && rule.from <= to && (rule.to === null || to <= rule.to)
  })

/** PX-04: what was missing on the eve of the appointment is made up within a year; counted are the days after it. */
function makeUp(belongings: readonly Belonging[], earned: readonly Earned[], asOf: LegalDay, settings: HoursSettings): Requirement[] {
  return belongings.flatMap((now) => {
    const [eve, last] = [dayBefore(now.from), addMonths(now.from, 12)]
    // Shown while it runs, and for a year after it ran out.
    if (!now.unmet || asOf < now.from || asOf > addMonths(last, 12)) return []
    const before = belongingOn(belongings, eve)
    const rule = before && rulesFor(before.category, eve, settings).find(({ id }) => id !== 'CADRE-ONLINE')
    const short = rule ? judgeRule(rule, earned, eve, settings) : null
    const window = { from: now.from, to: asOf < last ? asOf : last }
    const lines = (rule?.lines ?? []).map((line, at): LineJudged => {
      const needed = short?.lines[at]?.missing ?? null
      const done = totalOf(line, earned, window, settings)
      const missing = needed === null ? null : Math.max(0, needed - done)
      return {
        label: `提任前所缺${line.label}`,
        measure: line.measure,
        needed,
        done,
        missing,
        carried: 0,
        counts: countsInWords(line, settings),
      }
    })
    return {
      rule: 'PX-04',
      title: '提任前未达标补训',
      text: `提任后 1 年内补足，${last} 前完成`,
      article: '《干部教育培训工作条例》（2023 年修订）',
      mark: 'verified' as const,
      note: rule ? null : '提任前没有登记人员类别，无法计算所缺学时，请核对。',
      from: now.from,
      to: last,
      of: rule?.of ?? ('any' as const),
      met: metBy(rule?.of ?? 'any', lines),
      lines,
    }
  })
}

/** Two categories within one year: judged is by the one of the last day, and the page says so, since no source says how a year is divided. */
export function categoryNote(belongings: readonly Belonging[], asOf: LegalDay): string | null {
  const year = yearOf(asOf)
  const own = belongings
    .filter(({ from, to }) => from <= asOf && (to === null || to >= year.from))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const used = belongingOn(belongings, asOf)
  if (new Set(own.map(({ category }) => category)).size < 2 || !used) return null
  const named = ({ category }: Belonging) => `“${staffCategoryShort[category]}”`
  const spans = own.map((one) => `${one.from < year.from ? year.from : one.from} 起为${named(one)}`).join('，')
  return `本年度人员类别有变动：${spans}。以下按 ${asOf} 的类别${named(used)}适用规则，全年学时都参加计算；文件没有规定年度中变动如何分段（【建议】系统默认），请培训管理人员核对。`
}

export interface Judged {
  category: StaffCategory | null
  /** met: every rule that could be judged; short: something is missing; unknown: no category, or no figure to judge by. */
  verdict: 'met' | 'short' | 'unknown'
  requirements: Requirement[]
}

/** 还缺什么: by the category of that day, with the windows that hold it. */
export function judgePerson(
  { belongings, earned }: { belongings: readonly Belonging[]; earned: readonly Earned[] },
  asOf: LegalDay,
  settings: HoursSettings,
): Judged {
  const now = belongingOn(belongings, asOf)
  const own = now ? rulesFor(now.category, asOf, settings).map((rule) => judgeRule(rule, earned, asOf, settings)) : []
  const requirements = [...own, ...makeUp(belongings, earned, asOf, settings)]
  const judged = requirements.filter(({ met }) => met !== null)
  const verdict = judged.length === 0 ? 'unknown' : judged.every(({ met }) => met) ? 'met' : 'short'
  return { category: now?.category ?? null, verdict, requirements }
}
