import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { AnswerOf, Endpoint } from '#contract/endpoint'
import type { Option } from './step-fields.ts'

/** An endpoint whose query has page and size, and whose answer is a Page. */
export type ListEndpoint = Endpoint & { query: z.ZodType; answer: z.ZodType<{ rows: unknown[]; total: number; totalIsAtLeast: boolean }> }
export type RowOf<E> = AnswerOf<E> extends { rows: (infer R)[] } ? R : never

export interface ListColumn<R> {
  /** Also the name by which the server sorts, where `sortable`. */
  key: string
  title: string
  render: (row: R) => ReactNode
  width?: number
  align?: 'left' | 'right'
  sortable?: boolean
  /** On a phone: the card's title, a tag beside it, a line (default), or nothing. */
  card?: 'title' | 'tag' | 'line' | 'none'
  /** Not shown until it is chosen. */
  optional?: boolean
}

/** A field of the query area. `name` is a key of the endpoint's query; `from` and `to` of a range are two keys. */
export type ListFilter =
  | { kind: 'text'; name: string; label: string; placeholder?: string }
  | { kind: 'choice'; name: string; label: string; options: readonly Option[]; many?: boolean }
  | { kind: 'day'; name: string; label: string }
  | { kind: 'days'; from: string; to: string; label: string }
  | { kind: 'org'; name: string; label: string; scope?: string }
  | { kind: 'person'; name: string; label: string }

/** What of a batch did not go: said row by row, while the others are done. */
export type Refusals<R> = readonly { row: R; sentence: string }[]

export interface BatchAction<R> {
  title: string
  /** All in one call, or one by one with `rowByRow`. */
  run: (rows: readonly R[]) => Promise<Refusals<R> | undefined>
  /** Asked before it runs; `{n}` is the number of rows. */
  question?: string
  danger?: boolean
  /** Which of the chosen rows it can be done to. */
  fits?: (row: R) => boolean
}

export interface ListPageProps<E extends ListEndpoint> {
  title: string
  /** Under which columns and density are kept, e.g. `cases`. */
  name: string
  source: E
  params?: Record<string, string>
  columns: readonly ListColumn<RowOf<E>>[]
  filters?: readonly ListFilter[]
  rowKey: (row: RowOf<E>) => string
  /** What a row is called: the label of its box and of its link. */
  rowTitle: (row: RowOf<E>) => string
  /** Where a row opens: `(row) => '/cases/' + row.id`; undefined where the reader may know of it and no more. */
  opens?: (row: RowOf<E>) => string | undefined
  batch?: readonly BatchAction<RowOf<E>>[]
  /** Further tools for the chosen rows, which ask for something first: export them, assign them. `done` takes the choice away. */
  batchTools?: (rows: readonly RowOf<E>[], filter: Record<string, unknown>, done: () => void) => ReactNode
  /** Buttons beside the title: the new one first. */
  actions?: ReactNode
  /** Gets the filter that is shown, so that exactly this is exported. */
  exporter?: (filter: Record<string, unknown>) => ReactNode
  /** Between title and table: saved views, a sentence. */
  above?: ReactNode
  /** When there is nothing at all: what to do. */
  empty: ReactNode
}
