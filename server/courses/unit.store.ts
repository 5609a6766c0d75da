import { type SqlBool, sql } from 'kysely'
import type { UnitKind } from '#contract/courses'
import type { Ctx } from '#kernel/house'
import type { UnitFacts } from './learning.rules.ts'
import type { PackageItem } from './package/manifest.ts'

/** A unit of an edition as its row says, with what can be launched in it. */
export interface Unit {
  id: string
  editionId: string
  position: number
  title: string
  kind: UnitKind
  required: boolean
  name: string | null
  mediaType: string | null
  bytes: number | null
  seconds: number | null
  packageId: string | null
  examId: string | null
  share: number
  minutes: number
  items: PackageItem[]
}

const units = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('course_unit as u')
    .leftJoin('content_package as k', 'k.id', 'u.package_id')
    .select([
      'u.id',
      'u.edition_id as editionId',
      'u.position',
      'u.title',
      'u.kind',
      'u.required',
      'u.name',
      'u.media_type as mediaType',
      'u.bytes',
      'u.seconds',
      'u.package_id as packageId',
      'u.exam_id as examId',
      'u.share',
      'u.minutes',
      'k.items',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof units>['executeTakeFirstOrThrow']>>

// The kind is one of the check constraint, which are those of the contract; items were written by `takePackage`.
const shown = (row: Row): Unit => ({
  ...row,
  kind: row.kind as UnitKind,
  bytes: row.bytes === null ? null : Number(row.bytes),
  items: (row.items ?? []) as PackageItem[],
})

export const unitsOf = async (ctx: Ctx, editionId: string): Promise<Unit[]> =>
  (await units(ctx).where('u.edition_id', '=', editionId).orderBy('u.position').execute()).map(shown)

export async function findUnit(ctx: Ctx, id: string): Promise<Unit | null> {
  const row = await units(ctx).where('u.id', '=', id).executeTakeFirst()
  return row ? shown(row) : null
}

export interface Enrolment {
  id: string
  courseId: string
  editionId: string
  personId: string
  beganAt: Date
  completedOn: string | null
}

const enrolments = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('course_enrolment as n')
    .select([
      'n.id',
      'n.course_id as courseId',
      'n.edition_id as editionId',
      'n.person_id as personId',
      'n.began_at as beganAt',
      'n.completed_on as completedOn',
    ])

/** Of the person who asks, whoever else he may look at. */
export const myEnrolment = (ctx: Ctx, courseId: string): Promise<Enrolment | undefined> =>
  enrolments(ctx).where('n.course_id', '=', courseId).where('n.person_id', '=', ctx.actor.personId).executeTakeFirst()

export const enrolmentIn = (ctx: Ctx, editionId: string): Promise<Enrolment | undefined> =>
  enrolments(ctx).where('n.edition_id', '=', editionId).where('n.person_id', '=', ctx.actor.personId).executeTakeFirst()

export interface Attempt {
  id: string
  unitId: string
  item: string
  seconds: number
  satisfied: boolean
  success: string | null
  score: number | null
}

export const attemptsOf = (ctx: Ctx, enrolmentId: string): Promise<Attempt[]> =>
  ctx.tx
    .selectFrom('unit_attempt')
    .select(['id', 'unit_id as unitId', 'item', 'seconds', 'satisfied', 'success', 'score'])
    .where('enrolment_id', '=', enrolmentId)
    .execute()

export const completionsOf = (ctx: Ctx, enrolmentId: string): Promise<{ unitId: string; at: Date }[]> =>
  ctx.tx.selectFrom('unit_completion').select(['unit_id as unitId', 'at']).where('enrolment_id', '=', enrolmentId).execute()

export function factsOf(unit: Unit, attempts: readonly Attempt[], learned: boolean): UnitFacts {
  return { ...unit, duration: unit.seconds, attempts: attempts.filter((attempt) => attempt.unitId === unit.id), learned }
}

/** Offered where this duty stands: the unit's own, or one above it. */
export const offeredHere = (ctx: Ctx) => sql<SqlBool>`c.offered and exists (
  select 1 from org o, org mine where o.id = c.org_id and mine.id = ${ctx.actor.orgId} and mine.lo >= o.lo and mine.lo < o.hi)`
