import { type RawBuilder, sql } from 'kysely'
import type { FileId, LegalDay, PersonId } from '#contract/common'
import type { Credit } from '#contract/hours'
import type { Claim, ClaimFilter, ClaimState } from '#contract/hours-claims'
import type { Ctx } from '#kernel/house'

export interface ClaimRow {
  id: string
  version: number
  personId: PersonId
  personName: string
  unit: string
  source: Claim['source']
  room: 'manual' | 'national' | 'contest' | 'teaching'
  title: string
  provider: string
  certificateNo: string | null
  form: string
  subject: string | null
  theme: string | null
  hours: number
  days: number
  fromDay: LegalDay
  earnedOn: LegalDay
  score: string | null
  qualifies: boolean
  fileId: FileId | null
  fileName: string | null
  sha256: string | null
  mediaType: string | null
  state: ClaimState
  turn: number
  submittedById: PersonId
  submittedBy: string
  checkedBy: string | null
  reason: string | null
  at: Date
  overlaps: Claim['overlaps']
}

/** Row security shows one's own and those of one's people; names of who is out of sight are left out. */
const claims = (ctx: Ctx, wanted: RawBuilder<unknown>, rest: RawBuilder<unknown>) => sql<ClaimRow>`
  select c.id, c.version, c.person_id "personId", coalesce(p.name, '') "personName", coalesce(d.unit, '') unit, c.source, c.room, c.title, c.provider,
         c.certificate_no "certificateNo", c.form, c.subject, c.theme, c.hours, c.days, c.from_day "fromDay", c.earned_on "earnedOn", c.score, c.qualifies,
         f.id "fileId", f.name "fileName", f.sha256, f.media_type "mediaType", c.state, c.turn, c.submitted_by "submittedById",
         coalesce(s.name, '管理人员') "submittedBy", case when c.checked_by is null then null else coalesce(k.name, '管理人员') end "checkedBy", c.reason, c.at,
         coalesce((select jsonb_agg(jsonb_build_object('title', e.source_title, 'hours', e.hours, 'earnedOn', e.earned_on) order by e.earned_on)
           from hours_entry e where c.state = 'pending' and e.person_id = c.person_id and e.reverses is null and e.from_day <= c.earned_on and e.earned_on >= c.from_day
            and not exists (select 1 from hours_entry r where r.reverses = e.id)), '[]') "overlaps"
    from hours_claim c left join person p on p.id = c.person_id left join person s on s.id = c.submitted_by left join person k on k.id = c.checked_by
    left join file f on f.id = c.file_id
    left join lateral (select o.short_name unit from duty d join org o on o.id = d.org_id
       where d.person_id = c.person_id and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
       order by d.from_day, d.id limit 1) d on true
   where ${wanted} ${rest}`

export async function findClaim(ctx: Ctx, id: string): Promise<ClaimRow | undefined> {
  return (await claims(ctx, sql`c.id = ${id}`, sql``).execute(ctx.tx)).rows[0]
}

const conditions = (ctx: Ctx, filter: Partial<ClaimFilter>, mine: boolean): RawBuilder<unknown> => {
  const pattern = `%${(filter.text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return sql.join(
    [
      mine ? sql`c.person_id = ${ctx.actor.personId}` : sql`c.person_id <> ${ctx.actor.personId}`,
      ...(filter.state ? [sql`c.state = ${filter.state}`] : []),
      ...(filter.source ? [sql`c.source = ${filter.source}`] : []),
      ...(filter.text
        ? [
            sql`(c.title ilike ${pattern} or c.certificate_no ilike ${pattern} or exists (select 1 from person n where n.id = c.person_id and n.name ilike ${pattern}))`,
          ]
        : []),
    ],
    sql` and `,
  )
}

export async function listClaims(ctx: Ctx, filter: Partial<ClaimFilter> & { page: number; size: number }, mine: boolean) {
  const wanted = conditions(ctx, filter, mine)
  const order = sql`order by (c.state = 'pending') desc, c.at desc, c.id limit ${filter.size} offset ${(filter.page - 1) * filter.size}`
  const { rows } = await claims(ctx, wanted, order).execute(ctx.tx)
  const counted = await sql<{ n: number }>`select count(*)::int n from (select 1 from hours_claim c where ${wanted} limit 10001) x`.execute(
    ctx.tx,
  )
  const total = counted.rows[0]?.n ?? 0
  return { rows, total: Math.min(total, 10_000), totalIsAtLeast: total > 10_000 }
}

export interface NewClaim
  extends Pick<ClaimRow, 'source' | 'room' | 'title' | 'provider' | 'form' | 'hours' | 'days' | 'fromDay' | 'earnedOn' | 'qualifies'> {
  personId: string
  certificateNo: string | null
  subject: string | null
  theme: string | null
  score: string | null
  fileId: string | null
}

export async function insertClaim(ctx: Ctx, claim: NewClaim): Promise<string> {
  const { id } = await ctx.tx
    .insertInto('hours_claim')
    .values({
      person_id: claim.personId,
      source: claim.source,
      room: claim.room,
      title: claim.title,
      provider: claim.provider,
      certificate_no: claim.certificateNo,
      form: claim.form,
      subject: claim.subject,
      theme: claim.theme,
      hours: claim.hours,
      days: claim.days,
      from_day: claim.fromDay,
      earned_on: claim.earnedOn,
      score: claim.score,
      qualifies: claim.qualifies,
      file_id: claim.fileId,
      submitted_by: ctx.actor.personId ?? '', // the trigger writes who is signed in
      at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Moves it on from the version that was seen; of two at once, one is told. */
export async function moveClaim(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  state: ClaimState,
  reason: string | null,
): Promise<boolean> {
  const moved = await ctx.tx
    .updateTable('hours_claim')
    .set({ state, reason })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/** The record from which an entry came, when it came from one. */
export async function withdrawClaimOf(
  ctx: Ctx,
  { personId, room, sourceId, turn }: { personId: string; room: string; sourceId: string; turn: number },
  reason: string,
): Promise<void> {
  await sql`
    update hours_claim c set state = 'withdrawn', reason = ${reason}
     where c.person_id = ${personId} and c.room = ${room} and c.turn = ${turn} and c.state = 'accepted'
       and coalesce(c.provider || ':' || c.certificate_no, c.id::text) = ${sourceId}`.execute(ctx.tx)
}

/** What an accepted record credits. A certificate is the same source on whatever way it came. */
export const creditOf = (row: ClaimRow): Credit => ({
  personId: row.personId,
  form: row.form,
  subject: row.subject,
  theme: row.theme,
  hours: row.hours,
  days: row.days,
  fromDay: row.fromDay,
  earnedOn: row.earnedOn,
  source: { room: row.room, id: sourceIdOf(row), title: row.title },
  hostOrgId: null,
  qualifies: row.qualifies,
  turn: row.turn,
})

const sourceIdOf = ({ id, provider, certificateNo }: ClaimRow) => (certificateNo === null ? id : `${provider}:${certificateNo}`)

/** Of the person's own unit or the nearest above it: those who neither brought the record nor are spoken of in it. */
export async function nearestCheckers(ctx: Ctx, { personId, submittedById }: ClaimRow): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as (
      select d.org_at from duty d where d.person_id = ${personId} and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')),
    above as (
      select d.person_id id, o.depth from duty d join org o on o.id = d.org_id
       where d.role = 'trainingOfficer' and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
         and d.person_id not in (${personId}, ${submittedById}) and exists (select 1 from own where own.org_at >= o.lo and own.org_at < o.hi))
    select distinct id from above where depth = (select max(depth) from above)`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
