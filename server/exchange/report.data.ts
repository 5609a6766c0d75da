import { clausesWithState } from '#clauses'
import type { ClauseWithState } from '#contract/clauses'
import { inNumerals } from '#contract/clauses'
import type { OrgId } from '#contract/common'
import type { ReportClause, ReportContent, ReportFigure } from '#contract/exchange-reports'
import type { Figure } from '#contract/indicators'
import { taskLightNames } from '#contract/supervision-steps'
import { anyFiguresOf, linesOf, targetsOf } from '#indicators'
import type { Ctx } from '#kernel/house'
import { allIndicators } from '#kernel/indicator'
import { orgOf } from '#kernel/matter'
import { tasksOf } from '#supervision'
import { liveFigures } from './return.figures.ts'

interface Asked {
  year: number
  orgId: OrgId
}
interface Span extends Asked {
  from: string
  to: string
}
type Unnumbered = Omit<ReportFigure, 'note' | 'target'>

/** Which figures speak of a measure: those that its clauses are bound to, and those declared for it. */
const indicatorsOf = (clauses: readonly ClauseWithState[], place: string): string[] => {
  const declared = allIndicators().filter(({ clauses: of }) => of.includes(place))
  return [...new Set([...clauses.flatMap(({ indicators }) => indicators), ...declared.map(({ id }) => id)])]
}

async function countedFigures(ctx: Ctx, ids: readonly string[], span: Span): Promise<Unnumbered[]> {
  const live = await liveFigures(ctx, { indicators: ids, orgId: span.orgId, from: span.from, to: span.to })
  return live.map(({ indicator, value, records, provisional }) => ({
    ...{
      indicator: indicator.id,
      title: indicator.title,
      unit: indicator.unit,
      mark: indicator.mark,
      value,
      records,
      provisional,
      derived: false,
    },
  }))
}

/** 主要指标: what comes from outside. Never summed: the last that is known in the year. */
async function outsideFigures(ctx: Ctx, span: Span): Promise<Unnumbered[]> {
  const lines = linesOf().filter(({ listed, collected }) => listed && collected === 'outside')
  const figures = await anyFiguresOf(ctx, {
    indicators: lines.map(({ id }) => id),
    orgId: span.orgId,
    from: span.from,
    to: span.to,
    by: 'self',
  })
  return lines.map(({ id, title, unit, mark }) => {
    const known = figures
      .filter(({ indicator, value }) => indicator === id && value !== null)
      .sort((a, b) => a.month.localeCompare(b.month))
    const last: Figure | undefined = known.at(-1)
    const { value = null, provisional = false } = last ?? {}
    return { indicator: id, title, unit, mark, value, records: last?.records ?? 0, provisional, derived: last?.source === 'derived' }
  })
}

/** Of the unit's own for that year, with its source. */
async function targetFor(ctx: Ctx, id: string, { year, orgId }: Asked): Promise<ReportFigure['target']> {
  const found = (await targetsOf(ctx, id, orgId)).find((one) => one.orgId === orgId && one.year === year)
  return found ? { value: found.value, source: found.source, mark: found.mark } : null
}

async function clauseLine(ctx: Ctx, clause: ClauseWithState): Promise<ReportClause> {
  const tasks = await tasksOf(ctx, { clauseId: clause.id })
  return {
    place: `第 ${clause.sentence} 句${clause.item > 1 ? `之 ${clause.item}` : ''}`,
    ...{ duty: clause.duty, state: clause.state, records: clause.records, reason: clause.outside?.reason ?? null },
    tasks: tasks.map(({ title, lead, light, dueOn }) => ({ title, lead: lead.name, light: taskLightNames[light], due: dueOn })),
  }
}

/** 年度报告 as the records give it now: chapter by chapter of the oldest document in force at the top. Nobody writes a figure into it. */
export async function reportContent(ctx: Ctx, asked: Asked): Promise<ReportContent> {
  const span: Span = { ...asked, from: `${asked.year}-01`, to: `${asked.year}-12` }
  const unit = await orgOf(ctx, asked.orgId)
  const { document, clauses } = await clausesWithState(ctx, { orgId: asked.orgId })
  const chapters: ReportContent['chapters'] = []
  let note = 0
  const numbered = async (figures: readonly Unnumbered[]) => {
    const all: ReportFigure[] = []
    for (const figure of figures) all.push({ ...figure, note: ++note, target: await targetFor(ctx, figure.indicator, asked) })
    return all
  }
  for (const [place, own] of Map.groupBy(clauses, ({ part, article }) => `${part}.${article}`)) {
    const [head] = own
    if (!head) continue
    const lines: ReportClause[] = []
    for (const clause of own) lines.push(await clauseLine(ctx, clause))
    chapters.push({
      ...{
        part: `${inNumerals(head.part)}、${head.partTitle}`,
        title: `（${inNumerals(head.article)}）${head.articleTitle}`,
        clauses: lines,
      },
      figures: await numbered(await countedFigures(ctx, indicatorsOf(own, place), span)),
    })
  }
  chapters.push({
    part: '附：主要指标',
    title: '外部公布和登记的指标',
    clauses: [],
    figures: await numbered(await outsideFigures(ctx, span)),
  })
  return {
    ...{
      year: asked.year,
      unit: { id: asked.orgId, name: unit.name },
      document: `${document.title}${document.number ? `（${document.number}）` : ''}`,
    },
    ...{
      from: span.from,
      to: span.to,
      whole: ctx.today > `${asked.year}-12-31`,
      treeDay: ctx.today,
      takenAt: ctx.now.toISOString(),
      chapters,
    },
  }
}
