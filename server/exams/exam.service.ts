import { sql } from 'kysely'
import type { z } from 'zod'
import type { MatterId } from '#contract/common'
import { ExamDraft, type ExamEdit } from '#contract/exams'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { lockMatter, openMatter, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { examProcess } from './exam.process.ts'
import { lastMoment, markersAmong, writersAmong } from './exam.room.ts'
import { findExam, stateOf } from './exam.store.ts'
import { closedAt, endLater } from './grace.ts'

function demandTrainer(ctx: Ctx, what: string): string {
  if (ctx.actor.role !== 'trainingOfficer' || !ctx.actor.orgId) throw new Problem('notAllowed', { what, rule: '由培训管理人员办理' })
  return ctx.actor.orgId
}

type Rules = z.output<typeof ExamEdit>
const columnsOf = (rules: Rules) => ({
  title: rules.title,
  instructions: rules.instructions,
  paper_id: rules.paperId,
  audience: rules.audience,
  opens_at: new Date(rules.opensAt),
  closes_at: new Date(rules.closesAt),
  minutes: rules.minutes,
  late_minutes: rules.lateMinutes,
  shuffle_questions: rules.shuffleQuestions,
  shuffle_options: rules.shuffleOptions,
  pass_share: rules.passShare,
  partial: rules.partial,
  double_marking: rules.doubleMarking,
  difference_share: rules.differenceShare,
  review: rules.review,
  hours: rules.hours,
  tells: rules.tells,
})

async function demandPaper(ctx: Ctx, paperId: string | null): Promise<void> {
  if (paperId === null) return
  const found = await ctx.tx.selectFrom('exam_paper').select('id').where('id', '=', paperId).executeTakeFirst()
  if (!found) throw new Problem('notFound', { what: '这份试卷' })
}

/** For the room of classes: an exam of a class, with whatever of its rules the class leaves open. Its draft is announced like any other. */
export const createExamFor = (ctx: Ctx, draft: z.input<typeof ExamDraft>, classId: MatterId): Promise<{ id: MatterId }> =>
  createExam(ctx, ExamDraft.parse(draft), classId)

/** The exam that a make-up exam makes up, from the beginning: hours are credited once for all of them. */
async function sourceOf(ctx: Ctx, id: string, org: string): Promise<string> {
  const row = await findExam(ctx, id)
  if (row.org_id !== org) throw new Problem('closed', { what: '安排补考', why: '这场考试由其他单位举办' })
  return row.makeup_of ?? row.matter_id
}

/** 拟定考试: in the name of the own unit. `classId` when it belongs to a class. */
export async function createExam(ctx: Ctx, draft: ExamDraft, classId: MatterId | null = null): Promise<{ id: MatterId }> {
  const org = demandTrainer(ctx, '拟定考试')
  await demandPaper(ctx, draft.paperId)
  const source = draft.makeupOf ? await sourceOf(ctx, draft.makeupOf, org) : null
  const id = await openMatter(ctx, examProcess, { owner: org, handling: org, happenedOn: ctx.today, title: draft.title })
  await ctx.tx
    .insertInto('exam')
    .values({ matter_id: id, org_id: org, org_at: '0', ...columnsOf(draft), makeup_of: source, class_id: classId })
    .execute()
  if (draft.personIds.length > 0) await addCandidates(ctx, id, draft.personIds)
  if (draft.markerIds.length > 0) await setMarkers(ctx, id, draft.markerIds)
  await settleMatter(ctx, id)
  return { id }
}

async function demandState(ctx: Ctx, id: string, what: string, states: readonly string[]) {
  demandTrainer(ctx, what)
  const row = await findExam(ctx, id)
  if (!states.includes(stateOf(row)) || row.org_id !== ctx.actor.orgId)
    throw new Problem('closed', { what, why: row.org_id === ctx.actor.orgId ? '考试已经进入下一阶段' : '这场考试由其他单位举办' })
  return row
}

export async function editExam(ctx: Ctx, id: string, version: number, edit: Rules): Promise<void> {
  const matter = await lockMatter(ctx, id)
  if (matter && matter.version !== version) throw new Problem('stale', { current: matter.version })
  await demandState(ctx, id, '修改考试', ['draft'])
  await demandPaper(ctx, edit.paperId)
  await ctx.tx.updateTable('exam').set(columnsOf(edit)).where('matter_id', '=', id).execute()
  await ctx.tx
    .updateTable('matter')
    .set({ title: edit.title, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await settleMatter(ctx, id as MatterId) // found above
}

/** 考生名单. Refused with names: who wrote or reviewed a question of the paper, who marks, who is out of reach. */
export async function addCandidates(ctx: Ctx, id: string, personIds: readonly string[]): Promise<{ done: number }> {
  const row = await demandState(ctx, id, '增加考生', ['draft', 'announced', 'open'])
  const people = await ctx.tx
    .selectFrom('person')
    .select('id')
    .where('id', 'in', [...personIds])
    .execute()
  if (people.length !== new Set(personIds).size) throw new Problem('notFound', { what: '所选人员' })
  if (row.paper_id) await refuseWhoKnows(ctx, row.paper_id, personIds)
  await refuseNamed(ctx, 'exam_marker', id, personIds, '是本场考试的阅卷人员，不能参加考试')
  const made = await ctx.tx
    .insertInto('exam_candidate')
    .values(people.map((person) => ({ exam_id: id, person_id: person.id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  await settleMatter(ctx, id as MatterId) // found above
  return { done: made.length }
}

async function refuseWhoKnows(ctx: Ctx, paperId: string, personIds: readonly string[]): Promise<void> {
  const refuse = (names: readonly string[], why: string) => {
    const todo = '请从名单中移除，或者更换试卷。'
    if (names.length > 0) throw new Problem('closed', { what: '增加考生', why: `${names.join('、')}${why}`, todo })
  }
  refuse(await writersAmong(ctx, paperId, personIds), '参与了本试卷试题的命制或者审核，或者能够查看其答案')
  refuse(await markersAmong(ctx, paperId, personIds), '是本试卷试题的阅卷人员')
}

async function refuseNamed(
  ctx: Ctx,
  table: 'exam_marker' | 'exam_candidate' | 'exam_attempt',
  id: string,
  personIds: readonly string[],
  why: string,
): Promise<void> {
  const { rows: found } = await sql<{ name: string }>`
    select coalesce(p.name, '（管辖范围以外的人员）') as name from ${sql.table(table)} t left join person p on p.id = t.person_id
     where t.exam_id = ${id} and t.person_id = any (${[...personIds]}::uuid[])`.execute(ctx.tx)
  if (found.length > 0) throw new Problem('closed', { what: '保存名单', why: `${found.map(({ name }) => name).join('、')}${why}` })
}

/** 移除考生, until it begins. Whoever is not on the list is no error: a class takes off whom it did not bring. */
export async function removeCandidates(ctx: Ctx, id: string, personIds: readonly string[]): Promise<{ done: number }> {
  await demandState(ctx, id, '移除考生', ['draft', 'announced'])
  if (personIds.length === 0) return { done: 0 }
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('exam_candidate')
    .where('exam_id', '=', id)
    .where('person_id', 'in', [...personIds])
    .executeTakeFirst()
  await settleMatter(ctx, id as MatterId) // found above
  return { done: Number(numDeletedRows) }
}

/** 加时. Of a running attempt the database moves the end. */
export async function giveTime(ctx: Ctx, id: string, { personId, minutes, reason }: { personId: string; minutes: number; reason: string }) {
  const row = await demandState(ctx, id, '加时', ['draft', 'announced', 'open'])
  if (personId === ctx.actor.personId) throw new Problem('closed', { what: '加时', why: '不能给本人加时' })
  const person = await ctx.tx.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst()
  if (!person) throw new Problem('notFound', { what: '这名考生' })
  // Whoever is given time comes on the list by it.
  if (row.paper_id) await refuseWhoKnows(ctx, row.paper_id, [personId])
  await refuseNamed(ctx, 'exam_marker', id, [personId], '是本场考试的阅卷人员，不能参加考试')
  await ctx.tx
    .insertInto('exam_candidate')
    .values({ exam_id: id, person_id: personId, extra_minutes: minutes, extra_reason: reason })
    .onConflict((conflict) => conflict.columns(['exam_id', 'person_id']).doUpdateSet({ extra_minutes: minutes, extra_reason: reason }))
    .execute()
  const { last } = await ctx.tx
    .selectFrom('exam as e')
    .select(lastMoment.as('last'))
    .where('e.matter_id', '=', id)
    .executeTakeFirstOrThrow()
  await enqueue(ctx.tx, 'exams.close', { examId: id }, { key: `exam-close:${id}`, at: new Date(last.getTime() + 1000) })
  const running = await ctx.tx
    .selectFrom('exam_attempt as a')
    .select('a.ends_at')
    .where('a.exam_id', '=', id)
    .where('a.person_id', '=', personId)
    .where(closedAt, 'is', null)
    .executeTakeFirst()
  if (running) await endLater(ctx, running.ends_at)
  return { done: 1 }
}

/** 阅卷人员: whoever is named, but nobody who sits. The marks of who is no longer named stay. */
export async function setMarkers(ctx: Ctx, id: string, personIds: readonly string[]): Promise<{ done: number }> {
  await demandState(ctx, id, '指定阅卷人员', ['draft', 'announced', 'open', 'closed'])
  for (const table of ['exam_candidate', 'exam_attempt'] as const)
    await refuseNamed(ctx, table, id, personIds, '是本场考试的考生，不能阅卷')
  await ctx.tx
    .deleteFrom('exam_marker')
    .where('exam_id', '=', id)
    .where('person_id', 'not in', personIds.length > 0 ? [...personIds] : ['00000000-0000-0000-0000-000000000000'])
    .execute()
  if (personIds.length > 0)
    await ctx.tx
      .insertInto('exam_marker')
      .values(personIds.map((person) => ({ exam_id: id, person_id: person })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await settleMatter(ctx, id as MatterId) // found above
  return { done: personIds.length }
}

/** 补考: the same rules, for those who did not come or did not pass. */
export async function makeUp(ctx: Ctx, id: string, window: { opensAt: string; closesAt: string }): Promise<{ id: MatterId }> {
  const row = await demandState(ctx, id, '安排补考', ['marked', 'released'])
  const { rows } = await sql<{ id: string }>`
    select person_id as id from (select person_id from exam_candidate where exam_id = ${id} union select person_id from exam_attempt where exam_id = ${id}) w
     where not exists (select 1 from exam_result r where r.exam_id = ${id} and r.person_id = w.person_id and r.passed)`.execute(ctx.tx)
  if (rows.length === 0) throw new Problem('closed', { what: '安排补考', why: '没有缺考或者不合格的人员' })
  const org = demandTrainer(ctx, '安排补考')
  const title = `${row.title}（补考）`.slice(0, 80)
  const made = await openMatter(ctx, examProcess, { owner: org, handling: org, happenedOn: ctx.today, title })
  const { title: _, version: __, orgName: ___, paperTitle, paperMarks, paperItems, candidates, begun, handedIn, passed, ...kept } = row
  await ctx.tx
    .insertInto('exam')
    .values({
      ...kept,
      matter_id: made,
      title,
      audience: 'listed',
      makeup_of: row.makeup_of ?? id,
      opens_at: new Date(window.opensAt),
      closes_at: new Date(window.closesAt),
      announced_at: null,
      opened_at: null,
      closed_at: null,
      scored_at: null,
      marked_at: null,
      released_at: null,
      cancelled_at: null,
    })
    .execute()
  await addCandidates(
    ctx,
    made,
    rows.map((one) => one.id),
  )
  await settleMatter(ctx, made)
  return { id: made }
}
