import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import { type ClassDraft, classSteps } from '#contract/training-steps'
import { demandHost, demandTheme, recordSession } from '#hours'
import type { Ctx } from '#kernel/house'
import { descendantsOf, type MatterRow, openMatter, orgOf, processRoom, settleMatter, takeStep } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { certifyClass, revokeCertificate } from './certificate.ts'
import { type ClassFacts, classProcess } from './class.process.ts'
import { type ClassRecord, demandClass, sessionsOf } from './class.store.ts'
import { arrangeExam, demandExam, examListOf, followExam, leaveExam } from './class-exam.ts'
import { refuseTooMany } from './place.room.ts'
import { givePlaces, type Quota } from './place.store.ts'
import { daysBetween, dropSession, planSession, shifted, shiftSessions } from './timetable.ts'

async function factsOf(ctx: Ctx, matter: MatterRow): Promise<ClassFacts> {
  const { rows } = await sql<Omit<ClassFacts, 'hasExam' | 'examMissing' | 'examGone'>>`
    select (select count(*)::integer from enrolment e where e.class_id = ${matter.id} and e.status = 'enrolled') enrolled,
           (select count(*)::integer from class_session s where s.class_id = ${matter.id} and not s.dropped) sessions,
           (select count(*)::integer from class_place p join matter m on m.id = p.matter_id where p.class_id = ${matter.id} and m.state = 'submitted') "waitingUnits",
           (select count(*)::integer from class_leave l where l.class_id = ${matter.id} and l.state = 'asked') "openLeaves",
           coalesce((select c.evaluating from training_class c where c.matter_id = ${matter.id}), false) evaluating`.execute(ctx.tx)
  const { hasExam, missing, gone } = await examListOf(ctx, matter.id)
  const counted = rows[0] ?? { enrolled: 0, sessions: 0, waitingUnits: 0, openLeaves: 0, evaluating: false }
  return { ...counted, hasExam, examMissing: missing.length, examGone: gone.length }
}

/** What the rule of the month (每月培训) is judged by: one 期 a class, on the day on which it begins. */
async function tellHours(
  ctx: Ctx,
  own: ClassRecord,
  told: { heldOn?: string; cancelled?: boolean; plannedOn?: string } = {},
): Promise<void> {
  await recordSession(ctx, {
    room: 'training',
    id: own.id,
    hostOrgId: own.hostId,
    kind: 'businessTraining',
    title: own.title,
    plannedOn: told.plannedOn ?? own.starts_on,
    heldOn: told.heldOn ?? null,
    cancelled: told.cancelled ?? false,
  })
}

const columnsOf = (draft: Omit<ClassDraft, 'planLineId' | 'outsideReason'>) => ({
  title: draft.title,
  host_org_id: draft.hostOrgId ?? null,
  theme: draft.theme,
  audience: draft.audience,
  starts_on: draft.startsOn,
  ends_on: draft.endsOn,
  place: draft.place || null,
  live_link: draft.liveLink ?? null,
  partners: draft.partners,
  places: draft.places,
  hours: draft.hours,
  days: draft.days,
  form: draft.form,
  subject: draft.subject ?? null,
  qualifies: draft.qualifies,
  attendance_share: draft.attendancePercent / 100,
  exam_id: draft.examId ?? null,
  course_id: draft.courseId ?? null,
})

async function amend(ctx: Ctx, matter: MatterRow, draft: Omit<ClassDraft, 'planLineId' | 'outsideReason'>): Promise<void> {
  const own = await demandClass(ctx, matter.id)
  if (draft.hostOrgId && draft.hostOrgId !== own.hostId) await demandHost(ctx, draft.hostOrgId)
  await demandTheme(ctx, draft.theme, own.theme)
  await demandExam(ctx, draft.examId, own.orgId, own.exam_id)
  await refuseTooMany(ctx, matter.id, 0, draft.places)
  await ctx.tx.updateTable('training_class').set(columnsOf(draft)).where('matter_id', '=', matter.id).execute()
  const outside = await ctx.tx
    .selectFrom('class_session')
    .select('day')
    .where('class_id', '=', matter.id)
    .where('dropped', '=', false)
    .where((eb) => eb.or([eb('day', '<', draft.startsOn), eb('day', '>', draft.endsOn)]))
    .executeTakeFirst()
  if (outside)
    throw new Problem('closed', { what: '修改基本情况', why: `${outside.day} 还有课次，不在新的起止日期之内`, todo: '请先调整课程表。' })
  if (own.exam_id !== null && own.exam_id !== draft.examId) await leaveExam(ctx, matter.id, own.exam_id)
  await followExam(ctx, matter.id)
  await ctx.tx.updateTable('matter').set({ title: draft.title }).where('id', '=', matter.id).execute()
  if (own.called) await tellHours(ctx, await demandClass(ctx, matter.id))
}

