import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { UnitId } from '#contract/courses'
import type { Launch, LaunchId, Standing } from '#contract/courses-learning'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { closeLaunches } from '#xapi'
import { type Cmi, resumed, type ScormKind } from './cmi.ts'
import { cmi5Launch } from './cmi5.ts'
import { settle } from './completion.ts'
import type { Interval } from './intervals.ts'
import { hashOf, lifetime } from './launch.store.ts'
import { joined, type PackageItem } from './package/manifest.ts'
import { standing } from './standing.ts'
import { type Enrolment, enrolmentIn, findUnit, type Unit } from './unit.store.ts'

/** 打开学习内容: the one open launch of this person; whatever was open elsewhere is over. */
export async function launchUnit(ctx: Ctx, unitId: UnitId, itemId: string): Promise<Launch> {
  const origin = ctx.house.config.contentOrigin
  if (!origin)
    throw new Problem('closed', { what: '打开学习内容', why: '没有配置内容站点', todo: '请联系系统管理员设置 MINZHI_CONTENT_ORIGIN。' })
  const { unit, enrolment, item } = await learnable(ctx, unitId, itemId)
  const attempt = await attemptOf(ctx, enrolment, unit, item?.id ?? '')
  const token = randomBytes(32).toString('base64url')
  const launch = await open(ctx, attempt, unit, token)
  if (item && !item.reports) await countOpened(ctx, enrolment, unit, attempt)
  const { rate, courseId } = await courseOf(ctx, unit)
  return {
    launchId: launch.id as LaunchId, // the database's own key, branded
    unitId,
    courseId: courseId as Launch['courseId'], // likewise
    kind: unit.kind,
    title: item && unit.items.length > 1 ? `${unit.title}：${item.title}` : unit.title,
    mediaType: unit.mediaType,
    address: origin + (await addressOf(ctx, { unit, item, token, launchId: launch.id, registration: attempt.registration })),
    origin,
    expiresAt: launch.expiresAt.toISOString(),
    seconds: unit.seconds,
    maxRate: rate,
    ownWindow: item?.launchMethod === 'OwnWindow',
    cmi: isScorm(unit.kind) && item ? forPackage(ctx, unit.kind, attempt, item) : {},
    standing: await standing(ctx, { unit, enrolment, position: attempt.position, watched: attempt.watched, asking: false, over: null }),
  }
}

/** An asset has no interface to report by (SCORM 1.2 CAM 2.1.1): it is done when it was opened, or its package would never be. */
async function countOpened(ctx: Ctx, enrolment: Enrolment, unit: Unit, attempt: LaunchedAttempt): Promise<void> {
  await ctx.tx.updateTable('unit_attempt').set({ satisfied: true, completion: 'completed' }).where('id', '=', attempt.id).execute()
  await settle(ctx, enrolment, unit, '打开课件内容')
}

const isScorm = (kind: string): kind is ScormKind => kind === 'scorm12' || kind === 'scorm2004'

async function learnable(
  ctx: Ctx,
  unitId: string,
  itemId: string,
): Promise<{ unit: Unit; enrolment: Enrolment; item: PackageItem | null }> {
  const unit = await findUnit(ctx, unitId)
  if (!unit || unit.kind === 'quiz') throw new Problem('notFound', { what: '该学习单元' })
  const enrolment = await enrolmentIn(ctx, unit.editionId)
  if (!enrolment) throw new Problem('closed', { what: '打开学习内容', why: '还没有开始学习这门课程', todo: '请先点“开始学习”。' })
  if (unit.items.length === 0) return { unit, enrolment, item: null }
  const item = itemId === '' ? unit.items[0] : unit.items.find(({ id }) => id === itemId)
  if (!item) throw new Problem('notFound', { what: '课件的这个部分' })
  return { unit, enrolment, item }
}

interface LaunchedAttempt {
  id: string
  registration: string
  watched: Interval[]
  position: number
  seconds: number
  cmi: Cmi
}

