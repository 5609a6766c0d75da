import type { SavedView } from '#contract/views'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

const columns = ['id', 'name', 'query'] as const
/** Nobody finds anything among more. */
const viewsAtMost = 30

export async function listViews(ctx: Ctx, list: string): Promise<SavedView[]> {
  const rows = await ctx.tx
    .selectFrom('saved_view')
    .select(columns)
    .where('person_id', '=', ctx.actor.personId)
    .where('list', '=', list)
    .orderBy('name')
    .execute()
  return rows as SavedView[] // what `keepView` wrote
}

export async function keepView(ctx: Ctx, list: string, { name, query }: Omit<SavedView, 'id'>): Promise<SavedView> {
  const { personId } = ctx.actor
  if (!personId) throw new Problem('signInNeeded', {})
  const known = await listViews(ctx, list)
  if (known.length >= viewsAtMost && !known.some((view) => view.name === name)) {
    throw new Problem('closed', { what: '保存视图', why: `每个列表最多保存 ${viewsAtMost} 个视图`, todo: '请先删除不用的视图。' })
  }
  const row = await ctx.tx
    .insertInto('saved_view')
    .values({ person_id: personId, list, name, query: JSON.stringify(query) })
    .onConflict((conflict) => conflict.columns(['person_id', 'list', 'name']).doUpdateSet({ query: JSON.stringify(query) }))
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as SavedView // as above
}

export async function dropView(ctx: Ctx, list: string, viewId: string): Promise<{ dropped: boolean }> {
  const row = await ctx.tx
    .deleteFrom('saved_view')
    .where('id', '=', viewId)
    .where('list', '=', list)
    .where('person_id', '=', ctx.actor.personId)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该视图' })
  return { dropped: true }
}
