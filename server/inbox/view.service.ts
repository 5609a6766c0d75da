import { sql } from 'kysely'
import type { SavedView, ViewDraft } from '#contract/views'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

const columns = ['id', 'name', 'query', 'org_id', 'person_id', 'person_name', 'is_default'] as const
/** Nobody finds anything among more. */
const viewsAtMost = 30

/** One's own, and those that the head of this very unit shares with it: row security shows no others. */
const visible = (ctx: Ctx, list: string) => ctx.tx.selectFrom('saved_view').select(columns).where('list', '=', list)
type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>

export async function listViews(ctx: Ctx, list: string): Promise<SavedView[]> {
  const rows = await visible(ctx, list).orderBy(sql`org_id is not null`).orderBy(sql`name collate "zh-x-icu"`).execute()
  const shown: SavedView[] = []
  for (const row of rows) shown.push(await shownTo(ctx, row))
  return shown
}

/** Which condition speaks of a unit or of a person: shared or old views may name one that this reader does not see. */
const speaksOf: Readonly<Record<string, 'org' | 'person'>> = { org: 'org', orgId: 'org', officer: 'person' }

async function shownTo(ctx: Ctx, row: Row): Promise<SavedView> {
  const kept: SavedView['query'] = {}
  const dropped: string[] = []
  for (const [field, value] of Object.entries(row.query as SavedView['query'])) {
    // what `keepView` wrote
    if (await isSeen(ctx, speaksOf[field], value)) kept[field] = value
    else dropped.push(field)
  }
  const { id, name, person_id, person_name, org_id, is_default } = row
  const mine = person_id === ctx.actor.personId
  return { id, name, query: kept, shared: org_id !== null, mine, by: person_name, isDefault: mine && is_default, dropped }
}

async function isSeen(ctx: Ctx, kind: 'org' | 'person' | undefined, value: string | string[]): Promise<boolean> {
  if (!kind) return true
  const found = await (kind === 'org'
    ? sql`select 1 from org where id::text = ${String(value)} and authority.place() @> lo`
    : sql`select 1 from person where id::text = ${String(value)}`
  ).execute(ctx.tx)
  return found.rows.length > 0
}

/** 共享给单位 is the head's: what everybody of a unit finds above his list is arranged by who leads it. */
export async function keepView(ctx: Ctx, list: string, { name, query, shared }: ViewDraft): Promise<SavedView> {
  const { personId, orgId } = ctx.actor
  if (!personId) throw new Problem('signInNeeded', {})
  if (shared && !holds(ctx.actor, 'view.share')) throw new Problem('notAllowed', { what: '把视图共享给本单位' })
  const own = await visible(ctx, list).where('person_id', '=', personId).execute()
  if (own.length >= viewsAtMost && !own.some((view) => view.name === name)) {
    throw new Problem('closed', { what: '保存视图', why: `每个列表最多保存 ${viewsAtMost} 个视图`, todo: '请先删除不用的视图。' })
  }
  const change = { query: JSON.stringify(query), org_id: shared ? orgId : null }
  const row = await ctx.tx
    .insertInto('saved_view')
    .values({ person_id: personId, person_name: ctx.actor.name, list, name, ...change })
    .onConflict((conflict) => conflict.columns(['person_id', 'list', 'name']).doUpdateSet(change))
    .returning(columns)
    .executeTakeFirstOrThrow()
  return shownTo(ctx, row)
}

const noSuchView = () => new Problem('notFound', { what: '该视图' })

export async function dropView(ctx: Ctx, list: string, viewId: string): Promise<{ dropped: boolean }> {
  const row = await ctx.tx.deleteFrom('saved_view').where('id', '=', viewId).where('list', '=', list).returning('id').executeTakeFirst()
  if (!row) throw noSuchView()
  return { dropped: true }
}

export async function setDefaultView(ctx: Ctx, list: string, viewId: string, isDefault: boolean): Promise<SavedView[]> {
  const own = ctx.tx.updateTable('saved_view').where('list', '=', list).where('person_id', '=', ctx.actor.personId)
  await own.set({ is_default: false }).where('is_default', '=', true).execute()
  const row = await own.set({ is_default: isDefault }).where('id', '=', viewId).returning('id').executeTakeFirst()
  if (!row) throw noSuchView()
  return listViews(ctx, list)
}
