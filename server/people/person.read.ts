import { sql } from 'kysely'
import type { Duty, PersonCard, PersonStatus } from '#contract/people'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { away, visible } from './person.store.ts'

export const noSuchPerson = () => new Problem('notFound', { what: '这个人员' })

/** One person within reach, or not found. */
export async function findPerson(ctx: Ctx, id: string) {
  const row = await visible(ctx.tx)
    .select((eb) => [
      'p.id',
      'p.name',
      'p.account',
      'p.staff_no',
      'p.certificate_no',
      'p.legal_licence_no',
      'p.legal_licensed_on',
      'p.legal_review_since',
      'p.status',
      'p.version',
      'p.created_at',
      away(ctx.today, eb.ref('p.id')).as('away'),
    ])
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (!row) throw noSuchPerson()
  return { ...row, status: row.status as PersonStatus } // the check constraint of the table
}

/** 一人一档, its beginning. */
export async function readPerson(ctx: Ctx, id: string): Promise<PersonCard> {
  const person = await findPerson(ctx, id)
  const isOther = ctx.actor.personId !== id
  return {
    id: person.id as PersonCard['id'], // the table's key
    version: person.version,
    name: person.name,
    account: person.account,
    staffNo: person.staff_no,
    certificateNo: person.certificate_no,
    legalLicenceNo: person.legal_licence_no,
    legalLicensedOn: person.legal_licensed_on,
    legalReviewSince: person.legal_review_since,
    status: person.status,
    since: person.created_at.toISOString(),
    away: person.away,
    duties: await dutiesOf(ctx, id),
    matters: ctx.actor.reach ? await mattersOf(ctx, id) : null,
    mayManage: holds(ctx.actor, 'person.manage') && isOther,
    mayGiveDuties: holds(ctx.actor, 'duty.manage') && isOther,
    mayReadHours: holds(ctx.actor, 'training.read') && (await isOfMyPeople(ctx, id)),
  }
}

export const dutyColumns = (ctx: Ctx) => sql`d.id, d.version, d.role, d.title, jsonb_build_object('id', o.id, 'name', o.name) as org,
  d.from_day as "from", d.to_day as "to", d.status,
  d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity') as now,
  ${holds(ctx.actor, 'duty.manage')}::boolean and d.person_id is distinct from ${ctx.actor.personId}::uuid and authority.place() @> d.org_at
    and d.status in ('active', 'invited') and coalesce(d.to_day, 'infinity') >= ${ctx.today}::date as "mayEnd"`

async function dutiesOf(ctx: Ctx, id: string): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns(ctx)} from duty d join org o on o.id = d.org_id
    where d.person_id = ${id} order by d.from_day desc, d.id`.execute(ctx.tx)
  return rows
}

/** 本单位和下级单位的人员, whose hours a head, a supervisor or a training officer reads. */
async function isOfMyPeople(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select ${id} in (select authority.my_people()) as is`.execute(ctx.tx)
  return rows[0]?.is ?? false
}

/** Within the reader's reach alone: row security counts no others. */
async function mattersOf(ctx: Ctx, id: string): Promise<{ open: number; closed: number }> {
  const { rows } = await sql<{ open: number; closed: number }>`
    select count(distinct m.id) filter (where not m.closed)::int as open, count(distinct m.id) filter (where m.closed)::int as closed
      from matter_assignee a join matter m on m.id = a.matter_id where a.person_id = ${id}`.execute(ctx.tx)
  return rows[0] ?? { open: 0, closed: 0 }
}