async function give(ctx: Ctx, matter: MatterRow, quotas: readonly Quota[]): Promise<void> {
  await refuseTooMany(
    ctx,
    matter.id,
    quotas.reduce((sum, { places }) => sum + places, 0),
  )
  const own = await demandClass(ctx, matter.id)
  await givePlaces(
    ctx,
    { classId: matter.id, title: own.title, owner: matter.ownerOrgId, parent: matter.id, giver: matter.ownerOrgId, splitFrom: null },
    quotas,
  )
}

/** The units' places end with the class. The lowest first: what is above a matter waits for it. */
async function endPlaces(ctx: Ctx, matter: MatterRow, happenedOn: string, why: string): Promise<void> {
  const places = (await descendantsOf(ctx, matter.id)).filter(({ process, closed }) => process === 'classPlaces' && !closed)
  for (const { id } of places.toReversed()) await takeStep(ctx, { matterId: id, step: 'end', happenedOn, input: { why } })
}

async function cancel(ctx: Ctx, matter: MatterRow, happenedOn: string, reason: string): Promise<void> {
  const own = await demandClass(ctx, matter.id)
  await ctx.tx
    .updateTable('class_session')
    .set((eb) => ({ sequence: eb('sequence', '+', 1) }))
    .where('class_id', '=', matter.id)
    .execute()
  // Nobody is kept from another class by one that does not take place.
  await ctx.tx.updateTable('session_teacher').set({ gone: true }).where('class_id', '=', matter.id).where('gone', '=', false).execute()
  await endPlaces(ctx, matter, happenedOn, reason)
  if (own.called) await tellHours(ctx, own, { cancelled: true })
}

async function reschedule(ctx: Ctx, matter: MatterRow, startsOn: string, until: string): Promise<void> {
  const own = await demandClass(ctx, matter.id)
  const days = daysBetween(own.starts_on, startsOn)
  await ctx.tx
    .updateTable('training_class')
    .set({ starts_on: startsOn, ends_on: shifted(own.ends_on, days), call_until: until })
    .where('matter_id', '=', matter.id)
    .execute()
  if (days !== 0) await shiftSessions(ctx, matter.id, days)
  await tellHours(ctx, own, { plannedOn: startsOn })
}

async function refuseLateCall(ctx: Ctx, matter: MatterRow, until: string): Promise<ClassRecord> {
  const own = await demandClass(ctx, matter.id)
  if (until > own.starts_on)
    throw new Problem('invalid', { issues: [{ path: 'until', message: `报名截止日不能晚于开班日期 ${own.starts_on}` }] })
  return own
}

async function dismiss(ctx: Ctx, matter: MatterRow, personId: string, reason: string): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('enrolment')
    .set({ status: 'dismissed', reason })
    .where('class_id', '=', matter.id)
    .where('person_id', '=', personId)
    .where('status', '=', 'enrolled')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该学员' })
  await followExam(ctx, matter.id)
}

export const classRoom = processRoom({
  process: classProcess,
  forms: classSteps,
  facts: (ctx, matter) => factsOf(ctx, matter),
  apply: {
    amend: (ctx, matter, { input }) => amend(ctx, matter, input),
    planSession: (ctx, matter, { input }) => planSession(ctx, matter, input),
    dropSession: (ctx, matter, { input }) => dropSession(ctx, matter, input.sessionId),
    arrangeExam: (ctx, matter, { input }) => arrangeExam(ctx, matter, input),
    fillExam: (ctx, matter) => followExam(ctx, matter.id),
    async callForEnrolment(ctx, matter, { input }) {
      const own = await refuseLateCall(ctx, matter, input.until)
      await ctx.tx.updateTable('training_class').set({ called: true, call_until: input.until }).where('matter_id', '=', matter.id).execute()
      await give(ctx, matter, input.quotas)
      await tellHours(ctx, own)
    },
    addQuotas: (ctx, matter, { input }) => give(ctx, matter, input.quotas),
    async extendCall(ctx, matter, { input }) {
      await refuseLateCall(ctx, matter, input.until)
      await ctx.tx.updateTable('training_class').set({ call_until: input.until }).where('matter_id', '=', matter.id).execute()
    },
    async startClass(ctx, matter, { happenedOn }) {
      const own = await demandClass(ctx, matter.id)
      if (happenedOn < own.starts_on)
        throw new Problem('closed', { what: '开班', why: `开班日期是 ${own.starts_on}`, todo: '提前开班的，请先修改基本情况。' })
      await tellHours(ctx, own, { heldOn: happenedOn })
    },
    dismiss: (ctx, matter, { input }) => dismiss(ctx, matter, input.participantId, input.reason),
    async finishClass(ctx, matter, { input, happenedOn }) {
      const ahead = (await sessionsOf(ctx, matter.id)).find(({ day }) => day > happenedOn)
      if (ahead)
        throw new Problem('closed', {
          what: '结束授课',
          why: `${ahead.day} 还有课次“${ahead.subject}”`,
          todo: '不再上的课，请先取消课次。',
        })
      await ctx.tx.updateTable('training_class').set({ evaluating: input.evaluating }).where('matter_id', '=', matter.id).execute()
    },
    closeEvaluation: async (ctx, matter) =>
      void (await ctx.tx.updateTable('training_class').set({ evaluating: false }).where('matter_id', '=', matter.id).execute()),
    certify: (ctx, matter, { happenedOn }) => certifyClass(ctx, matter, happenedOn),
    certifyMore: (ctx, matter, { happenedOn }) => certifyClass(ctx, matter, happenedOn),
    revoke: (ctx, matter, { happenedOn, input }) =>
      revokeCertificate(ctx, matter, { personId: input.participantId, reason: input.reason, happenedOn }),
    async closeClass(ctx, matter, { happenedOn }) {
      await ctx.tx.updateTable('training_class').set({ evaluating: false }).where('matter_id', '=', matter.id).execute()
      await endPlaces(ctx, matter, happenedOn, '培训班已归档')
    },
    cancelClass: (ctx, matter, { happenedOn, input }) => cancel(ctx, matter, happenedOn, input.reason),
    reschedule: (ctx, matter, { input }) => reschedule(ctx, matter, input.startsOn, input.until),
  },
})

