import type { Ctx } from '#kernel/house'
import type { SheetFault, SheetPlan, SheetRead } from '#kernel/sheet'

/** A row of the file, by the number that Excel shows. */
export interface ImportRow {
  row: number
  /** It stands already as the row says: nothing is made of it, and nothing is wrong with it. */
  same?: boolean
}

/** 批量导入: what one kind of import says of itself; template, check, error file, taking in, progress and taking back come from it. */
export interface ImportKind<Row extends ImportRow> {
  /** Under which its batches and its task are kept: `lead`. */
  kind: string
  /** 线索, as sentences name it, and what is counted: 条线索. */
  title: string
  counted: string
  /** Rosters are the common work of a unit's administrators; every other import is its bringer's alone. */
  shared?: boolean
  /** As it is offered (with the choices of this reader) and as it is read again. */
  plan(ctx: Ctx): Promise<SheetPlan>
  reads: SheetPlan
  judge(ctx: Ctx, read: SheetRead): Promise<{ rows: Row[]; faults: SheetFault[] }>
  /** What a person checks before he takes the table in. */
  preview: readonly { title: string; of(row: Row): string | null | undefined }[]
  /** Makes of a right row what it asks for, and answers its id. */
  make(ctx: Ctx, row: Row): Promise<string>
  /** Takes back what nobody has begun to work with, and answers which ids stay. */
  takeBack(ctx: Ctx, batch: { id: string; fileName: string }, made: readonly string[]): Promise<readonly string[]>
}

/** So many rows are taken in while the person waits; more become a task that shows its progress. */
export const atOnce = 200
/** Rows of one turn of the task: a person who cancels waits for no more than these. */
export const portion = 50
