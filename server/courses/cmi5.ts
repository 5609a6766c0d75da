import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { ownOrigins } from '#kernel/config'
import type { Ctx, House } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { actorOfPerson, basePaths, closeLaunches, derivedId, openLaunchClient, statementsSince, tell } from '#xapi'
import { cmi5Category, type Expected, hearStatement, movesOn, sessionExtension, type Told, verbs } from './cmi5.rules.ts'
import { settle } from './completion.ts'
import { sealed } from './content/fetch-token.ts'
import { hashOf } from './launch.store.ts'
import type { PackageItem } from './package/manifest.ts'
import { findUnit, type Unit } from './unit.store.ts'

export interface Cmi5Launch {
  unit: Unit
  item: PackageItem
  launchId: string
  registration: string
}

const hoursOfLaunch = 8

/** Ours, and the same for everybody: the publisher's own id stands beside it as a grouping (cmi5 §8.1.5). */
export const activityOf = (house: House, unitId: string, itemId: string) =>
  `${ownOrigins(house.config)[0]}/activities/course-units/${unitId}/${encodeURIComponent(itemId)}`

/** What a cmi5 part finds in its address (§8.1), after its LaunchData and its credential lie ready for it. */
export async function cmi5Launch(ctx: Ctx, { unit, item, launchId, registration }: Cmi5Launch): Promise<string> {
  const { config } = ctx.house
  const activityId = activityOf(ctx.house, unit.id, item.id)
  const context = { contextActivities: { grouping: [{ id: item.id }] }, extensions: { [sessionExtension]: launchId } }
  const launchData = {
    contextTemplate: context,
    launchMode: 'Normal',
    launchMethod: item.launchMethod ?? 'AnyWindow',
    moveOn: item.moveOn ?? 'NotApplicable',
    ...(item.mastery === null ? {} : { masteryScore: item.mastery }),
    ...(item.launchData ? { launchParameters: item.launchData } : {}),
  }
  await closeLaunches(ctx, registration)
  const { basic } = await openLaunchClient(ctx, { registration, activityId, hours: hoursOfLaunch, launchData })
  const fetchToken = randomBytes(32).toString('base64url')
  await ctx.tx
    .updateTable('content_launch')
    .set({ fetch_hash: hashOf(fetchToken), sealed: sealed(basic.replace('Basic ', ''), fetchToken) })
    .where('id', '=', launchId)
    .execute()
  const actor = actorOfPerson(ctx.house, ctx.actor.personId ?? '') // who launches is somebody
  await enqueue(ctx.tx, 'courses.launched', { launchId }, { key: `launched:${launchId}` })
  return new URLSearchParams({
    endpoint: `${ownOrigins(config)[0]}${basePaths.v1}/`,
    fetch: `${config.contentOrigin}/f/${fetchToken}`,
    actor: JSON.stringify(actor),
    registration,
    activityId,
  }).toString()
}

/** 启动: told by a job, from what the launch itself says (cmi5 §9.3.1). */
async function tellLaunched(ctx: Ctx, launchId: string): Promise<void> {
  const launch = await ctx.tx
    .selectFrom('content_launch as l')
    .innerJoin('unit_attempt as a', 'a.id', 'l.attempt_id')
    .select(['l.unit_id as unitId', 'l.item', 'l.person_id as personId', 'l.opened_at as openedAt', 'a.registration'])
    .where('l.id', '=', launchId)
    .executeTakeFirst()
  const unit = launch && (await findUnit(ctx, launch.unitId))
  const item = unit?.kind === 'cmi5' && unit.items.find(({ id }) => id === launch?.item)
  if (!launch || !item) return
  await tell(ctx, [
    {
      id: derivedId(`launched ${launchId}`),
      actor: actorOfPerson(ctx.house, launch.personId),
      verb: { id: verbs.launched, display: { 'en-US': 'launched' } },
      object: { id: activityOf(ctx.house, launch.unitId, item.id), definition: { name: { 'zh-CN': item.title } } },
      context: {
        registration: launch.registration,
        contextActivities: { grouping: [{ id: item.id }], category: [{ id: cmi5Category }] },
        extensions: { [sessionExtension]: launchId },
      },
      timestamp: launch.openedAt.toISOString(),
    },
  ])
}

/** Asked for whenever the page of an open launch is heard; the job reads what was told meanwhile. */
export const lookLater = (ctx: Ctx, attemptId: string): Promise<void> =>
  enqueue(ctx.tx, 'courses.cmi5', { attemptId }, { key: `cmi5:${attemptId}` })

const Kept = z.object({
  cursor: z.string().nullable().default(null),
  completed: z.boolean().default(false),
  passed: z.boolean().default(false),
  failed: z.boolean().default(false),
  score: z.number().nullable().default(null),
  running: z.array(z.string()).default([]),
})

