/** Where a number opens: its list of records, or the board of a unit. */
export interface Opening {
  to: string
  search?: Readonly<Record<string, string | undefined>>
}

/** What stands beside every picture, table and print: what was counted, of which day, by which tree. */
export interface Sourced {
  title: string
  /** 件、人次、% … behind each number. */
  unit: string
  /** 截至、口径、隶属关系日: one sentence. */
  source: string
  /** Said under the chart on the page instead, where the page says the source once for all of them. */
  note?: string
}

export interface Point {
  month: string
  value: number | null
  opens?: Opening | null
  /** Of a ratio: what stood over what. */
  reason?: string
}

export interface TrendLine {
  name: string
  points: readonly Point[]
}

export interface RankRow {
  key: string
  name: string
  value: number | null
  /** Ties share one; null: not ranked, and `reason` says why. */
  rank: number | null
  reason: string
  opens?: Opening | null
  /** The board of the unit itself. */
  into?: Opening | null
}

export interface ShareRow {
  key: string
  name: string
  value: number | null
  opens?: Opening | null
}
