import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { orgOf } from '#kernel/matter'
import { type ComposedPaper, fillingOf, fillTemplate, markWord, paperPolicy, renderDocx, renderHtml, renderPdf } from '#kernel/paper'
import { headOf, wordType } from './paper.rules.ts'
import { declaredPaper, reachableMatter, reachablePaper } from './paper.service.ts'
import type { PaperRow } from './paper.store.ts'
import { contentOf, patient, templatesFor } from './template.store.ts'

/** The paper as it is read: composed from its fields, whatever form it is then given. */
export async function composed(ctx: Ctx, row: PaperRow): Promise<ComposedPaper> {
  const matter = await reachableMatter(ctx, row.matterId)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  return declaredPaper(row.kind).compose(row.fields, headOf(row, owner.name, ctx.today))
}

/** Word: as it was issued, else with the office's own template where there is one, else in the form of GB/T 9704. */
export async function wordOf(ctx: Ctx, row: PaperRow): Promise<Buffer> {
  if (row.wordSha256 !== null) {
    const issued = await contentOf(ctx, row.wordSha256)
    return row.state === 'void' ? markWord(issued, '作废') : issued
  }
  const matter = await reachableMatter(ctx, row.matterId)
  const [template] = row.state === 'draft' ? await templatesFor(ctx, matter.ownerOrgId, row.kind) : []
  if (!template) return renderDocx(await composed(ctx, row))
  const owner = await orgOf(ctx, matter.ownerOrgId)
  const head = headOf(row, owner.name, ctx.today)
  return fillTemplate(await contentOf(ctx, template.sha256), fillingOf(declaredPaper(row.kind), row.fields, head), head.mark)
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
  await patient(ctx)
  return { name: fileName(row, 'docx'), mediaType: wordType, content: await wordOf(ctx, row) }
}

export async function paperAsPdf(ctx: Ctx, id: string): Promise<Download> {
  const row = await reachablePaper(ctx, id)
  await note(ctx.tx, { action: 'download', object: 'paper', objectId: id, detail: { form: 'pdf' } })
  const paper = await composed(ctx, row)
  await patient(ctx)
  return { name: fileName(row, 'pdf'), mediaType: 'application/pdf', content: await renderPdf(renderHtml(paper)) }
}
