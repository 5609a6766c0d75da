import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { PersonId } from '#contract/common'
import type { Credit } from '#contract/hours'
import type { Outcome } from '#contract/training'
import { creditHours, reverseHours } from '#hours'
import type { Ctx } from '#kernel/house'
import { countFacts, reverseFacts } from '#kernel/indicator'
import { type MatterRow, orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import {
  attendedHoursOf,
  type ClassRecord,
  demandClass,
  demandRun,
  enrolledIn,
  leaveHoursOf,
  sessionsOf,
  taughtHours,
} from './class.store.ts'
import { outsideResults } from './elsewhere.ts'
import { reasonsAgainst } from './outcome.ts'

/** Crockford's letters: none that is misread for another. 32 of them, so that five bits are one letter and none is likelier. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 100 bits: nobody guesses a certificate, and a list of them cannot be walked. */
export const verificationCode = () => Array.from(randomBytes(20), (byte) => letters[byte & 31]).join('')

/** As it is typed from paper: small letters, gaps, O for 0 and I or L for 1. */
export const plainCode = (typed: string) => typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

async function judged(ctx: Ctx, own: ClassRecord): Promise<(Outcome & { unit: string })[]> {
  const people = (await enrolledIn(ctx, own.id)).filter(({ status }) => status === 'enrolled' || status === 'dismissed')
  const [sessions, attended, leave] = [await sessionsOf(ctx, own.id), await attendedHoursOf(ctx, own.id), await leaveHoursOf(ctx, own.id)]
  const { exams, courses } = await outsideResults(
    ctx,
    own,
    people.map(({ person_id }) => person_id),
  )
  return people.map(({ person_id: id, person_name: name, org_name: unit, status }) => {
    const reasons = reasonsAgainst(
      {
        status,
        attendedHours: attended.get(id) ?? 0,
        leaveHours: leave.get(id) ?? 0,
        examPassed: exams ? exams.has(id) : null,
        courseCompleted: courses ? courses.has(id) : null,
      },
      { plannedHours: taughtHours(sessions), attendanceShare: own.attendance_share },
    )
    return { personId: id as PersonId, name, unit, passes: reasons.length === 0, reasons } // the key is the branded id
  })
}

export async function outcomesOf(ctx: Ctx, id: string): Promise<Outcome[]> {
  const own = await demandRun(ctx, id, '核对结业条件')
  return (await judged(ctx, own)).map(({ unit: _, ...outcome }) => outcome)
}

/** 结业: everybody who meets the conditions and has no certificate yet gets one, and his hours. */
export async function certifyClass(ctx: Ctx, matter: MatterRow, day: string): Promise<void> {
  const own = await demandClass(ctx, matter.id)
  const there = new Set(
    (await ctx.tx.selectFrom('class_certificate').select('person_id').where('class_id', '=', own.id).execute()).map((row) => row.person_id),
  )
  const passing = (await judged(ctx, own)).filter(({ passes, personId }) => passes && !there.has(personId))
  const issuer = (await orgOf(ctx, own.orgId)).name
  const year = Number(day.slice(0, 4))
  for (const { personId, name, unit } of passing) {
    const { rows } = await sql<{ n: number }>`select authority.next_number(${own.orgId}, '训证', ${year}) n`.execute(ctx.tx)
    const { id } = await ctx.tx
      .insertInto('class_certificate')
      .values({
        class_id: own.id,
        person_id: personId,
        person_name: name,
        org_name: unit,
        issuer,
        host: own.hostId === own.orgId ? null : own.host,
        class_title: own.title,
        number: `训证〔${year}〕${String(rows[0]?.n ?? 1).padStart(4, '0')}号`,
        code: verificationCode(),
        hours: own.hours,
        days: own.days,
        starts_on: own.starts_on,
        ends_on: own.ends_on,
        issued_on: day,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const issued = { orgId: own.orgId, day, record: id }
    await countFacts(ctx, [
      { ...issued, indicator: 'training.certified' },
      { ...issued, indicator: 'training.certificatesInForce' },
    ])
    await creditHours(ctx, creditOf(own, personId))
  }
}

const creditOf = (own: ClassRecord, personId: PersonId): Credit => ({
  personId,
  form: own.form,
  subject: own.subject,
  theme: own.theme,
  hours: own.hours,
  days: own.days,
  fromDay: own.starts_on,
  earnedOn: own.ends_on,
  source: { room: 'training', id: own.id, title: own.title },
  hostOrgId: own.hostId,
  qualifies: own.qualifies,
})

/** 撤销: it stays to be found, and says so; the hours that it gave are reversed with the same reason. */
export async function revokeCertificate(
  ctx: Ctx,
  matter: MatterRow,
  act: { personId: PersonId; reason: string; happenedOn: string },
): Promise<void> {
  const revoked = await ctx.tx
    .updateTable('class_certificate')
    .set({ revoked_on: act.happenedOn, revoke_reason: act.reason, revoked_by: ctx.actor.name })
    .where('class_id', '=', matter.id)
    .where('person_id', '=', act.personId)
    .where('revoked_on', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!revoked) throw new Problem('notFound', { what: '该学员的有效证书' })
  const own = await demandClass(ctx, matter.id)
  await reverseFacts(ctx, [
    { indicator: 'training.certified', record: revoked.id, day: act.happenedOn },
    { indicator: 'training.certificatesInForce', record: revoked.id, day: act.happenedOn },
  ])
  await countFacts(ctx, [{ indicator: 'training.certificatesRevoked', orgId: own.orgId, day: act.happenedOn, record: revoked.id }])
  await reverseHours(ctx, creditOf(own, act.personId), act.reason)
}
