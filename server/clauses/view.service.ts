import type { ClauseDocument } from '#contract/clause-documents'
import type { ClauseRecord } from '#contract/clause-evidence'
import { type Addressee, type Clause, type ClauseFilter, type ClauseWithState, type DocumentView, isUnbound } from '#contract/clauses'
import type { Ctx } from '#kernel/house'
import { clauseOf, clausesOf, documentOf, firstDocument } from './clause.store.ts'
import { countEvidence, type Span, spanOf, withState } from './evidence.ts'
import { listRecords } from './records.ts'

/** Every clause of a document with what the records of a unit say of it. The oldest document in force at the top where none is named. Refusal: notFound. */
export async function clausesWithState(
  ctx: Ctx,
  { orgId, document }: { orgId?: string; document?: string },
): Promise<{ document: ClauseDocument; span: Span; clauses: ClauseWithState[] }> {
  const read = document === undefined ? await firstDocument(ctx) : await documentOf(ctx, document)
  const span = await spanOf(ctx, read, orgId)
  const counted = await countEvidence(ctx, read.id, span)
  return { document: read, span, clauses: (await clausesOf(ctx, read.id)).map((clause) => withState(clause, counted)) }
}

const levels: Readonly<Record<string, Addressee>> = {
  province: 'province',
  city: 'city',
  county: 'county',
  station: 'station',
  centre: 'centre',
}

/** Who reads as whom: a department finds the clauses that name it, a bureau or station those that name its level; the office, what is said to offices. */
function mineOf(ctx: Ctx, clauses: readonly Clause[]): { by: DocumentView['mine']; is: (clause: Clause) => boolean } {
  const { orgId, orgKind, role } = ctx.actor
  const answers = (clause: Clause) => clause.units.some((unit) => unit.orgId === orgId)
  if (clauses.some(answers)) return { by: 'unit', is: answers }
  const level = levels[orgKind ?? '']
  if (level === undefined) return { by: null, is: () => false }
  return {
    by: 'level',
    is: ({ addressees }) => addressees.includes(level) || (role === 'coordinator' && addressees.includes('office')),
  }
}

export async function readView(ctx: Ctx, { documentId, orgId, state, bound, unit, mine }: ClauseFilter): Promise<DocumentView> {
  const {
    document,
    span,
    clauses: all,
  } = await clausesWithState(ctx, {
    ...(documentId ? { document: documentId } : {}),
    ...(orgId ? { orgId } : {}),
  })
  const own = mineOf(ctx, all)
  const mineOnly = own.by !== null && (mine ?? ctx.actor.orgKind !== 'province')
  const asked = all.filter((clause) => (!mineOnly || own.is(clause)) && (!unit || clause.units.some(({ orgId: id }) => id === unit)))
  const count = (wanted: ClauseWithState['state']) => asked.filter((clause) => clause.state === wanted).length
  return {
    document,
    unit: span.unit,
    from: span.since.slice(0, 7),
    to: span.until.slice(0, 7),
    counts: {
      ...{ all: asked.length, evidence: count('evidence'), none: count('none'), outside: count('outside') },
      unbound: asked.filter(isUnbound).length,
    },
    clauses: asked.filter((clause) => (!state || clause.state === state) && (!bound || isUnbound(clause))),
    units: unitsNamed(all),
    mine: own.by,
    mineOnly,
  }
}

function unitsNamed(clauses: readonly Clause[]): DocumentView['units'] {
  const named = new Map(clauses.flatMap(({ units }) => units.map(({ orgId, name }) => [orgId ?? name, { orgId, name }] as const)))
  return [...named.values()]
}

export async function readClause(ctx: Ctx, id: string, orgId: string | undefined) {
  const clause = await clauseOf(ctx, id)
  const document = await documentOf(ctx, clause.documentId)
  const span = await spanOf(ctx, document, orgId)
  const counted = await countEvidence(ctx, document.id, span)
  return {
    document,
    clause: withState(clause, counted),
    unit: span.unit,
    from: span.since.slice(0, 7),
    to: span.until.slice(0, 7),
  }
}

export async function readRecords(
  ctx: Ctx,
  id: string,
  { orgId, source, page, size }: { orgId?: string | undefined; source?: string | undefined; page: number; size: number },
): Promise<{ rows: ClauseRecord[]; total: number; totalIsAtLeast: boolean }> {
  const clause = await clauseOf(ctx, id)
  const span = await spanOf(ctx, await documentOf(ctx, clause.documentId), orgId)
  const { evidence } = withState(clause, await countEvidence(ctx, clause.documentId, span))
  const total = evidence.reduce((sum, one) => sum + (source === undefined || one.source === source ? one.records : 0), 0)
  return { rows: await listRecords(ctx, clause, span, { source, from: (page - 1) * size, size }), total, totalIsAtLeast: false }
}
