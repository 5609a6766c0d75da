import { Readable } from 'node:stream'
import { z } from 'zod'
import type { LegalDay } from '#contract/common'
import type { BlankPaper, MatterPaper } from '#contract/documents'
import type { PaperDetail, PaperMissing, PaperSummary } from '#contract/paper'
import { keepContent } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { findMatter, lockMatter, type MatterRow, orgOf, paperOf, roomOf, settleMatter } from '#kernel/matter'
import { documentNumber, fillingOf, fillTemplate, type Paper, type PaperHead } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import { demandDraft, demandIssueDay, demandVersion, demandWriter, fieldsHash, headToCheck, onTheWire, wordType } from './paper.rules.ts'
import { findPaper, insertPaper, lockPaper, nameOn, nextNumber, type PaperRow, papersOf, updatePaper } from './paper.store.ts'
import { contentOf, findTemplate, patient, templatesFor } from './template.store.ts'

export async function reachableMatter(ctx: Ctx, id: string): Promise<MatterRow> {
  const matter = await findMatter(ctx, id)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  return matter
}

export async function reachablePaper(ctx: Ctx, id: string): Promise<PaperRow> {
  const paper = await findPaper(ctx, id)
  if (!paper) throw new Problem('notFound', { what: '该文书' })
  return paper
}

export function declaredPaper(kind: string): Paper {
  const paper = paperOf(kind)
  if (!paper) throw new Problem('notFound', { what: '这种文书' })
  return paper
}

/** What the matter's room knows; a track (并行程序) without facts of its own takes those of the case to which it belongs. */
async function factsFor(ctx: Ctx, matter: MatterRow): Promise<unknown> {
  const own = roomOf(matter.process).paperFacts
  if (own) return own(ctx, matter)
  const parent = matter.parentId ? await findMatter(ctx, matter.parentId) : undefined
  return parent ? roomOf(parent.process).paperFacts?.(ctx, parent) : undefined
}

async function prefilled(ctx: Ctx, matter: MatterRow, paper: Paper): Promise<Record<string, unknown>> {
  const facts = await factsFor(ctx, matter)
  // A paper and the facts that fill it are the same room's: the offer says which kinds a process has.
  return facts === undefined ? {} : paper.prefill(facts as never)
}

/** Unknown fields and wrong types are refused by the paper's own schema, in the words of its fields. */
export function readFields(paper: Paper, fields: unknown): Record<string, unknown> {
  try {
    return paper.read(fields)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new Problem('invalid', {
      issues: error.issues.map((issue) => ({ path: ['fields', ...issue.path].join('.'), message: saidOf(issue) })),
    })
  }
}

/** The schema's own words are English where the paper gave it none. */
function saidOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return '请选择其中一项'
  if (issue.code === 'too_big') return `不能超过 ${issue.maximum}${issue.origin === 'string' ? ' 个字' : ''}`
  if (issue.code === 'too_small') return `不能少于 ${issue.minimum}${issue.origin === 'string' ? ' 个字' : ''}`
  return issue.code === 'custom' ? issue.message : '填写的内容不符合要求，请核对'
}

const missingIn = (paper: Paper, fields: unknown, org: string, day: LegalDay): PaperMissing[] =>
  onTheWire(paper.completeness(fields, headToCheck(org, day)))

const titleOf = (paper: Paper, fields: unknown): string => paper.compose(fields, { org: '' }).title

export async function blankPaper(ctx: Ctx, matterId: string, kind: string): Promise<BlankPaper> {
  const matter = await reachableMatter(ctx, matterId)
  const paper = declaredPaper(kind)
  const fields = await prefilled(ctx, matter, paper)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  return { kind, title: titleOf(paper, fields), form: paper.form, fields, missing: missingIn(paper, fields, owner.name, ctx.today) }
}

/** 起草. Without fields the paper begins with what the matter knows. */
export async function draftPaper(
  ctx: Ctx,
  matterId: string,
  draft: { kind: string; fields?: Record<string, unknown> | undefined },
): Promise<PaperDetail> {
  const matter = await reachableMatter(ctx, matterId)
  demandWriter(ctx.actor, matter, '起草文书')
  const paper = declaredPaper(draft.kind)
  const fields = draft.fields ? readFields(paper, draft.fields) : await prefilled(ctx, matter, paper)
  const { ownerOrgId } = matter
  const id = await insertPaper(ctx, { matterId: matter.id, ownerOrgId, kind: draft.kind, title: titleOf(paper, fields), fields })
  return readPaper(ctx, id)
}

export async function readPaper(ctx: Ctx, id: string): Promise<PaperDetail> {
  const row = await reachablePaper(ctx, id)
  const paper = declaredPaper(row.kind)
  const matter = await reachableMatter(ctx, row.matterId)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  const missing = row.state === 'draft' ? missingIn(paper, row.fields, owner.name, ctx.today) : []
  return {
    ...summaryOf(row, paper),
    fields: row.fields,
    form: paper.form,
    missing,
    numbering: numberingOf(paper),
    wordTemplate: await templateOf(ctx, row, owner.id),
  }
}

const numberingOf = ({ numbering }: Paper) => (typeof numbering === 'string' ? numbering : 'document')

/** What its Word is printed with; null: the platform's own form. */
async function templateOf(ctx: Ctx, row: PaperRow, ownerId: string): Promise<string | null> {
  const template = row.templateId === null ? undefined : await findTemplate(ctx, row.templateId)
  if (row.state !== 'draft') return template ? `${template.org.name}《${template.name}》` : null
  const [next] = await templatesFor(ctx, ownerId, row.kind)
  return next ? `${next.org.name}《${next.name}》` : null
}

