import { type RawBuilder, sql } from 'kysely'
import type { Light } from '#contract/deadline'
import type { TodoQuery } from '#contract/inbox'
import type { Ctx } from '#kernel/house'
import { countedTo, type LineRow, lineColumns, matterSays, pressingClock } from './line.ts'

// 待办 are the rows of inbox_item of one duty, from three index scans: those of its role at its unit, one's own, and those of whom one
// stands in for. Each scan is read in the order of the due day and cut before they are put together, so that a unit with ten thousand
// matters reads one page. The order of due days is the order of time left: both are counted from today by one calendar.

export interface ItemRow extends LineRow {
  item_id: string
  law_of: string
  steps: string[]
  opens_on: string
  arrived_at: Date
  person_id: string | null
}

export interface Delegator {
  personId: string
  name: string
}

/** For whom this duty stands in today: a duty of the same role at the same unit, delegated to this person (docs/decisions/0004). */
export async function delegatorsOf(ctx: Ctx): Promise<Delegator[]> {
  const { personId, orgId, role } = ctx.actor
  const { rows } = await sql<Delegator>`
    select distinct g.person_id as "personId", p.name
      from delegation g join duty d on d.id = g.duty_id join person p on p.id = g.person_id
     where g.to_person_id = ${personId} and g.ended_at is null and ${ctx.today}::date between g.from_day and g.to_day
       and d.org_id = ${orgId} and d.role = ${role} and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')`.execute(
    ctx.tx,
  )
  return rows
}

export type Asked = Pick<TodoQuery, 'when'> &
  Partial<Pick<TodoQuery, 'process' | 'light' | 'text' | 'until'>> & { not?: string | undefined }

export async function readItems(ctx: Ctx, standsInFor: readonly Delegator[], asked: Asked, page: { page: number; size: number }) {
  const last = page.page * page.size
  const { rows } = await sql<ItemRow>`
    select i.id item_id, i.steps, i.opens_on, i.arrived_at, i.person_id, m.law_of, ${lineColumns}
      from (${branches(ctx, standsInFor, asked, sql`order by i.closes_on, i.id limit ${last}`)} order by closes_on, id
             limit ${page.size} offset ${last - page.size}) i
      join matter m on m.id = i.matter_id
      ${pressingClock}
     order by i.closes_on, i.id`.execute(ctx.tx)
  return rows
}

/** How many there are, at most one more than is counted to. */
export async function countItems(ctx: Ctx, standsInFor: readonly Delegator[], asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer n from (${branches(ctx, standsInFor, asked, sql`limit ${countedTo + 1}`)}) i`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export interface Tally {
  process: string
  todo: number
  overdue: number
  soon: number
}

/** One look at what is open now, by process: how much, how much is late, how much is due by a day. */
export async function tallyItems(ctx: Ctx, standsInFor: readonly Delegator[], until: string): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    select m.process, count(*)::integer todo, (count(*) filter (where ${isLight(ctx, 'red')}))::integer overdue,
           (count(*) filter (where not ${isLight(ctx, 'red')} and i.closes_on <= ${until}::date))::integer soon
      from (${branches(ctx, standsInFor, { when: 'now' }, sql`order by i.closes_on, i.id limit ${countedTo}`)} limit ${countedTo}) i
      join matter m on m.id = i.matter_id
     group by m.process order by todo desc, m.process`.execute(ctx.tx)
  return rows
}

function branches(ctx: Ctx, standsInFor: readonly Delegator[], asked: Asked, cut: RawBuilder<unknown>): RawBuilder<unknown> {
  const { personId, orgId, role } = ctx.actor
  const delegators = standsInFor.map((one) => one.personId)
  const fits = conditions(ctx, asked)
  const at = sql`i.org_id = ${orgId} and i.role = ${role}`
  const branch = (whose: RawBuilder<unknown>) => sql`
    (select i.* from inbox_item i where ${whose} and ${fits} ${cut})`
  const own = sql`${branch(sql`${at} and i.person_id is null and ${personId}::uuid <> all (i.not_persons)`)}
    union all ${branch(sql`${at} and i.person_id = ${personId}`)}`
  // A matter that is already mine is not also somebody's for whom I stand in.
  return delegators.length === 0
    ? own
    : sql`${own} union all ${branch(sql`${at} and i.person_id = any (${delegators}::uuid[])
        and not exists (select 1 from inbox_item o where o.matter_id = i.matter_id and o.person_id = ${personId} and o.role = i.role and o.org_id = i.org_id)`)}`
}

function conditions(ctx: Ctx, { when, process, light, text, until, not }: Asked): RawBuilder<unknown> {
  const parts = [when === 'now' ? sql`i.opens_on <= ${ctx.today}::date` : sql`i.opens_on > ${ctx.today}::date`]
  if (process !== undefined) parts.push(ofMatter(sql`m.process = ${process}`))
  if (light !== undefined) parts.push(isLight(ctx, light))
  if (until !== undefined) parts.push(sql`i.closes_on <= ${until}::date`)
  if (not !== undefined) parts.push(sql`i.matter_id <> ${not}::uuid`)
  if (text !== undefined) parts.push(ofMatter(matterSays(text)))
  return sql.join(parts, sql` and `)
}

/** Asked row by row (`offset 0`), never by putting all matters in reach beside the items first. */
const ofMatter = (says: RawBuilder<unknown>) => sql`exists (select 1 from matter m where m.id = i.matter_id and ${says} offset 0)`

/** The same words as the light of a deadline, over the days that were kept with the item. */
function isLight(ctx: Ctx, light: Light): RawBuilder<unknown> {
  const today = sql`${ctx.today}::date`
  const isLate = sql`(i.closes_on < ${today} or coalesce(i.closes_at < ${ctx.now}, false))`
  switch (light) {
    case 'red':
      return isLate
    case 'yellow':
      return sql`(not ${isLate} and i.yellow_on <= ${today})`
    case 'green':
      return sql`(not ${isLate} and i.yellow_on > ${today})`
    case 'paused':
      return sql`(i.closes_on is null and exists (select 1 from matter_clock p where p.matter_id = i.matter_id and p.ended_on is null and p.paused))`
    case 'none':
      return sql`(i.closes_on is null and not exists (select 1 from matter_clock p where p.matter_id = i.matter_id and p.ended_on is null and p.paused))`
  }
}
