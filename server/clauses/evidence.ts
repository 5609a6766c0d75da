import { sql } from 'kysely'
import type { ClauseDocument } from '#contract/clause-documents'
import { type ClauseState, type Evidence, type RecordQuery, recordQueries } from '#contract/clause-evidence'
import type { Clause, ClauseWithState } from '#contract/clauses'
import type { OrgId } from '#contract/common'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { indicatorOf, monthAfter, monthOf } from '#kernel/indicator'
import { Problem } from '#kernel/problem'

/** Whose records, and of which days: from the month in which the document began to apply, to today or its last day. */
export interface Span {
  unit: { id: OrgId; name: string }
  since: string
  until: string
}

// Whole months: their sums are kept.
const monthStart = (day: string) => `${day.slice(0, 7)}-01`
const monthEnd = (day: string) => dayBefore(`${monthAfter(monthOf(day))}-01`)

/**
 * A department that answers for the document sees how it stands in the whole area; everybody else his own unit, and what lies below it. Refusal: notFound
 * for a unit whose numbers are not the reader's.
 */
export async function spanOf(ctx: Ctx, document: ClauseDocument, asked: string | undefined): Promise<Span> {
  const own = ctx.actor.orgId ?? ''
  for (const id of asked === undefined ? [own === '' ? document.orgId : await usualUnit(ctx, document, own)] : [asked]) {
    const { rows } = await sql<{ id: OrgId; name: string }>`
      select o.id, o.short_name as name from org o where o.id = ${id} and authority.told_of(${document.id}, o.id)`.execute(ctx.tx)
    const [unit] = rows
    if (unit) {
      const end = document.validTo === null ? ctx.today : monthEnd(document.validTo)
      const until = end < ctx.today ? end : ctx.today
      return { unit, since: monthStart(document.validFrom), until }
    }
  }
  throw new Problem('notFound', { what: '该单位' })
}

/** What a responsible department is shown first is the whole area of the document. */
async function usualUnit(ctx: Ctx, document: ClauseDocument, own: string): Promise<string> {
  if (own === document.orgId) return own
  const { rows } = await sql<{ answers: boolean }>`
    select exists (select 1 from clause c join clause_unit r on r.clause_id = c.id where c.document_id = ${document.id} and r.org_id = ${own})
       and authority.told_of(${document.id}, ${document.orgId}) as answers`.execute(ctx.tx)
  return rows[0]?.answers ? document.orgId : own
}

interface Counted {
  source: string
  records: number
  since: string | null
  last: string | null
}

/** What each bound query of the document says, by its name. */
export async function countEvidence(ctx: Ctx, documentId: string, { unit, since, until }: Span): Promise<Map<string, Counted>> {
  const { rows } = await sql<Counted>`
    select source, records, first_day as since, last_day as last from authority.clause_evidence(${documentId}, ${unit.id}, ${since}, ${until})`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.source, row]))
}

/** The state of a clause follows from its records. What is done outside the platform is so only while the platform knows nothing of it. */
export const stateOf = (records: number, outside: Clause['outside']): ClauseState =>
  records > 0 ? 'evidence' : outside === null ? 'none' : 'outside'

export function withState(clause: Clause, counted: ReadonlyMap<string, Counted>): ClauseWithState {
  const evidence = [
    ...clause.indicators.map((id) => evidenceFrom(id, counted.get(id))),
    ...(clause.query === null ? [] : [queryEvidence(clause.query, counted.get(clause.query))]),
  ]
  const records = evidence.reduce((sum, one) => sum + one.records, 0)
  const days = (key: 'since' | 'last') => evidence.flatMap((one) => (one.records > 0 ? (one[key] ?? []) : [])).sort()
  return {
    ...clause,
    evidence,
    records,
    since: days('since')[0] ?? null,
    last: days('last').at(-1) ?? null,
    state: stateOf(records, clause.outside),
  }
}

const found = (counted: Counted | undefined) => ({
  records: counted?.records ?? 0,
  since: counted?.since ?? null,
  last: counted?.last ?? null,
})

function evidenceFrom(id: string, counted: Counted | undefined): Evidence {
  const declared = indicatorOf(id)
  return {
    source: id,
    kind: 'indicator',
    title: declared?.title ?? id,
    definition: declared?.definition ?? '平台没有这个指标，请重新选择。',
    unit: declared?.unit ?? '',
    ...found(counted),
  }
}

const queryEvidence = (name: RecordQuery, counted: Counted | undefined): Evidence => ({
  source: name,
  kind: 'query',
  ...recordQueries[name],
  unit: '项',
  ...found(counted),
})
