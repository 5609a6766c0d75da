import { z } from 'zod'
import { abilities, fiveHigh } from '#contract/indicators'
import { type IndicatorLine, IndicatorType, PublishedValue } from '#contract/indicators-catalogue'
import { Mark } from '#contract/orgs'
import { allIndicators, type Indicator } from '#kernel/indicator'
import table from './data/catalogue.json' with { type: 'json' }

const Part = z.strictObject({ id: z.string(), title: z.string(), unit: z.string() })

/** A published value; `place` (a unit's code, or 全国) is there only where it may stand in one line with others of its kind. */
const Published = PublishedValue.extend({ note: z.string().nullable().default(null), place: z.string().nullable().default(null) })

const Entry = z.strictObject({
  id: z.string(),
  title: z.string(),
  ability: z.enum(abilities),
  fiveHigh: z.enum(fiveHigh),
  definition: z.string(),
  formula: z.string(),
  unit: z.string(),
  type: IndicatorType,
  levels: z.array(z.string()),
  frequency: z.string(),
  /** As the compilers of the catalogue say that it is collected. */
  collection: z.string(),
  source: z.string().nullable(),
  mark: Mark,
  clauses: z.array(z.string()).default([]),
  /** Really several figures, each with its own unit. */
  parts: z.array(Part).default([]),
  /** 人均: which figure is divided by the resident population. */
  over: z.string().nullable().default(null),
  note: z.string().nullable().default(null),
  values: z.array(Published),
})
export type Entry = z.infer<typeof Entry>

/**
 * 知识产权能力指标目录: 53 entries as compiled on 2026-11-22, each with its mark. Where only a reprint was seen, its issuer is named and no address is kept:
 * some of those sites are not fit to be shown.
 */
export const catalogue: readonly Entry[] = z.array(Entry).parse(table)

/** 常住人口: no indicator itself, but what 人均 figures are divided by. */
export const population = { id: 'POP', title: '常住人口', unit: '万人' } as const

export const entryOf = (id: string): Entry | undefined =>
  catalogue.find((entry) => entry.id === id || entry.parts.some((part) => part.id === id))

/** What the platform counts for an entry or one of its parts. */
export const countedFor = (id: string): Indicator[] =>
  allIndicators().filter((one) => one.catalogue !== undefined && partOf(one.catalogue, id))
const partOf = (declared: string, id: string) => declared === id || entryOf(declared)?.id === id

/** A grade (等次) is a word: nothing to enter as a number. */
const isNumber = (entry: Entry) => entry.type !== 'rating' || entry.unit !== '等次'

export interface OutsideSeries {
  id: string
  title: string
  unit: string
  stock: boolean
}
const series: readonly OutsideSeries[] = [
  { ...population, stock: true },
  ...catalogue.filter(isNumber).flatMap((entry) => {
    const parts = entry.parts.length > 0 ? entry.parts : [entry]
    return parts.map(({ id, title, unit }) => ({ id, title, unit, stock: entry.type === 'stock' }))
  }),
]

/** What may come from outside: all that the platform does not count itself. */
export const outsideSeries = (): OutsideSeries[] => series.filter(({ id }) => countedFor(id).length === 0)
export const outsideSeriesOf = (id: string): OutsideSeries | undefined => outsideSeries().find((one) => one.id === id)

/** To which ability and which 高 the platform's own counts belong, by the word before the dot: our ordering, no document says it. */
const dimensions: readonly (readonly [words: readonly string[], ability: Entry['ability'], high: Entry['fiveHigh']])[] = [
  [['leads', 'complaints', 'cases', 'tracks'], '保护', '高标准保护'],
  [['training', 'courses', 'exams', 'hours', 'lectures', 'people', 'learning', 'staff'], '管理', '高水平服务'],
  [['supervision', 'tasks', 'coordination', 'requests', 'meetings', 'exchange', 'clauses'], '管理', '高效能合作'],
]

function lineOfEntry(entry: Entry): IndicatorLine {
  const counted = countedFor(entry.id)
  const { id, title, unit, type, ability, clauses, levels, frequency, mark } = entry
  const collected = counted.length > 0 ? 'here' : entry.collection.startsWith('系统生成') && entry.values.length === 0 ? 'none' : 'outside'
  return {
    ...{ id, title, unit, type, ability, fiveHigh: entry.fiveHigh, clauses, levels, frequency, mark },
    collected: collected === 'outside' && !isNumber(entry) ? 'none' : collected,
    how: howOf(entry, counted),
    listed: true,
  }
}

function howOf(entry: Entry, counted: readonly Indicator[]): string {
  if (counted.length > 0) return `由办理记录自动计算：${counted.map(({ title }) => title).join('、')}`
  if (!isNumber(entry)) return '等次为文字评价，不作数值登记'
  if (entry.collection.startsWith('系统生成')) return '平台还没有产生这项数据的业务；取得以前可以登记外部数据'
  return `${entry.collection}：在“外部数据”中导入或者登记`
}

function lineOfCounted(one: Indicator): IndicatorLine {
  const entry = one.catalogue === undefined ? undefined : entryOf(one.catalogue)
  const [word] = one.id.split('.')
  const own = dimensions.find(([words]) => words.includes(word ?? ''))
  return {
    ...{ id: one.id, title: one.title, unit: one.unit, type: one.kind, clauses: [...one.clauses], mark: one.mark },
    ability: entry?.ability ?? own?.[1] ?? null,
    fiveHigh: entry?.fiveHigh ?? own?.[2] ?? null,
    collected: 'here',
    how: '由办理记录自动计算',
    listed: false,
    frequency: '随办随计，按月',
    levels: entry?.levels ?? [],
  }
}

const lineOfPopulation: IndicatorLine = {
  ...population,
  type: 'stock',
  ability: null,
  fiveHigh: null,
  clauses: [],
  collected: 'outside',
  how: '统计部门公布：在“外部数据”中导入或者登记',
  listed: false,
  frequency: '年度',
  levels: ['省', '市', '县'],
  mark: 'unverified',
}

/** The whole catalogue: the compiled entries, then what the platform counts, then what these are divided by. */
export const linesOf = (): IndicatorLine[] => [...catalogue.map(lineOfEntry), ...allIndicators().map(lineOfCounted), lineOfPopulation]

export function lineOf(id: string): IndicatorLine | undefined {
  const found = linesOf().find((line) => line.id === id)
  if (found) return found
  const entry = entryOf(id)
  const part = entry?.parts.find((one) => one.id === id)
  return entry && part && { ...lineOfEntry(entry), ...part }
}