async function attemptOf(ctx: Ctx, enrolment: Enrolment, unit: Unit, item: string): Promise<LaunchedAttempt> {
  await ctx.tx
    .insertInto('unit_attempt')
    .values({
      enrolment_id: enrolment.id,
      unit_id: unit.id,
      person_id: enrolment.personId,
      item,
      registration: sql<string>`coalesce((select registration from unit_attempt where enrolment_id = ${enrolment.id} and unit_id = ${unit.id} limit 1), ${randomUUID()})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await ctx.tx
    .selectFrom('unit_attempt')
    .select(['id', 'registration', 'watched', 'position', 'seconds', 'cmi'])
    .where('enrolment_id', '=', enrolment.id)
    .where('unit_id', '=', unit.id)
    .where('item', '=', item)
    .executeTakeFirstOrThrow()
  return { ...row, watched: row.watched as Interval[], cmi: row.cmi as Cmi } // written by launch.store.ts alone
}

async function open(ctx: Ctx, attempt: LaunchedAttempt, unit: Unit, token: string): Promise<{ id: string; expiresAt: Date }> {
  await endOthers(ctx)
  const made = await ctx.tx
    .insertInto('content_launch')
    .values({
      token_hash: hashOf(token),
      person_id: ctx.actor.personId ?? '', // who is enrolled is somebody
      session_id: ctx.actor.sessionId,
      attempt_id: attempt.id,
      unit_id: unit.id,
      item: sql<string>`(select item from unit_attempt where id = ${attempt.id})`,
      expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${lifetime.idle})`,
      position: attempt.position,
      base_seconds: attempt.seconds,
    })
    .returning(['id', 'expires_at as expiresAt'])
    .executeTakeFirstOrThrow()
  return made
}

/** One open launch a person, in however many windows he asks at once; what a cmi5 part was lent to report with is taken back. */
async function endOthers(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`launch ${ctx.actor.personId}`}, 0))`.execute(ctx.tx)
  const ended = await ctx.tx
    .updateTable('content_launch')
    .set({ ended_at: sql<Date>`clock_timestamp()`, ended_why: 'elsewhere' })
    .where('person_id', '=', ctx.actor.personId)
    .where('ended_at', 'is', null)
    .returning('attempt_id')
    .execute()
  if (ended.length === 0) return
  const lent = await ctx.tx
    .selectFrom('unit_attempt as a')
    .innerJoin('course_unit as u', 'u.id', 'a.unit_id')
    .select('a.registration')
    .where(
      'a.id',
      'in',
      ended.map((one) => one.attempt_id),
    )
    .where('u.kind', '=', 'cmi5')
    .execute()
  for (const { registration } of lent) await closeLaunches(ctx, registration)
}

const courseOf = (ctx: Ctx, unit: Unit) =>
  ctx.tx
    .selectFrom('course_edition')
    .select(['max_rate as rate', 'course_id as courseId'])
    .where('id', '=', unit.editionId)
    .executeTakeFirstOrThrow()

interface Addressed {
  unit: Unit
  item: PackageItem | null
  token: string
  launchId: string
  registration: string
}

async function addressOf(ctx: Ctx, launched: Addressed): Promise<string> {
  const { unit, item, token } = launched
  if (!item) return `/c/${token}/`
  if (isScorm(unit.kind)) return `/w/${token}`
  const path = item.path.split('/').map(encodeURIComponent).join('/')
  const query = joined(item.query, await cmi5Launch(ctx, { ...launched, item }))
  return `/c/${token}/${path}?${query}`
}

/** An id that tells a package nothing of the person but that it is the same one. */
const forPackage = ({ actor }: Ctx, kind: ScormKind, attempt: LaunchedAttempt, { mastery, launchData, objectives }: PackageItem) =>
  resumed(kind, attempt.cmi, { id: actor.personId ?? '', name: actor.name, seconds: attempt.seconds, mastery, launchData, objectives })

export type { Standing }
