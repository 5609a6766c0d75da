import type { IndicatorKind } from '#contract/indicators'
import type { Mark } from '#contract/orgs'
import type { Ctx } from '#kernel/house'

/**
 * What is counted (指标), declared by the room whose records it counts. Its facts are appended in the transaction of the act; the months of a unit, the
 * boards, the exchanges and the state of the clauses follow from them.
 */
export interface Indicator {
  /** `cases.filed`: the room, then what. */
  id: string
  title: string
  unit: string
  kind: IndicatorKind
  /** 口径: what counts and on which day, in words for the page. */
  definition: string
  /** Its row of the catalogue (indicators.json), where it is one of them. */
  catalogue?: string
  /** The clauses of 231号文 that it gives evidence for: '1.1' is 一（一）. */
  clauses: readonly string[]
  /** Is more better? Without an answer no unit is ranked by it. */
  direction?: 'more' | 'less'
  /** Of a ratio: two flows or two stocks. */
  over?: { numerator: string; denominator: string }
  /** Who says what is counted, and how far that may be trusted. */
  source: string
  mark: Mark
  /** Names of the records behind the facts that are no matters, by the ids that the facts carry; within the actor's reach alone. */
  records?: (ctx: Ctx, ids: readonly string[]) => Promise<readonly NamedRecord[]>
}

export interface NamedRecord {
  id: string
  title: string
  /** Where it opens in the page. */
  path: string | null
}

const declared = new Map<string, Indicator>()

/** Composition only: every room's indicators, once, before the first request. */
export function registerIndicators(all: readonly Indicator[]): void {
  for (const indicator of all) declared.set(indicator.id, indicator)
}

export const allIndicators = (): readonly Indicator[] => [...declared.values()]
export const indicatorOf = (id: string): Indicator | undefined => declared.get(id)
