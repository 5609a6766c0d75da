import { type SqlBool, sql } from 'kysely'
import type { LegalDay, MatterId } from '#contract/common'
import type { Adoption, ItemDetail, ItemFilter, ItemRow } from '#contract/exchange-items'
import { namedFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { scoreOf, scoreTable } from './item.score.ts'

const standing = (what: 'adopted' | 'instruction') =>
  sql<number>`(select count(*)::int from info_adoption a where a.matter_id = i.matter_id and a.what = ${what} and a.void_on is null)`

/** Row security shows what lies within reach, and what was handed to the unit. */
const items = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('info_item as i')
    .innerJoin('matter as m', 'm.id', 'i.matter_id')
    .innerJoin('org as o', 'o.id', 'i.org_id')
    .leftJoin('org as at', 'at.id', 'i.at_org_id')

/** 作废: by who registered it, or from above; the button is shown by the same words. */
export const mayVoid = (ctx: Ctx) =>
  sql<boolean>`exists (select 1 from org own join org its on its.lo between own.lo and own.hi - 1 where own.id = ${ctx.actor.orgId} and its.id = info_adoption.by_org_id)`

const columns = [
  ...(['i.matter_id as id', 'i.title', 'i.kind', 'm.state', 'i.org_id as orgId', 'o.name as orgName', 'at.name as at'] as const),
  'i.submitted_on as submittedOn',
] as const

const escaped = (text: string) => text.replace(/[\\%_]/gu, '\\$&')

type Filter = Omit<ItemFilter, 'page' | 'size'>
function filtered(ctx: Ctx, { box, kind, state, adopted, call, org, q, from, to }: Filter) {
  const own = ctx.actor.orgId
  return (
    items(ctx)
      // A draft is its own unit's alone.
      .where((eb) => eb.or([eb('i.submitted_on', 'is not', null), eb('i.org_id', '=', own)]))
      .$if(box === 'own', (query) => query.where('i.org_id', '=', own))
      .$if(box === 'here', (query) => query.where('i.at_org_id', '=', own))
      .$if(kind !== undefined, (query) => query.where('i.kind', '=', kind ?? ''))
      .$if(state !== undefined, (query) => query.where('m.state', '=', state ?? ''))
      .$if(call !== undefined, (query) => query.where('i.call_id', '=', call ?? ''))
      .$if(org !== undefined, (query) => query.where('i.org_id', '=', org ?? ''))
      .$if(q !== undefined && q !== '', (query) => query.where('i.title', 'like', `%${escaped(q ?? '')}%`))
      .$if(from !== undefined, (query) => query.where('i.submitted_on', '>=', from ?? ''))
      .$if(to !== undefined, (query) => query.where('i.submitted_on', '<=', to ?? ''))
      .$if(adopted !== undefined, (query) =>
        query.where(sql<SqlBool>`(${standing('adopted')} + ${standing('instruction')} > 0) = ${adopted === 'yes'}`),
      )
  )
}

type Found = Awaited<ReturnType<typeof rowsOf>>[number]
const rowsOf = (ctx: Ctx, filter: Filter, size: number, page: number) =>
  filtered(ctx, filter)
    .select(columns)
    .orderBy(sql`coalesce(i.submitted_on, m.opened_on)`, 'desc')
    .orderBy('i.matter_id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()

/** With what was registered of each. */
async function withLog(ctx: Ctx, rows: readonly Found[]): Promise<{ row: ItemRow; log: Adoption[] }[]> {
  const ids = rows.map(({ id }) => id)
  const kept =
    ids.length === 0
      ? []
      : await ctx.tx
          .selectFrom('info_adoption')
          .selectAll()
          .select(mayVoid(ctx).as('may'))
          .where('matter_id', 'in', ids)
          .orderBy('happened_on')
          .orderBy('id')
          .execute()
  const named = await namedFiles(
    ctx,
    kept.flatMap(({ file_ids }) => file_ids),
  )
  const combine = (await scoreTable(ctx))?.combine ?? 'highest'
  return rows.map(({ orgId, orgName, ...row }) => {
    const log = kept
      .filter(({ matter_id }) => matter_id === row.id)
      .map(
        (one) =>
          ({
            ...{
              id: one.id,
              what: one.what,
              level: one.level,
              channel: one.channel,
              form: one.form,
              place: one.place,
              on: one.happened_on,
            },
            ...{ points: one.points, by: one.by_org, files: named(one.file_ids) },
            voided: one.void_on === null ? null : { on: one.void_on, reason: one.void_reason ?? '' },
            mayVoid: one.void_on === null && one.may,
          }) as Adoption, // the table's checks hold the words of the contract
      )
    const stands = log.filter(({ voided }) => voided === null)
    const count = (what: Adoption['what']) => stands.filter((one) => one.what === what).length
    return {
      row: {
        ...(row as unknown as ItemRow), // likewise; ids are the keys
        org: { id: orgId as ItemRow['org']['id'], name: orgName },
        ...{ adoptions: count('adopted'), instructions: count('instruction'), score: scoreOf(stands, combine) },
      },
      log,
    }
  })
}

export async function listItems(ctx: Ctx, { page, size, ...filter }: ItemFilter) {
  const { total } = await filtered(ctx, filter)
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await withLog(ctx, await rowsOf(ctx, filter, size, page))
  return { rows: rows.map(({ row }) => row), total: Number(total), totalIsAtLeast: false }
}

export async function readItem(ctx: Ctx, matterId: MatterId): Promise<ItemDetail> {
  const found = await filtered(ctx, { box: 'all' }).select(columns).where('i.matter_id', '=', matterId).executeTakeFirst()
  if (!found) throw new Problem('notFound', { what: '该信息稿件' })
  const [shown] = await withLog(ctx, [found])
  const rest = await ctx.tx
    .selectFrom('info_item as i')
    .leftJoin('info_call as c', 'c.id', 'i.call_id')
    .select(['i.text', 'i.sources', 'i.file_ids', 'c.title as call'])
    .where('i.matter_id', '=', matterId)
    .executeTakeFirstOrThrow()
  if (!shown) throw new Problem('notFound', { what: '该信息稿件' })
  return {
    ...shown.row,
    ...{ text: rest.text, sources: rest.sources, call: rest.call },
    files: (await namedFiles(ctx, rest.file_ids))(rest.file_ids),
    log: shown.log,
  }
}

export interface ItemRecord {
  orgId: string
  atOrgId: string | null
  submittedOn: LegalDay | null
}
export const itemRecord = (ctx: Ctx, matterId: string): Promise<ItemRecord | undefined> =>
  ctx.tx
    .selectFrom('info_item')
    .select(['org_id as orgId', 'at_org_id as atOrgId', 'submitted_on as submittedOn'])
    .where('matter_id', '=', matterId)
    .executeTakeFirst()

/** Where an item goes from a unit: one level up. */
export async function unitAbove(ctx: Ctx, orgId: string): Promise<string | null> {
  const row = await ctx.tx.selectFrom('org').select('parent_id').where('id', '=', orgId).executeTakeFirst()
  return row?.parent_id ?? null
}
