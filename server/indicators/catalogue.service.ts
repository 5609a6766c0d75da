import { type IndicatorDetail, indicatorsApi } from '#contract/indicators-catalogue'
import type { Mark } from '#contract/orgs'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { countingOf, indicatorOf, recordsBehind } from '#kernel/indicator'
import { Problem } from '#kernel/problem'
import { countedFor, entryOf, lineOf, linesOf, outsideSeriesOf, population } from './catalogue.ts'
import { exportCatalogue, exportFigures } from './export.ts'
import { countedFigures } from './figures.service.ts'
import { isPlausibilityChanged, keepPlausibility, mayKeepRules, plausibilityOf } from './plausibility.ts'
import { setTarget } from './target.service.ts'

interface Said {
  definition: string
  formula: string | null
  source: string | null
  note: string | null
  mark: Mark
}

/** What an indicator means, from whoever says it: the room that counts it, the compiled catalogue, or neither. */
function saidOf(id: string): Said | undefined {
  const counted = indicatorOf(id)
  if (counted) return { definition: counted.definition, formula: formulaOf(id), source: counted.source, note: null, mark: counted.mark }
  const entry = entryOf(id)
  if (entry) return entry
  if (id !== population.id) return undefined
  const definition = '统计部门公布的常住人口，用于计算每万人口指标；每一项人均数都注明所用人口的年份。'
  const note = '用上年末还是当年末常住人口，以统计部门口径为准（未核实）'
  return { definition, formula: null, source: '统计部门', note, mark: 'unverified' }
}

function formulaOf(id: string): string | null {
  const over = indicatorOf(id)?.over
  return over ? `${titleOf(over.numerator)} ÷ ${titleOf(over.denominator)} × 100` : null
}
const titleOf = (id: string) => indicatorOf(id)?.title ?? id
const named = (id: string) => ({ id, title: titleOf(id) })

async function read(ctx: Ctx, id: string): Promise<IndicatorDetail> {
  const [line, said] = [lineOf(id), saidOf(id)]
  if (!line || !said) throw new Problem('notFound', { what: '该指标' })
  const [counted, entry, series] = [indicatorOf(id), entryOf(id), outsideSeriesOf(id)]
  const isWhole = entry?.id === id
  return {
    line,
    definition: said.definition,
    formula: said.formula,
    source: said.source,
    note: said.note,
    direction: counted?.direction ?? null,
    standing: counted !== undefined && countingOf(counted).standing,
    over: counted?.over ? { numerator: named(counted.over.numerator), denominator: named(counted.over.denominator) } : null,
    parts: isWhole ? [...entry.parts] : [],
    counted: entry ? countedFor(id).map((one) => ({ id: one.id, title: one.title })) : [],
    published: isWhole ? entry.values.map(({ place: _, ...value }) => value) : [],
    plausibility: series ? await plausibilityOf(ctx, series) : null,
    plausibilityChanged: series ? await isPlausibilityChanged(ctx, id) : false,
    mayManage: holds(ctx.actor, 'indicator.manage'),
    mayKeepRules: series !== undefined && mayKeepRules(ctx),
  }
}

function demandLine(id: string): void {
  if (!lineOf(id)) throw new Problem('notFound', { what: '该指标' })
}

const handlers: Handlers<typeof indicatorsApi> = {
  list: async () => linesOf(),
  read: (ctx, { params }) => read(ctx, params.indicatorId),
  figures: (ctx, { params, query }) => countedFigures(ctx, params.indicatorId, query),
  async records(ctx, { params, query: { org, own, part, ...query } }) {
    const asked = { ...query, indicator: params.indicatorId, orgId: org, own: own === 'yes', ...(part ? { part } : {}) }
    return { ...(await recordsBehind(ctx, asked)), totalIsAtLeast: false }
  },
  export: (ctx, { params, query }) => exportFigures(ctx, params.indicatorId, query),
  exportCatalogue: (ctx) => exportCatalogue(ctx),
  setTarget(ctx, { params, body }) {
    demandLine(params.indicatorId)
    return setTarget(ctx, params.indicatorId, body)
  },
  async setPlausibility(ctx, { params, body }) {
    if (!outsideSeriesOf(params.indicatorId)) throw new Problem('notFound', { what: '该外部数据项目' })
    await keepPlausibility(ctx, params.indicatorId, body)
    return read(ctx, params.indicatorId)
  },
}
export const catalogueRoutes = routesOf('indicators', indicatorsApi, handlers)
