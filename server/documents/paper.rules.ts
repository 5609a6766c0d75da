import { createHash } from 'node:crypto'
import type { LegalDay } from '#contract/common'
import type { PaperMissing } from '#contract/paper'
import { type Actor, holds } from '#kernel/authority'
import type { MatterRow } from '#kernel/matter'
import type { Missing, PaperHead } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import type { PaperRow } from './paper.store.ts'

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const mayWrite = (actor: Actor, matter: MatterRow): boolean =>
  !matter.closed && holds(actor, 'matter.act') && (actor.orgId === matter.handlingOrgId || actor.orgId === matter.ownerOrgId)

/** Who sees a paper may not write it: that is for the unit that handles the matter or in whose name it runs, while the matter is open. */
export function demandWriter(actor: Actor, matter: MatterRow, what: string): void {
  if (actor.orgId !== matter.handlingOrgId && actor.orgId !== matter.ownerOrgId)
    throw new Problem('notAllowed', { what, rule: '文书由主办单位或者承办单位的人员制作' })
  if (matter.closed) throw new Problem('closed', { what, why: '该事项已经办结', todo: '办结后的文书只能查看、打印和下载。' })
}

export function demandDraft(paper: PaperRow, what: string): void {
  if (paper.state === 'issued') throw new Problem('closed', { what, why: '文书已经制发', todo: '内容有误的，请作废后重新制作。' })
  if (paper.state === 'void') throw new Problem('closed', { what, why: '文书已经作废', todo: '请重新制作。' })
}

export function demandVersion(paper: PaperRow, seen: number): void {
  if (paper.version !== seen) throw new Problem('stale', { current: paper.version })
}

export function demandIssueDay(matter: MatterRow, issuedOn: LegalDay, today: LegalDay): void {
  const wrong = (why: string) => new Problem('invalid', { issues: [{ path: 'issuedOn', message: why }] })
  if (issuedOn > today) throw wrong('成文日期不能晚于今天')
  if (issuedOn < matter.openedOn) throw wrong(`成文日期不能早于事项登记的 ${matter.openedOn}`)
}

/** What the reader must not take for the issued paper says so on every page. */
export function headOf(paper: PaperRow, orgName: string, today: LegalDay): PaperHead {
  const head = { org: paper.issuedAs ?? orgName, ...(paper.number && { number: paper.number }) }
  if (paper.state === 'issued') return { ...head, day: paper.issuedOn ?? today }
  if (paper.state === 'void') return { ...head, ...(paper.issuedOn && { day: paper.issuedOn }), mark: '作废' }
  return { ...head, mark: '草稿' }
}

/** The day of issue is given with the issue itself: until then today stands for it, and is not called missing. */
export const headToCheck = (orgName: string, day: LegalDay): PaperHead => ({ org: orgName, day })

export const onTheWire = (missing: readonly Missing[]): PaperMissing[] => missing.map((one) => ({ ...one }))

/** Keys in order at every depth, so that the same content has the same hash wherever it was stored. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, canonical(entry)]),
  )
}

/** What was confirmed is bound to this content (S62). */
export const fieldsHash = (kind: string, fields: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, canonical(fields)]))
    .digest('hex')
