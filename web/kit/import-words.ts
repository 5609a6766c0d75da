import type { ReactNode } from 'react'
import type { Endpoint } from '#contract/endpoint'
import type { ImportApi } from '#contract/import'

/** What one kind of import says of itself. */
export interface ImportWords {
  api: ImportApi
  /** 从 Excel 导入线索 */
  title: string
  /** 线索: names files, counts and questions. */
  what: string
  /** 条线索, 人 */
  counted: string
  hint: ReactNode
  /** What becomes of what was made, asked before it is taken back. */
  undoing: string
  /** Reads that an import makes old. */
  refreshes: readonly Pick<Endpoint, 'path'>[]
}
