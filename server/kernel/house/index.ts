import type { LegalDay } from '#contract/common'
import type { Actor } from '#kernel/authority'
import type { Calendar } from '#kernel/calendar'
import type { Config } from '#kernel/config'
import type { Database, Tx } from '#kernel/db'
import type { FileStore } from '#kernel/files'
import type { Log } from '#kernel/log'

/** What the whole process shares. Composed once in main.ts; nothing in it remembers a request. */
export interface House {
  config: Config
  database: Database
  log: Log
  /** Contents by their hash: a local folder, later an object store by configuration. */
  files: FileStore
  /** The working days in force, with the years that administrators entered. */
  calendar: () => Calendar
}

/** Who asks, in which duty, in which transaction: the request's one transaction, opened at the edge (design §6.7). */
export interface Ctx {
  tx: Tx
  actor: Actor
  house: House
  requestId: string
  /** The legal day and the instant by the database's clock. */
  today: LegalDay
  now: Date
  /** What must be kept although the act is refused and rolled back: a failed sign-in counts. */
  onRefusal: (keep: (tx: Tx) => Promise<void>) => void
}
