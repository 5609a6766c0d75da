import type { LegalDay, PaperId } from '#contract/common'
import type { PaperState } from '#contract/paper'
import type { Ctx } from '#kernel/house'
import { renderHtml } from '#kernel/paper'
import { composed, wordOf } from './paper.print.ts'
import { papersOf } from './paper.store.ts'

/** A paper that went out of draft, as the file of a case holds it. Void ones stay with their reason. */
export interface FiledPaper {
  id: PaperId
  kind: string
  title: string
  state: Exclude<PaperState, 'draft'>
  number: string | null
  day: LegalDay
  issuedBy: string | null
  voidReason: string | null
  fieldsHash: string | null
  track: string | null
  fields: Record<string, unknown>
  /** Word for the archive, or the page that needs no other program. */
  render(form: 'docx' | 'html'): Promise<Buffer>
}

/** The papers of a matter and its tracks that were issued; drafts that were given up never were papers. */
export async function filedPapers(ctx: Ctx, matterId: string): Promise<FiledPaper[]> {
  const rows = await papersOf(ctx, matterId)
  return rows.flatMap((row) => {
    const { state, issuedOn } = row
    if (state === 'draft' || issuedOn === null) return []
    const { id, kind, title, number, issuedBy, voidReason, fieldsHash, track, fields } = row
    const render = async (form: 'docx' | 'html') => (form === 'docx' ? wordOf(ctx, row) : Buffer.from(renderHtml(await composed(ctx, row))))
    return [{ id, kind, title, state, number, day: issuedOn, issuedBy, voidReason, fieldsHash, track, fields, render }]
  })
}
