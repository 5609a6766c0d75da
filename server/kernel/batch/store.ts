import { sql } from 'kysely'
import type { ImportBatch, ImportState } from '#contract/import'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import type { SheetFault } from '#kernel/sheet'
import type { ImportKind, ImportRow } from './declaration.ts'

export interface Stored<Row> {
  id: string
  version: number
  fileName: string
  state: ImportState
  at: Date
  by: string
  rows: Row[]
  faults: SheetFault[]
  taskId: string | null
  stopped: string | null
  made: number
  kept: number
}

const batches = (ctx: Ctx, kind: string) =>
  ctx.tx
    .selectFrom('import_batch as b')
    .innerJoin('person as p', 'p.id', 'b.person_id')
    .select([
      'b.id',
      'b.version',
      'b.file_name as fileName',
      'b.state',
      'b.at',
      'p.name as by',
      'b.rows',
      'b.faults',
      'b.task_id as taskId',
      'b.stopped',
    ])
    .select(sql<number>`(select count(*)::int from import_made i where i.batch_id = b.id)`.as('made'))
    .select(sql<number>`(select count(*)::int from import_made i where i.batch_id = b.id and i.outcome = 'kept')`.as('kept'))
    .where('b.kind', '=', kind)

/** Row security shows what is the reader's: his own, and of shared kinds those of his unit. */
export async function findBatch<Row extends ImportRow>(ctx: Ctx, kind: string, id: string): Promise<Stored<Row>> {
  const row = await batches(ctx, kind).where('b.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这次导入' })
  return row as unknown as Stored<Row> // `keepBatch` wrote the rows and the faults
}

export async function listBatches<Row extends ImportRow>(ctx: Ctx, kind: ImportKind<Row>, { page, size }: { page: number; size: number }) {
  const rows = await batches(ctx, kind.kind)
    .orderBy('b.at', 'desc')
    .orderBy('b.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await ctx.tx
    .selectFrom('import_batch')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('kind', '=', kind.kind)
    .executeTakeFirstOrThrow()
  return { rows: rows.map((row) => shown(kind, row as unknown as Stored<Row>)), total: n, totalIsAtLeast: false } // as in findBatch
}

/** Rows that cannot come in. What is said of the head keeps nothing back. */
export function wrongRows({ rows, faults }: Pick<Stored<ImportRow>, 'rows' | 'faults'>): Set<number> {
  const named = new Set(faults.map(({ row }) => row))
  return new Set(rows.map(({ row }) => row).filter((row) => named.has(row)))
}

export function shown<Row extends ImportRow>(kind: ImportKind<Row>, batch: Stored<Row>): ImportBatch {
  const { rows, faults, at, ...rest } = batch
  const wrong = wrongRows(batch)
  return {
    ...rest,
    at: at.toISOString(),
    rows: rows.length,
    wrongRows: wrong.size,
    sameRows: rows.filter(({ same }) => same).length,
    faults: faults.slice(0, 200),
    preview: {
      columns: kind.preview.map(({ title }) => title),
      rows: rows.slice(0, 50).map((row) => ({
        row: row.row,
        wrong: wrong.has(row.row),
        same: row.same ?? false,
        cells: kind.preview.map(({ of }) => (of(row) ?? '').slice(0, 60)),
      })),
    },
  }
}

/** Moves the batch on from the version that was seen: of two at once, one is told that the other was first. */
export async function moveBatch(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  change: { state: ImportState; task_id?: string; stopped?: string },
): Promise<void> {
  const moved = await ctx.tx
    .updateTable('import_batch')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) throw new Problem('stale', {})
}

/** Which rows of the file are in already: a task that begins again goes on behind them. */
export async function rowsIn(ctx: Ctx, batchId: string): Promise<Set<number>> {
  const rows = await ctx.tx.selectFrom('import_made').select('row').where('batch_id', '=', batchId).execute()
  return new Set(rows.map(({ row }) => row))
}

/** What still stands of a batch, in the order of the file. */
export const standing = async (ctx: Ctx, batchId: string, most?: number): Promise<string[]> => {
  let query = ctx.tx
    .selectFrom('import_made')
    .select('made_id')
    .where('batch_id', '=', batchId)
    .where('outcome', '=', 'made')
    .orderBy('row')
  if (most !== undefined) query = query.limit(most)
  return (await query.execute()).map((row) => row.made_id)
}