export function summaryOf(row: PaperRow, { archive, external }: Paper): PaperSummary {
  const { id, matterId, kind, title, number, state, voidReason, version } = row
  return { id, matterId, kind, title, number, day: row.issuedOn, state, voidReason, volume: archive.volume, external, version }
}

export async function listPapers(ctx: Ctx, matterId: string): Promise<MatterPaper[]> {
  await reachableMatter(ctx, matterId)
  const rows = await papersOf(ctx, matterId)
  return rows.map((row) => ({ ...summaryOf(row, declaredPaper(row.kind)), track: row.track, issuedBy: row.issuedBy }))
}

/** Locks the paper, and makes sure that this duty may write it and saw its newest version. */
async function writable(ctx: Ctx, id: string, version: number, what: string): Promise<{ row: PaperRow; matter: MatterRow; paper: Paper }> {
  // The matter first: whoever takes a step locks it before he looks at its papers.
  const found = await reachablePaper(ctx, id)
  const matter = await lockMatter(ctx, found.matterId)
  const row = await lockPaper(ctx, id)
  if (!matter || !row) throw new Problem('notFound', { what: '该文书' })
  demandWriter(ctx.actor, matter, what)
  demandVersion(row, version)
  return { row, matter, paper: declaredPaper(row.kind) }
}

export async function changePaper(ctx: Ctx, id: string, input: Record<string, unknown>, version: number): Promise<PaperDetail> {
  const { row, paper } = await writable(ctx, id, version, '修改文书')
  demandDraft(row, '修改文书')
  const fields = readFields(paper, input)
  await updatePaper(ctx, row, { title: titleOf(paper, fields), fields: JSON.stringify(fields) })
  return readPaper(ctx, id)
}

/** What is still missing in fields that are not saved yet. */
export async function checkPaper(ctx: Ctx, id: string, input: Record<string, unknown>): Promise<{ missing: PaperMissing[] }> {
  const row = await reachablePaper(ctx, id)
  const paper = declaredPaper(row.kind)
  const matter = await reachableMatter(ctx, row.matterId)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  return { missing: missingIn(paper, readFields(paper, input), owner.name, ctx.today) }
}

/** 制发. Refused with everything that is missing and its article; the number is given in the same transaction. */
export async function issuePaper(ctx: Ctx, id: string, issuedOn: LegalDay, version: number): Promise<PaperDetail> {
  const { row, matter, paper } = await writable(ctx, id, version, '制发文书')
  demandDraft(row, '制发文书')
  demandIssueDay(matter, issuedOn, ctx.today)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  const name = (await nameOn(ctx, owner.id, issuedOn)) ?? owner.name
  const missing = paper.completeness(row.fields, headToCheck(name, issuedOn))
  if (missing.length > 0) throw incomplete(row, missing)
  const numbered = await numberFor(ctx, paper, owner, issuedOn)
  const { number } = numbered
  const printed = await printedWith(ctx, row, paper, { org: name, day: issuedOn, ...(number === undefined ? {} : { number }) }, owner.id)
  await updatePaper(ctx, row, {
    ...numbered,
    ...printed,
    state: 'issued',
    issued_on: issuedOn,
    issued_by: ctx.actor.name,
    issued_as: name,
    fields_hash: fieldsHash(row.kind, row.fields),
  })
  await settleMatter(ctx, matter.id)
  return readPaper(ctx, id)
}

/** With the office's own template, where it has one: made now and kept, so that it stays what was issued whatever becomes of the template. */
async function printedWith(ctx: Ctx, row: PaperRow, paper: Paper, head: PaperHead, ownerId: string) {
  const [template] = await templatesFor(ctx, ownerId, row.kind)
  if (!template) return {}
  await patient(ctx)
  const word = await fillTemplate(await contentOf(ctx, template.sha256), fillingOf(paper, row.fields, head))
  const { sha256 } = await keepContent(ctx, Readable.from([word]), wordType)
  return { template_id: template.id, word_sha256: sha256 }
}

function incomplete(row: PaperRow, missing: readonly { name: string; basis: string }[]): Problem {
  const basis = [...new Set(missing.map((one) => one.basis))].join('；')
  return new Problem('incomplete', { what: `《${row.title}》`, missing: missing.map((one) => one.name), basis })
}

interface Owner {
  id: string
  name: string
  document_word: string | null
}

/** 文号: per unit, kind and year. An internal form has a register of its own; some papers have no number. */
async function numberFor(ctx: Ctx, paper: Paper, owner: Owner, issuedOn: LegalDay) {
  if (paper.numbering === 'none') return {}
  const year = Number(issuedOn.slice(0, 4))
  if (paper.numbering === 'internal') {
    const serial = await nextNumber(ctx, owner.id, paper.kind, year)
    return { word: paper.kind, year, serial, number: `${year}-${String(serial).padStart(4, '0')}` }
  }
  const { word } = paper.numbering
  const orgWord = owner.document_word
  if (!orgWord) {
    throw new Problem('closed', { what: '编号', why: `${owner.name}没有设置机关代字`, todo: '请系统管理员在单位资料中填写后再制发。' })
  }
  const serial = await nextNumber(ctx, owner.id, word, year)
  return { word, year, serial, number: documentNumber({ orgWord, word, year, serial }) }
}

/** 作废. The number stays in the register with its reason and is never used again. */
export async function voidPaper(ctx: Ctx, id: string, reason: string, version: number): Promise<PaperDetail> {
  const { row, matter } = await writable(ctx, id, version, '作废文书')
  if (row.state === 'void') throw new Problem('closed', { what: '作废文书', why: '文书已经作废' })
  await updatePaper(ctx, row, { state: 'void', void_reason: reason, voided_by: ctx.actor.name })
  await settleMatter(ctx, matter.id)
  return readPaper(ctx, id)
}
