import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { PaperTemplate, TemplateId } from '#contract/documents-templates'
import type { Ctx } from '#kernel/house'

export interface TemplateRow extends PaperTemplate {
  sha256: string
}

/** Every template was written by `insertTemplate`; keys are the branded ids. */
const templates = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('paper_template as t')
    .innerJoin('org as o', 'o.id', 't.org_id')
    .select(['t.id', 't.kind', 't.sha256', 't.name', 't.bytes', 't.person_name as by', 't.at', 't.org_id as orgId', 'o.name as orgName'])

type Row = Awaited<ReturnType<ReturnType<typeof templates>['executeTakeFirstOrThrow']>>

const shown = ({ orgId, orgName, ...row }: Row): TemplateRow => ({
  ...row,
  id: row.id as TemplateId,
  org: { id: orgId as OrgId, name: orgName },
  bytes: Number(row.bytes),
  at: row.at.toISOString(),
})

/** In use at a unit: its own, else the nearest above it. One for each kind. */
export async function templatesFor(ctx: Ctx, orgId: string, kind?: string): Promise<TemplateRow[]> {
  const rows = await templates(ctx)
    .innerJoin('org as at', (join) => join.on('at.id', '=', orgId))
    .where(sql<boolean>`at.lo >= o.lo and at.lo < o.hi`)
    .where('t.removed_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('t.kind', '=', kind!)) // the condition says so
    .distinctOn('t.kind')
    .orderBy('t.kind')
    .orderBy('o.depth', 'desc')
    .execute()
  return rows.map(shown)
}

/** Removed ones too: what was issued with one says so. */
export async function findTemplate(ctx: Ctx, id: string): Promise<TemplateRow | undefined> {
  const row = await templates(ctx).where('t.id', '=', id).executeTakeFirst()
  return row && shown(row)
}

interface NewTemplate {
  personId: string
  orgId: string
  kind: string
  sha256: string
  name: string
  bytes: number
}

export async function insertTemplate(ctx: Ctx, { personId, orgId, kind, sha256, name, bytes }: NewTemplate): Promise<TemplateId> {
  const { id } = await ctx.tx
    .insertInto('paper_template')
    .values({ org_id: orgId, kind, sha256, name, bytes: String(bytes), person_id: personId, person_name: ctx.actor.name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id as TemplateId // the key of the row just made
}

/** How many ended: none when somebody else ended it first, or it is another unit's. */
export async function endTemplates(ctx: Ctx, where: { id: string } | { orgId: string; kind: string }): Promise<number> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('paper_template')
    .set({ removed_at: sql<Date>`clock.now()`, removed_by: ctx.actor.name })
    .where('removed_at', 'is', null)
    .where((eb) => ('id' in where ? eb('id', '=', where.id) : eb.and([eb('org_id', '=', where.orgId), eb('kind', '=', where.kind)])))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Small: at most what a template may have, or a paper made from one. */
export const contentOf = (ctx: Ctx, sha256: string): Promise<Buffer> => buffer(ctx.house.files.open(sha256))

/** Reading a file apart may wait for its turn longer than an idle transaction lives. */
export const patient = (ctx: Ctx) => sql`set local idle_in_transaction_session_timeout = '90s'`.execute(ctx.tx)
