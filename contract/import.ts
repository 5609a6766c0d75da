import { z } from 'zod'
import type { Action } from './authority.ts'
import { Instant, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'

export const importStates = {
  checked: '已校验，未导入',
  applying: '正在导入',
  applied: '已导入',
  undoing: '正在撤销',
  undone: '已撤销',
} as const
export const ImportState = z.enum(Object.keys(importStates) as [keyof typeof importStates, ...(keyof typeof importStates)[]]) // the keys of a const object
export type ImportState = z.infer<typeof ImportState>

/** A fault at a cell, by the row and the column that Excel shows. */
export const ImportFault = z.strictObject({ row: z.int(), column: z.string().nullable(), title: z.string(), message: z.string() })
export type ImportFault = z.infer<typeof ImportFault>

/** One table that was brought in (批量导入): checked first, then taken whole or in its right rows, and undone as one. */
export const ImportBatch = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  fileName: z.string(),
  state: ImportState,
  at: Instant,
  by: z.string(),
  rows: z.int(),
  wrongRows: z.int(),
  /** Rows that say what stands already: an export that comes back unchanged. */
  sameRows: z.int(),
  /** The first 200. */
  faults: z.array(ImportFault),
  made: z.int(),
  /** Of an undone batch: what somebody had begun to work with, and stays. */
  kept: z.int(),
  /** A large table is taken in, and taken back, as a task that shows its progress. */
  taskId: z.uuid().nullable(),
  /** Why it stopped before its end: the row and the reason. */
  stopped: z.string().nullable(),
  /** The first rows, so that a person sees whether the columns were understood. */
  preview: z.strictObject({
    columns: z.array(z.string()),
    rows: z.array(z.strictObject({ row: z.int(), wrong: z.boolean(), same: z.boolean(), cells: z.array(z.string()) })),
  }),
})
export type ImportBatch = z.infer<typeof ImportBatch>

const ofBatch = { params: z.strictObject({ batchId: z.uuid() }), answer: ImportBatch }

/** The endpoints of one kind of import; `what` is said in their titles. */
export const importEndpoints = (root: string, needs: Action, what: string) => ({
  template: get(`${root}/template`, { title: `下载${what}导入模板`, needs, kind: 'download' }),
  list: get(root, { title: `${what}导入记录`, needs, query: z.strictObject({ ...PageQuery }), answer: Page(ImportBatch) }),
  check: post(root, { title: `校验${what}导入文件`, needs, kind: 'upload', answer: ImportBatch }),
  read: get(`${root}/:batchId`, { title: `查看${what}导入`, needs, ...ofBatch }),
  errors: get(`${root}/:batchId/errors`, { title: '下载错误文件', needs, params: ofBatch.params, kind: 'download' }),
  apply: post(`${root}/:batchId/apply`, {
    title: `导入${what}`,
    needs,
    ...ofBatch,
    body: z.strictObject({ only: z.enum(['right', 'all']) }),
    versioned: true,
  }),
  undo: post(`${root}/:batchId/undo`, { title: `撤销整批${what}导入`, needs, ...ofBatch, versioned: true }),
})
export type ImportApi = ReturnType<typeof importEndpoints>

export const leadImportsApi = importEndpoints('/lead-imports', 'lead.import', '线索')
export const rostersApi = importEndpoints('/rosters', 'person.manage', '花名册')
