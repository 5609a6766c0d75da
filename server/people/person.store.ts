import { type Expression, type SqlBool, sql } from 'kysely'
import type { PeopleFilter, PersonLine, PersonOption } from '#contract/people'
import type { Tx } from '#kernel/db'
import type { Ctx } from '#kernel/house'
import { isInitials } from '#kernel/pinyin'

const asPattern = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Name, initials, account, staff number or certificate. */
export const named = (text: string): Expression<SqlBool> => {
  const wanted = asPattern(text.trim())
  return isInitials(text)
    ? sql<SqlBool>`(p.initials like ${`${wanted.toLowerCase()}%`} or p.account like ${`${wanted.toLowerCase()}%`})`
    : sql<SqlBool>`(p.name like ${`%${wanted}%`} or p.account like ${`${wanted.toLowerCase()}%`} or p.certificate_no like ${`%${wanted}%`} or p.staff_no = ${text})`
}

/** 休假委托: who is away today, and until when. */
export const away = (today: string, person: Expression<string>) =>
  sql<string | null>`(select '休假委托至 ' || max(g.to_day)::text from delegation g
    where g.person_id = ${person} and g.ended_at is null and ${today}::date between g.from_day and g.to_day)`

/** Row security shows the people whose duties lie in the subtree of the present duty's unit, and to administrators those who have none yet. */
export const visible = (tx: Tx) => tx.selectFrom('person as p')

const runs = (today: string) =>
  sql<SqlBool>`(d.status = 'active' and ${today}::date between d.from_day and coalesce(d.to_day, 'infinity') or d.status = 'invited')`

/** Of the people shown, those who hold such a duty; its unit's own or its subtree. */
function holding(ctx: Ctx, filter: Pick<PeopleFilter, 'orgId' | 'scope' | 'role'>): Expression<SqlBool> {
  const { orgId, scope, role } = filter
  const place =
    orgId === undefined
      ? sql`true`
      : scope === 'self'
        ? sql`d.org_id = ${orgId}`
        : sql`exists (select 1 from org u where u.id = ${orgId} and d.org_at >= u.lo and d.org_at < u.hi)`
  return sql<SqlBool>`exists (select 1 from duty d where d.person_id = p.id and ${runs(ctx.today)} and ${place} and ${role === undefined ? sql`true` : sql`d.role = ${role}`})`
}

export async function listPeople(ctx: Ctx, filter: PeopleFilter) {
  let query = visible(ctx.tx)
  if (filter.text) query = query.where(named(filter.text))
  if (filter.status) query = query.where('p.status', '=', filter.status)
  if (filter.orgId !== undefined || filter.role !== undefined) query = query.where(holding(ctx, filter))
  const counted = await ctx.tx
    .selectFrom(query.select('p.id').limit(10_001).as('some'))
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select((eb) => [
      'p.id',
      'p.name',
      'p.account',
      'p.certificate_no as certificateNo',
      'p.status',
      'p.version',
      away(ctx.today, eb.ref('p.id')).as('away'),
      sql`coalesce((select jsonb_agg(jsonb_build_object('role', d.role, 'title', d.title, 'org', o.short_name, 'status', d.status) order by d.from_day)
        from duty d join org o on o.id = d.org_id where d.person_id = p.id and ${runs(ctx.today)}), '[]')`.as('duties'),
    ])
    .orderBy(sql`p.name collate "zh-x-icu"`)
    .orderBy('p.id')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  // Keys and checked columns of the table, and the object built above.
  return { rows: rows as unknown as PersonLine[], total: Math.min(counted.n, 10_000), totalIsAtLeast: counted.n > 10_000 }
}

/** For pickers: active people with the duty for which they are chosen. */
export async function listOptions(
  ctx: Ctx,
  asked: { text: string; orgId?: string | undefined; role?: string | undefined; personId?: string },
): Promise<PersonOption[]> {
  let query = visible(ctx.tx)
    .innerJoin('duty as d', 'd.person_id', 'p.id')
    .innerJoin('org as o', 'o.id', 'd.org_id')
    .where('p.status', '=', 'active')
    .where('d.status', '=', 'active')
    .where(sql<SqlBool>`${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')`)
  if (asked.text.trim() !== '') query = query.where(named(asked.text))
  if (asked.personId !== undefined) query = query.where('p.id', '=', asked.personId)
  if (asked.role !== undefined) query = query.where('d.role', '=', asked.role)
  if (asked.orgId !== undefined)
    query = query.where(sql<SqlBool>`exists (select 1 from org u where u.id = ${asked.orgId} and d.org_at >= u.lo and d.org_at < u.hi)`)
  const rows = await query
    .select((eb) => [
      'p.id',
      'p.name',
      'o.short_name as org',
      'd.title as duty',
      'd.role',
      'p.certificate_no as certificateNo',
      away(ctx.today, eb.ref('p.id')).as('away'),
    ])
    .distinctOn('p.id')
    .orderBy('p.id')
    .orderBy('d.from_day')
    .limit(200)
    .execute()
  // The nearest unit first would need a second sort of the same rows; two hundred are sorted here.
  return (rows as unknown as PersonOption[]).sort((a, b) => a.name.localeCompare(b.name, 'zh')).slice(0, 50) // keys and checked columns
}