/** What the record store heard of an attempt since it was looked at last. Statements in the name of another client than a launch decide nothing. */
export async function lookAtStatements(ctx: Ctx, attemptId: string): Promise<void> {
  const attempt = await ctx.tx
    .selectFrom('unit_attempt')
    .select(['id', 'unit_id as unitId', 'enrolment_id as enrolmentId', 'person_id as personId', 'item', 'registration', 'cmi', 'satisfied'])
    .where('id', '=', attemptId)
    .forUpdate()
    .executeTakeFirst()
  const unit = attempt && (await findUnit(ctx, attempt.unitId))
  const item = unit?.items.find(({ id }) => id === attempt?.item)
  if (!attempt || !unit || !item) return
  const launches = await ctx.tx
    .selectFrom('content_launch')
    .select(['id', sql<boolean>`ended_at is not null or expires_at <= clock_timestamp()`.as('isOver')])
    .where('attempt_id', '=', attemptId)
    .execute()
  const expected: Expected = {
    account: actorOfPerson(ctx.house, attempt.personId).account,
    registration: attempt.registration,
    sessions: launches.map(({ id }) => id),
    mastery: item.mastery,
  }
  const { cursor, ...before } = Kept.parse(attempt.cmi)
  const activity = activityOf(ctx.house, unit.id, item.id)
  const { told: heard, next } = await readOn(ctx, cursor, activity, before, expected)
  const left = heard.running.filter((session) => launches.some(({ id, isOver }) => id === session && isOver))
  for (const session of left) await tellOfLaunch(ctx, 'abandoned', session, activity, expected)
  const told = { ...heard, running: heard.running.filter((session) => !left.includes(session)) }
  const satisfied = attempt.satisfied || movesOn(item.moveOn ?? 'NotApplicable', told)
  await ctx.tx
    .updateTable('unit_attempt')
    .set({
      cmi: JSON.stringify({ cursor: next, ...told }),
      completion: told.completed ? 'completed' : 'incomplete',
      success: told.passed ? 'passed' : told.failed ? 'failed' : null,
      score: told.score,
      satisfied,
      updated_at: ctx.now,
    })
    .where('id', '=', attemptId)
    .execute()
  if (satisfied && !attempt.satisfied) await tellOfLaunch(ctx, 'satisfied', launches.at(-1)?.id ?? attemptId, activity, expected)
  if (satisfied) await settleAttempt(ctx, attempt.enrolmentId, unit)
}

/** What only the platform says of a launch (cmi5 §9.3.6, §9.3.9): its credential is over and its part never ended it; or what it asks for is done. */
async function tellOfLaunch(
  ctx: Ctx,
  verb: 'abandoned' | 'satisfied',
  session: string,
  activity: string,
  { account, registration }: Expected,
): Promise<void> {
  await tell(ctx, [
    {
      id: derivedId(`${verb} ${session}`),
      actor: { objectType: 'Agent', account },
      verb: { id: verbs[verb], display: { 'en-US': verb } },
      object: { id: activity },
      context: {
        registration,
        contextActivities: { category: [{ id: cmi5Category }] },
        extensions: { [sessionExtension]: session },
      },
      timestamp: ctx.now.toISOString(),
    },
  ])
}

async function readOn(ctx: Ctx, from: string | null, activity: string, before: Told, expected: Expected) {
  let [told, next] = [before, from]
  for (;;) {
    const { statements, cursor } = await statementsSince(ctx, next, { activity, registration: expected.registration }, 500)
    for (const { statement, voided } of statements)
      if (!voided && isOfLaunch(statement)) told = hearStatement(told, statement as never, expected) // judged by the store; read as any JSON value
    next = cursor
    if (statements.length < 500) return { told, next }
  }
}

/** The store writes by itself who vouches for a statement. */
const isOfLaunch = (statement: { authority?: { account?: { name: string } } }) => statement.authority?.account?.name === 'course-player'

async function settleAttempt(ctx: Ctx, enrolmentId: string, unit: Unit): Promise<void> {
  const enrolment = await ctx.tx
    .selectFrom('course_enrolment')
    .select([
      'id',
      'course_id as courseId',
      'edition_id as editionId',
      'person_id as personId',
      'began_at as beganAt',
      'completed_on as completedOn',
    ])
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow()
  await settle(ctx, enrolment, unit, '课件报告的结果')
}

export const cmi5Jobs = jobs({
  'courses.launched': {
    payload: z.object({ launchId: z.uuid() }),
    run: (ctx: Ctx, { launchId }: { launchId: string }) => tellLaunched(ctx, launchId),
  },
  'courses.cmi5': {
    payload: z.object({ attemptId: z.uuid() }),
    run: (ctx: Ctx, { attemptId }: { attemptId: string }) => lookAtStatements(ctx, attemptId),
  },
})
