import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { orgOf } from '#kernel/matter'
import { type ComposedPaper, paperPolicy, renderDocx, renderHtml, renderPdf } from '#kernel/paper'
import { headOf } from './paper.rules.ts'
import { declaredPaper, reachableMatter, reachablePaper } from './paper.service.ts'
import type { PaperRow } from './paper.store.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The paper as it is read: composed from its fields, whatever form it is then given. */
export async function composed(ctx: Ctx, row: PaperRow): Promise<ComposedPaper> {
  const matter = await reachableMatter(ctx, row.matterId)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  return declaredPaper(row.kind).compose(row.fields, headOf(row, owner.name, ctx.today))
}

const fileName = (row: PaperRow, extension: string) =>
  `${[row.title, row.number, row.state === 'draft' ? '草稿' : row.state === 'void' ? '作废' : null].filter(Boolean).join(' ').replaceAll('/', '／')}.${extension}`

/** Shown in a frame of our own page: no script runs in it, and only a page of this origin may hold it. */
export async function previewPaper(ctx: Ctx, id: string): Promise<Download> {
  const row = await reachablePaper(ctx, id)
  const html = renderHtml(await composed(ctx, row))
  return {
    name: fileName(row, 'html'),
    mediaType: 'text/html; charset=utf-8',
    content: Buffer.from(html),
    inline: true,
    policy: paperPolicy,
  }
}

export async function paperAsWord(ctx: Ctx, id: string): Promise<Download> {
  const row = await reachablePaper(ctx, id)
  await note(ctx.tx, { action: 'download', object: 'paper', objectId: id, detail: { form: 'docx' } })
  return { name: fileName(row, 'docx'), mediaType: wordType, content: await renderDocx(await composed(ctx, row)) }
}

export async function paperAsPdf(ctx: Ctx, id: string): Promise<Download> {
  const row = await reachablePaper(ctx, id)
  await note(ctx.tx, { action: 'download', object: 'paper', objectId: id, detail: { form: 'pdf' } })
  const paper = await composed(ctx, row)
  // Printing may wait for its turn longer than an idle transaction lives.
  await sql`set local idle_in_transaction_session_timeout = '90s'`.execute(ctx.tx)
  return { name: fileName(row, 'pdf'), mediaType: 'application/pdf', content: await renderPdf(renderHtml(paper)) }
}
