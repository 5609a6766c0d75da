import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { ImportApi, ImportBatch } from '#contract/import'
import type { Ctx } from '#kernel/house'
import { type Download, type Edge, type Handlers, type Route, routesOf } from '#kernel/http'
import { type Job, jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { buildTemplate, markSheet, readSheet, sheetLimits } from '#kernel/sheet'
import type { ImportKind, ImportRow } from './declaration.ts'
import { sheetType } from './export.ts'
import { findBatch, listBatches, shown } from './store.ts'
import { applyBatch, jobOf, performImport, undoBatch } from './take.ts'

/** Binds a kind of import to its endpoints and to the job that takes in what is too large for a request. */
export function importRoom<Row extends ImportRow>(
  api: ImportApi,
  kind: ImportKind<Row>,
): { routes: Route[]; jobs: Readonly<Record<string, Job>> } {
  const read = async (ctx: Ctx, id: string): Promise<ImportBatch> => shown(kind, await findBatch<Row>(ctx, kind.kind, id))
  const handlers: Handlers<ImportApi> = {
    template: (ctx) => template(ctx, kind),
    list: (ctx, { query }) => listBatches(ctx, kind, query),
    check: async (ctx, { request }) => read(ctx, await checkFile(ctx, kind, request)),
    read: (ctx, { params }) => read(ctx, params.batchId),
    errors: (ctx, { params }) => errorFile(ctx, kind, params.batchId),
    async apply(ctx, { params, version, body }) {
      await applyBatch(ctx, kind, params.batchId, version, body.only)
      return read(ctx, params.batchId)
    },
    async undo(ctx, { params, version }) {
      await undoBatch(ctx, kind, params.batchId, version)
      return read(ctx, params.batchId)
    },
  }
  const declared = jobs({
    [jobOf(kind.kind)]: {
      payload: z.object({ taskId: z.uuid() }),
      long: (house, inService, { taskId }, stopping) => performImport(house, inService, kind, { taskId, stopping }),
    },
  })
  return { routes: routesOf(`import.${kind.kind}`, api, handlers), jobs: declared }
}

async function template<Row extends ImportRow>(ctx: Ctx, kind: ImportKind<Row>): Promise<Download> {
  return { name: `${kind.title}导入模板.xlsx`, mediaType: sheetType, content: await buildTemplate(await kind.plan(ctx)) }
}

/** 校验: nothing comes in yet; the file is kept, so that its error file has the user's own layout. Read in a worker thread (S91). */
async function checkFile<Row extends ImportRow>(ctx: Ctx, kind: ImportKind<Row>, edge: Edge): Promise<string> {
  const upload = edge.upload()
  if (upload.content.bytes > sheetLimits.bytes) throw new Problem('invalid', { what: '文件太大，请分成几个文件后再上传。' })
  const content = await readFile(upload.content.path)
  const { rows, faults } = await kind.judge(ctx, await readSheet(content, kind.reads))
  const { id } = await ctx.tx
    .insertInto('import_batch')
    .values({
      kind: kind.kind,
      shared: kind.shared ?? false,
      person_id: ctx.actor.personId ?? '',
      org_id: ctx.actor.orgId ?? '',
      org_at: '0', // the trigger places it
      file_name: upload.name.slice(-200),
      content,
      rows: JSON.stringify(rows),
      faults: JSON.stringify(faults),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function errorFile<Row extends ImportRow>(ctx: Ctx, kind: ImportKind<Row>, id: string): Promise<Download> {
  const batch = await findBatch<Row>(ctx, kind.kind, id)
  const { content } = await ctx.tx.selectFrom('import_batch').select('content').where('id', '=', id).executeTakeFirstOrThrow()
  await note(ctx.tx, { action: 'download', object: 'import_batch', objectId: id })
  return { name: `错误标注-${batch.fileName}`, mediaType: sheetType, content: await markSheet(content, kind.reads, batch.faults) }
}
