import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import type { SheetRead } from '#kernel/sheet'
import type { Known, Standing } from './roster.rules.ts'

/** Units that a roster may name: those within reach that are open. */
export async function reachedOrgs(ctx: Ctx) {
  const { rows } = await sql<{ id: string; name: string; code: string }>`
    select id, name, code from org where active and kind <> 'partner' and authority.place() @> lo order by depth, lo`.execute(ctx.tx)
  return rows
}

export async function knownOf(ctx: Ctx, read: SheetRead): Promise<Known> {
  const orgs = new Map<string, string[]>()
  for (const { id, name, code } of await reachedOrgs(ctx)) for (const word of [name, code]) orgs.set(word, [...(orgs.get(word) ?? []), id])
  const texts = (key: string) => read.rows.flatMap(({ cells }) => cells[key] || [])
  const accounts = texts('account').map((text) => text.toLowerCase())
  // Accounts are unique over the whole system, so also those beyond reach are asked for; the answer is only that one exists.
  const { rows } = await sql<{
    accounts: string[]
    certificates: string[]
  }>`select * from authority.taken_among(${accounts}::text[], ${texts('certificateNo')}::text[])`.execute(ctx.tx)
  const [taken] = rows
  return {
    orgs,
    accounts: new Set(taken?.accounts),
    certificates: new Set(taken?.certificates),
    standing: await standingOf(ctx, taken?.accounts ?? []),
  }
}

/** Duties that a roster holds: those that run, lie ahead, or are proposed, at units within reach. */
const listed = (ctx: Ctx) => sql`d.status in ('active', 'invited') and coalesce(d.to_day, 'infinity') >= ${ctx.today}::date
  and authority.place() @> d.org_at`

async function standingOf(ctx: Ctx, accounts: readonly string[]): Promise<Map<string, Standing>> {
  const { rows } = await sql<Standing & { account: string }>`
    select p.account, p.name, coalesce(p.staff_no, '') as "staffNo", coalesce(p.certificate_no, '') as "certificateNo",
           jsonb_agg(jsonb_build_object('org', o.name, 'orgCode', o.code, 'role', d.role, 'title', d.title, 'from', d.from_day)) as duties
      from person p join duty d on d.person_id = p.id join org o on o.id = d.org_id
     where p.account = any(${[...accounts]}::text[]) and ${listed(ctx)} group by p.id`.execute(ctx.tx)
  return new Map(rows.map(({ account, ...standing }) => [account, standing]))
}

/** One row of a roster that leaves the house: a person with one duty. */
export interface RosterLine {
  dutyId: string
  name: string
  account: string
  staffNo: string | null
  certificateNo: string | null
  org: string
  orgCode: string
  role: string
  title: string
  from: string
}

export async function rosterIds(ctx: Ctx, orgId: string | undefined, most: number): Promise<string[]> {
  const below =
    orgId === undefined ? sql`true` : sql`exists (select 1 from org u where u.id = ${orgId} and d.org_at >= u.lo and d.org_at < u.hi)`
  const { rows } = await sql<{ id: string }>`
    select d.id from duty d join person p on p.id = d.person_id
     where p.status <> 'left' and ${listed(ctx)} and ${below} order by d.org_at, p.name collate "zh-x-icu", p.id, d.from_day, d.id limit ${most}`.execute(
    ctx.tx,
  )
  return rows.map(({ id }) => id)
}

export async function rosterLines(ctx: Ctx, ids: readonly string[]): Promise<RosterLine[]> {
  const { rows } = await sql<RosterLine>`
    select d.id as "dutyId", p.name, p.account, p.staff_no as "staffNo", p.certificate_no as "certificateNo", o.name as org, o.code as "orgCode",
           d.role, d.title, d.from_day as "from"
      from duty d join person p on p.id = d.person_id join org o on o.id = d.org_id
     where d.id = any(${[...ids]}::uuid[]) and authority.place() @> d.org_at`.execute(ctx.tx)
  const byId = new Map(rows.map((row) => [row.dutyId, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Within reach, and in no roster: a row of it is a person with a duty. */
export async function countWithoutDuty(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from person p where p.status <> 'left' and not exists (select 1 from duty d where d.person_id = p.id and ${listed(ctx)})`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}
