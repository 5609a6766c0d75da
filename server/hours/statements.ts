import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { PersonId } from '#contract/common'
import type { ActivityCredit } from '#contract/hours-activities'
import { legalDayOf } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { actorOfPerson, type Statement, type StoredStatement, statementsSince } from '#xapi'
import { listActivities } from './activity.service.ts'
import { postCredit } from './credit.ts'
import { insertReversal } from './hours.store.ts'
import { acceptedOf, sameAs } from './same-course.ts'

/** So many statements in one transaction; the rest follows at once in the next. */
const atOnce = 500

/**
 * Reads what other platforms told the record store since the last time, and credits by the table of activities. What our own courses tell is left
 * alone: they credit by themselves, and an hour counts once.
 */
export async function readStatements(ctx: Ctx, { anew }: { anew?: boolean | undefined }, limit = atOnce): Promise<void> {
  // One reader at a time: of two, the one that reads on from where it was would move the place of the one that reads anew.
  await sql`select pg_advisory_xact_lock(20260042)`.execute(ctx.tx)
  const activities = (await listActivities(ctx)).filter(({ active }) => active)
  const { statements, cursor } = await statementsSince(ctx, anew ? null : await cursorOf(ctx), {}, limit)
  for (const stored of statements) {
    if (stored.voids !== null) await takeBack(ctx, stored.voids)
    else if (!stored.voided) await creditStatement(ctx, stored, activities)
  }
  if (cursor !== null) await keepCursor(ctx, cursor)
  if (statements.length === limit) await enqueue(ctx.tx, 'hours.statements', {}, { key: 'statements:next' })
}

async function cursorOf(ctx: Ctx): Promise<string | null> {
  const row = await ctx.tx.selectFrom('activity_cursor').select('read_to').executeTakeFirst()
  return row?.read_to ?? null
}

async function keepCursor(ctx: Ctx, cursor: string): Promise<void> {
  await ctx.tx
    .insertInto('activity_cursor')
    .values({ read_to: cursor })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ read_to: cursor }))
    .execute()
}

/** The client's own account stands in the authority that the store sets; what a statement says of itself proves nothing. */
const clientOf = ({ clientId, statement }: StoredStatement) => (clientId === null ? undefined : statement.authority?.account?.name)

const objectId = ({ object }: Statement) => ('id' in object && (object.objectType ?? 'Activity') === 'Activity' ? object.id : undefined)

const failed = ({ result }: Statement) => result?.success === false || result?.completion === false

async function creditStatement(ctx: Ctx, stored: StoredStatement, activities: readonly ActivityCredit[]): Promise<void> {
  const { statement } = stored
  const [client, activity] = [clientOf(stored), objectId(statement)]
  const rule = activities.find(
    (one) => one.client === client && one.activity === activity && one.verbs.some((verb) => verb === statement.verb.id),
  )
  if (!rule || failed(statement)) return
  const personId = await learnerOf(ctx, statement, rule)
  if (!personId) {
    ctx.house.log.warn({ statement: statement.id, client }, 'a statement speaks of nobody whom the platform knows')
    return
  }
  // Who tells a day that has not come is believed as far as the day on which he told it.
  const earlier = stored.happenedAt < stored.stored ? stored.happenedAt : stored.stored
  const day = legalDayOf(earlier.toISOString())
  if (sameAs({ title: rule.title, earnedOn: day }, await acceptedOf(ctx, personId))) return
  const sourceId = `activity:${createHash('sha256').update(`${rule.client} ${rule.activity}`).digest('hex').slice(0, 32)}`
  const turn = 1 + (await voidedUses(ctx, personId, sourceId))
  const used = await ctx.tx
    .insertInto('activity_use')
    .values({ statement_id: statement.id, person_id: personId, source_id: sourceId, turn })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (used.numInsertedOrUpdatedRows === 0n) return
  await postCredit(ctx, {
    personId,
    form: rule.form,
    subject: rule.subject,
    theme: rule.theme,
    hours: rule.hours,
    days: 0,
    fromDay: day,
    earnedOn: day,
    source: { room: 'national', id: sourceId, title: rule.title },
    hostOrgId: null,
    qualifies: false,
    turn,
  })
}

/** An account of ours, by the id that our own statements use or by the name with which a person signs in here; or that name at the other platform's address. */
async function learnerOf(ctx: Ctx, { actor }: Statement, { homePage }: ActivityCredit): Promise<PersonId | null> {
  const account = actor.account
  if (!account) return null
  const isOurs = account.homePage === actorOfPerson(ctx.house, '').account.homePage
  if (!isOurs && (homePage === '' || account.homePage !== homePage)) return null
  const isId = z.uuid().safeParse(account.name).success
  const { rows } = await sql<{ id: PersonId }>`
    select p.id from person p where ${isOurs && isId ? sql`p.id = ${account.name}` : sql`p.account = ${account.name.toLowerCase()}`}`.execute(
    ctx.tx,
  )
  return rows[0]?.id ?? null
}

async function voidedUses(ctx: Ctx, personId: string, sourceId: string): Promise<number> {
  const { n } = await ctx.tx
    .selectFrom('activity_use')
    .select(sql<number>`count(distinct turn)::int`.as('n'))
    .where('person_id', '=', personId)
    .where('source_id', '=', sourceId)
    .where('voided', '=', true)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('activity_use as u')
            .select('u.statement_id')
            .whereRef('u.person_id', '=', 'activity_use.person_id')
            .whereRef('u.source_id', '=', 'activity_use.source_id')
            .whereRef('u.turn', '=', 'activity_use.turn')
            .where('u.voided', '=', false),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return n
}

/** 作废: when nothing else vouches for the credit any more, it is reversed. */
async function takeBack(ctx: Ctx, statementId: string): Promise<void> {
  const use = await ctx.tx
    .updateTable('activity_use')
    .set({ voided: true })
    .where('statement_id', '=', statementId)
    .where('voided', '=', false)
    .returning(['person_id', 'source_id', 'turn'])
    .executeTakeFirst()
  if (!use) return
  const { rows } = await sql<{ id: string }>`
    select e.id from hours_entry e
     where e.person_id = ${use.person_id} and e.source_room = 'national' and e.source_id = ${use.source_id} and e.turn = ${use.turn} and e.reverses is null
       and not exists (select 1 from hours_entry r where r.reverses = e.id)
       and not exists (select 1 from activity_use u where u.person_id = ${use.person_id} and u.source_id = ${use.source_id} and u.turn = ${use.turn} and not u.voided)`.execute(
    ctx.tx,
  )
  if (rows[0]) await insertReversal(ctx, rows[0].id, use.person_id, '来源平台作废了学习记录')
}

export const statementJobs = jobs({
  'hours.statements': {
    payload: z.object({ anew: z.boolean().optional() }),
    daily: '*/10 * * * *',
    run: (ctx: Ctx, payload: { anew?: boolean | undefined }) => readStatements(ctx, payload),
  },
})
