import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { newCredential } from './client.store.ts'
import { homePageOf } from './identity.ts'

export interface Launch {
  /** The learner's enrolment in this run of the course: a UUID that no other person has. */
  registration: string
  activityId: string
  hours: number
  /** What the course finds under `LMS.LaunchData` (cmi5, 10.0); it reads it and cannot change it. */
  launchData?: unknown
}

/**
 * A credential for one launch of a course (课程启动凭据), for whoever is signed in and nobody else: statements and state of that person's account in that
 * registration, and nothing else. It runs out by itself, at the latest after a day.
 */
export async function openLaunchClient(
  ctx: Ctx,
  { registration, activityId, hours, launchData }: Launch,
): Promise<{ key: string; secret: string; basic: string }> {
  const { key, secret, hash } = newCredential()
  const data = launchData === undefined ? null : Buffer.from(JSON.stringify(launchData))
  await sql`select authority.open_launch(${key}, ${hash}, ${homePageOf(ctx.house)}, ${registration}, ${activityId}, ${Math.max(1, Math.ceil(hours))}, ${data}, 'launch')`.execute(
    ctx.tx,
  )
  return { key, secret, basic: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` }
}

/** Ends every launch of a registration: the person's own, or by a job. */
export async function closeLaunches(ctx: Ctx, registration: string): Promise<void> {
  await sql`select authority.close_launch(${registration})`.execute(ctx.tx)
}
