import { readFile } from 'node:fs/promises'
import { LeadDraft } from '#contract/case-drafts'
import type { ImportBatch } from '#contract/cases'
import type { Ctx } from '#kernel/house'
import type { Download, Edge } from '#kernel/http'
import { note } from '#kernel/ledger'
import { findMatter, takeStep } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { buildTemplate, markSheet, readSheet, type SheetFault, sheetLimits } from '#kernel/sheet'
import { type ImportRow, judgeLeads, leadPlan } from './import.plan.ts'
import { openLead } from './lead.service.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export async function importTemplate(): Promise<Download> {
  return { name: '线索导入模板.xlsx', mediaType: sheetType, content: await buildTemplate(leadPlan) }
}

/** 校验: nothing is opened yet; the file is kept, so that its error file has the user's own layout. Read in a worker thread (S91). */
export async function checkImport(ctx: Ctx, edge: Edge): Promise<ImportBatch> {
  const upload = edge.upload()
  if (upload.content.bytes > sheetLimits.bytes) throw new Problem('invalid', { what: '文件太大，请分成几个文件后再上传。' })
  const content = await readFile(upload.content.path)
  const { rows, faults } = judgeLeads(await readSheet(content, leadPlan), ctx.today)
  const { id } = await ctx.tx
    .insertInto('import_batch')
    .values({
      person_id: ctx.actor.personId ?? '',
      file_name: upload.name.slice(-200),
      content,
      rows: JSON.stringify(rows),
      faults: JSON.stringify(faults),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return readBatch(ctx, id)
}

interface Stored {
  id: string
  version: number
  fileName: string
  state: ImportBatch['state']
  rows: ImportRow[]
  faults: SheetFault[]
  made: string[]
}

async function findBatch(ctx: Ctx, id: string): Promise<Stored> {
  const row = await ctx.tx
    .selectFrom('import_batch')
    .select(['id', 'version', 'file_name as fileName', 'state', 'rows', 'faults', 'made'])
    .where('id', '=', id)
    .where('person_id', '=', ctx.actor.personId)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这次导入' })
  return row as unknown as Stored // checkImport wrote the rows and the faults
}

const wrongRows = (faults: readonly SheetFault[]) => new Set(faults.map(({ row }) => row))

export async function readBatch(ctx: Ctx, id: string): Promise<ImportBatch> {
  const batch = await findBatch(ctx, id)
  const wrong = wrongRows(batch.faults)
  return {
    id: batch.id,
    version: batch.version,
    fileName: batch.fileName,
    state: batch.state,
    rows: batch.rows.length,
    wrongRows: wrong.size,
    faults: batch.faults.slice(0, 200),
    made: batch.made.length,
    kept: batch.state === 'undone' ? await countKept(ctx, batch.made) : 0,
    preview: batch.rows.slice(0, 50).map(({ row, draft }) => ({
      row,
      foundOn: draft.foundOn ?? '',
      party: draft.parties?.[0]?.name ?? '',
      place: draft.place ?? '',
      content: (draft.content ?? '').slice(0, 60),
      wrong: wrong.has(row),
    })),
  }
}

async function countKept(ctx: Ctx, made: readonly string[]): Promise<number> {
  const found = await Promise.all(made.map((id) => findMatter(ctx, id)))
  return found.filter((matter) => matter && matter.state !== 'withdrawn').length
}

export async function importErrors(ctx: Ctx, id: string): Promise<Download> {
  const batch = await findBatch(ctx, id)
  const { content } = await ctx.tx.selectFrom('import_batch').select('content').where('id', '=', id).executeTakeFirstOrThrow()
  await note(ctx.tx, { action: 'download', object: 'import_batch', objectId: id })
  return { name: `错误标注-${batch.fileName}`, mediaType: sheetType, content: await markSheet(content, leadPlan, batch.faults) }
}

/** 只导入正确行 or 全部不导入: with `all`, one wrong row holds back the whole file. */
export async function applyImport(ctx: Ctx, id: string, version: number, only: 'right' | 'all'): Promise<ImportBatch> {
  const batch = await openBatch(ctx, id, version, 'checked')
  const wrong = wrongRows(batch.faults)
  if (only === 'all' && wrong.size > 0)
    throw new Problem('closed', { what: '全部导入', why: `有 ${wrong.size} 行不正确`, todo: '请改正后重新上传，或者只导入正确行。' })
  const right = batch.rows.filter(({ row }) => !wrong.has(row))
  if (right.length === 0) throw new Problem('closed', { what: '导入', why: '没有正确的行' })
  const made: string[] = []
  for (const { draft } of right) made.push(await openLead(ctx, LeadDraft.parse(draft)))
  await moveBatch(ctx, id, version, { state: 'applied', made })
  return readBatch(ctx, id)
}

/** 撤销整批: leads that nobody has begun are withdrawn; the others stay, and the answer says how many. */
export async function undoImport(ctx: Ctx, id: string, version: number): Promise<ImportBatch> {
  const batch = await openBatch(ctx, id, version, 'applied')
  for (const matterId of batch.made) {
    const matter = await findMatter(ctx, matterId)
    if (matter?.state !== 'registered') continue
    await takeStep(ctx, { matterId, step: 'withdraw', happenedOn: ctx.today, input: { reason: `撤销批量导入（${batch.fileName}）` } })
  }
  await moveBatch(ctx, id, version, { state: 'undone' })
  return readBatch(ctx, id)
}

const stateWords = { checked: '还没有导入', applied: '已经导入', undone: '已经撤销' }

async function openBatch(ctx: Ctx, id: string, version: number, state: ImportBatch['state']): Promise<Stored> {
  const batch = await findBatch(ctx, id)
  if (batch.version !== version) throw new Problem('stale', { current: batch.version })
  if (batch.state !== state) throw new Problem('closed', { what: '办理这次导入', why: `这个文件${stateWords[batch.state]}` })
  return batch
}

async function moveBatch(ctx: Ctx, id: string, version: number, change: { state: 'applied' | 'undone'; made?: string[] }): Promise<void> {
  const done = await ctx.tx
    .updateTable('import_batch')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw new Problem('stale', {})
}