/** 开设培训班: under a line of the unit's own approved plan, or outside of it with the reason. */
export async function openClass(ctx: Ctx, draft: ClassDraft): Promise<{ id: MatterId }> {
  const unit = await orgOf(ctx, ctx.actor.orgId ?? '')
  if (draft.hostOrgId) await demandHost(ctx, draft.hostOrgId)
  await demandTheme(ctx, draft.theme)
  await demandExam(ctx, draft.examId, unit.id)
  if (Boolean(draft.planLineId) === Boolean(draft.outsideReason))
    throw new Problem('invalid', { issues: [{ path: 'planLineId', message: '请选择所属计划项，或者写明计划外举办的理由，二者择一' }] })
  const batch = draft.planLineId ? await nextBatch(ctx, unit.id, draft.planLineId) : 1
  const year = Number(draft.startsOn.slice(0, 4))
  const { rows } = await sql<{ n: number }>`select authority.next_number(${unit.id}, '训', ${year}) n`.execute(ctx.tx)
  const id = await openMatter(ctx, classProcess, {
    owner: unit.id,
    handling: unit.id,
    happenedOn: ctx.today,
    title: draft.title,
    number: `训〔${year}〕${rows[0]?.n ?? 1}号`,
    input: draft.planLineId ? { planLineId: draft.planLineId } : { outsideReason: draft.outsideReason },
  })
  await ctx.tx
    .insertInto('training_class')
    .values({
      matter_id: id,
      org_id: unit.id,
      plan_line_id: draft.planLineId ?? null,
      outside_reason: draft.outsideReason || null,
      batch,
      ...columnsOf(draft),
    })
    .execute()
  await settleMatter(ctx, id)
  return { id }
}

/** Which batch of its line it is. The plan must be approved, and not have as many already. */
async function nextBatch(ctx: Ctx, orgId: string, lineId: string): Promise<number> {
  const line = await ctx.tx
    .selectFrom('training_plan_line as l')
    .innerJoin('training_plan as p', 'p.matter_id', 'l.matter_id')
    .innerJoin('matter as m', 'm.id', 'l.matter_id')
    .select([
      'm.state',
      'l.batches',
      'p.org_id as orgId',
      sql<number>`(select count(*)::integer from training_class c where c.plan_line_id = l.id and c.state <> 'cancelled')`.as('opened'),
    ])
    .where('l.id', '=', lineId)
    .where('l.dropped', '=', false)
    // Two classes opened at once would both be the same batch.
    .forUpdate('l')
    .executeTakeFirst()
  if (!line || line.orgId !== orgId) throw new Problem('notFound', { what: '该计划项' })
  if (line.state !== 'approved')
    throw new Problem('closed', { what: '开设培训班', why: '年度培训计划还没有批准，或者正在调整', todo: '请待计划批准后开班。' })
  if (line.opened >= line.batches)
    throw new Problem('closed', {
      what: '开设培训班',
      why: `该计划项计划 ${line.batches} 期，已开设 ${line.opened} 期`,
      todo: '请先调整计划，或者作为计划外班次说明理由。',
    })
  return line.opened + 1
}
