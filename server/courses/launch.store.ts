import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { LaunchId } from '#contract/courses-learning'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import type { Cmi } from './cmi.ts'
import type { Beat, Interval } from './intervals.ts'

/** A launch with the attempt that it works on, locked: heartbeats of one launch are judged one after the other. */
export interface OpenLaunch {
  id: string
  unitId: string
  item: string
  attemptId: string
  enrolmentId: string
  /** Why it is over; null: it is open. */
  over: 'left' | 'elsewhere' | 'finished' | 'expired' | null
  serial: number
  last: Beat | null
  budget: number
  baseSeconds: number
  sinceClick: number
  asking: boolean
  /** The database's clock, in seconds; the legal clock of a test does not move it. */
  clock: number
  openedAt: number
  intervals: Interval[]
  position: number
  seconds: number
  cmi: Cmi
  satisfied: boolean
  registration: string
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** So long a page may be silent; a launch is over after a working day in any case. */
export const lifetime = { idle: 30 * 60, whole: 8 * 3600 }

export async function lockLaunch(ctx: Ctx, launchId: LaunchId): Promise<OpenLaunch> {
  const row = await ctx.tx
    .selectFrom('content_launch as l')
    .innerJoin('unit_attempt as a', 'a.id', 'l.attempt_id')
    .select([
      'l.id',
      'l.unit_id as unitId',
      'l.item',
      'l.attempt_id as attemptId',
      'a.enrolment_id as enrolmentId',
      'l.ended_why as endedWhy',
      'l.serial',
      'l.position as lastPosition',
      'l.playing',
      'l.rate',
      'l.budget',
      'l.base_seconds as baseSeconds',
      'l.since_click as sinceClick',
      'l.asking',
      'a.watched',
      'a.position',
      'a.seconds',
      'a.cmi',
      'a.satisfied',
      'a.registration',
      sql<number>`extract(epoch from clock_timestamp())::float8`.as('clock'),
      sql<number>`extract(epoch from l.opened_at)::float8`.as('openedAt'),
      sql<number | null>`extract(epoch from l.heard_at)::float8`.as('heardAt'),
      sql<boolean>`l.expires_at <= clock_timestamp()`.as('isExpired'),
    ])
    .where('l.id', '=', launchId)
    .where('l.person_id', '=', ctx.actor.personId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这次学习' })
  return {
    ...row,
    over: (row.endedWhy as OpenLaunch['over']) ?? (row.isExpired ? 'expired' : null), // of the check constraint
    last:
      row.heardAt === null
        ? null
        : { launch: row.id, serial: row.serial, heardAt: row.heardAt, position: row.lastPosition, playing: row.playing, rate: row.rate },
    intervals: row.watched as Interval[], // written by `saveWatched` alone
    cmi: row.cmi as Cmi, // by `saveCmi` alone
  }
}

/** What was heard, and that somebody is still there. */
export async function saveBeat(
  ctx: Ctx,
  launch: OpenLaunch,
  beat: Beat,
  more: { budget: number; sinceClick: number; asking: boolean },
): Promise<void> {
  await ctx.tx
    .updateTable('content_launch')
    .set({
      serial: beat.serial,
      heard_at: sql<Date>`to_timestamp(${beat.heardAt})`,
      position: beat.position,
      playing: beat.playing,
      rate: Math.min(beat.rate, 9),
      budget: more.budget,
      since_click: more.sinceClick,
      asking: more.asking,
      expires_at: later(),
    })
    .where('id', '=', launch.id)
    .execute()
}

const later = () =>
  sql<Date>`least(clock_timestamp() + make_interval(secs => ${lifetime.idle}), opened_at + make_interval(secs => ${lifetime.whole}))`

/** A package writes when it likes: one that is older than what was kept changes nothing. */
export async function saveSerial(ctx: Ctx, launch: OpenLaunch, serial: number): Promise<void> {
  await ctx.tx.updateTable('content_launch').set({ serial, expires_at: later() }).where('id', '=', launch.id).execute()
}

export async function saveWatched(
  ctx: Ctx,
  launch: OpenLaunch,
  intervals: readonly Interval[],
  seconds: number,
  position: number,
): Promise<void> {
  await ctx.tx
    .updateTable('unit_attempt')
    .set({ watched: JSON.stringify(intervals), seconds: rounded(seconds), position, updated_at: ctx.now })
    .where('id', '=', launch.attemptId)
    .execute()
}

/** Down: a tenth of a second too much would be more than time allowed. */
const rounded = (seconds: number) => Math.floor(seconds * 10) / 10

export async function endLaunch(ctx: Ctx, launchId: string, why: 'left' | 'finished'): Promise<void> {
  await ctx.tx
    .updateTable('content_launch')
    .set({ ended_at: sql<Date>`clock_timestamp()`, ended_why: why })
    .where('id', '=', launchId)
    .where('ended_at', 'is', null)
    .execute()
}
