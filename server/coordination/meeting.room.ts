import { sql } from 'kysely'
import type { LegalDay, MatterId } from '#contract/common'
import { type MeetingDraft, meetingSteps, noticeSteps } from '#contract/coordination-meetings'
import { bindFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { findMatter, type MatterRow, openMatter, processRoom, settleMatter, takeStep } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { demandOwnBody, listBodies, membersOn } from './body.service.ts'
import { dropDecision, makeTasks, writeDecision } from './decision.ts'
import { type MeetingFacts, meetingProcess, noticeProcess } from './meeting.process.ts'
import { decisionsOf } from './meeting.store.ts'
import { minutesDiffer, minutesFacts } from './minutes.facts.ts'

async function factsOf(ctx: Ctx, matter: MatterRow): Promise<MeetingFacts> {
  const meeting = await ctx.tx.selectFrom('meeting').select('day').where('matter_id', '=', matter.id).executeTakeFirst()
  const { items } = await ctx.tx
    .selectFrom('meeting_item')
    .select((eb) => eb.fn.countAll<string>().as('items'))
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  const decisions = await decisionsOf(ctx, matter.id)
  return {
    // While it is being opened, its row is not there yet.
    day: meeting?.day ?? ctx.today,
    ...{ today: ctx.today, items: Number(items), decisions: decisions.length },
    lacking: decisions.filter(({ lacks }) => lacks.length > 0).map(({ position, lacks }) => `第${position}项缺少${lacks.join('和')}`),
    minutesDiffer: await minutesDiffer(ctx, matter.id, decisions),
  }
}

async function writeItem(
  ctx: Ctx,
  matter: MatterRow,
  { changes, files, ...draft }: ReturnType<(typeof meetingSteps)['writeItem']['parse']>,
): Promise<void> {
  await bindFiles(ctx, matter.id, files)
  if (changes) {
    const { numUpdatedRows } = await ctx.tx
      .updateTable('meeting_item')
      .set({ ...draft, file_ids: [...files] })
      .where('id', '=', changes)
      .where('matter_id', '=', matter.id)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该议题' })
    return
  }
  const { position } = await ctx.tx
    .selectFrom('meeting_item')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('position'))
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('meeting_item')
    .values({ matter_id: matter.id, position: position + 1, ...draft, file_ids: [...files] })
    .execute()
}

async function dropItem(ctx: Ctx, matter: MatterRow, id: string): Promise<void> {
  const gone = await ctx.tx
    .deleteFrom('meeting_item')
    .where('id', '=', id)
    .where('matter_id', '=', matter.id)
    .returning('position')
    .executeTakeFirst()
  if (!gone) throw new Problem('notFound', { what: '该议题' })
  await ctx.tx
    .updateTable('meeting_item')
    .set((eb) => ({ position: eb('position', '-', 1) }))
    .where('matter_id', '=', matter.id)
    .where('position', '>', gone.position)
    .execute()
}

/** Each member unit of the tree has a notice to sign for, and reads the meeting from now on; others are told by letter. */
async function sendNotices(ctx: Ctx, matter: MatterRow, memberIds: readonly string[], on: LegalDay): Promise<void> {
  const { body_id } = await ctx.tx.selectFrom('meeting').select('body_id').where('matter_id', '=', matter.id).executeTakeFirstOrThrow()
  const body = (await listBodies(ctx)).find(({ id }) => id === body_id)
  const members = body ? membersOn(body, ctx.today).filter(({ id }) => memberIds.includes(id)) : []
  if (members.length !== new Set(memberIds).size) throw new Problem('notFound', { what: '所选成员单位' })
  for (const { id: memberId, orgId, name, post } of members) {
    const noticed = orgId !== null && orgId !== matter.handlingOrgId ? await sendNotice(ctx, matter, orgId, on) : null
    await ctx.tx
      .insertInto('meeting_member')
      .values({ matter_id: matter.id, member_id: memberId, org_id: orgId, name, post, notice_id: noticed })
      .execute()
  }
}

async function sendNotice(ctx: Ctx, matter: MatterRow, orgId: string, on: LegalDay): Promise<MatterId> {
  const { ownerOrgId: owner, handlingOrgId: handling } = matter
  const id = await openMatter(ctx, noticeProcess, {
    owner,
    handling,
    happenedOn: on,
    title: `会议通知：${matter.title}`.slice(0, 200),
    parent: matter.id,
  })
  await ctx.tx.insertInto('meeting_notice').values({ matter_id: id, meeting_id: matter.id, org_id: orgId }).execute()
  const grant = { org_id: orgId, purpose: 'request', from_day: on, given_by: ctx.actor.personId }
  await ctx.tx
    .insertInto('matter_grant')
    .values({ matter_id: id, ...grant, acts: true })
    .execute()
  // A unit with two posts in a body is granted once.
  const reads = await ctx.tx
    .selectFrom('matter_grant')
    .select('id')
    .where('matter_id', '=', matter.id)
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  if (!reads)
    await ctx.tx
      .insertInto('matter_grant')
      .values({ matter_id: matter.id, ...grant })
      .execute()
  await settleMatter(ctx, id)
  return id
}

type Attendance = ReturnType<(typeof meetingSteps)['hold']['parse']>['attendance']
async function hold(ctx: Ctx, matter: MatterRow, attendance: Attendance, on: LegalDay): Promise<void> {
  for (const { meetingMemberId, presence, who } of attendance) {
    const { numUpdatedRows } = await ctx.tx
      .updateTable('meeting_member')
      .set({ presence, ...(who ? { who } : {}) })
      .where('id', '=', meetingMemberId)
      .where('matter_id', '=', matter.id)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该参会单位' })
  }
  await ctx.tx.updateTable('meeting').set({ day: on }).where('matter_id', '=', matter.id).execute()
  await endNotices(ctx, matter, on)
}

/** What nobody signed for is nobody's work any more. */
async function endNotices(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  const notices = await ctx.tx
    .selectFrom('meeting_notice')
    .select('matter_id')
    .where('meeting_id', '=', matter.id)
    .where('answer', 'is', null)
    .execute()
  for (const { matter_id } of notices) {
    const notice = await findMatter(ctx, matter_id)
    if (notice?.state === 'sent') await takeStep(ctx, { matterId: matter_id, step: 'end', happenedOn: on, input: {} })
  }
}

export const meetingRoom = processRoom({
  process: meetingProcess,
  forms: meetingSteps,
  facts: (ctx, matter) => factsOf(ctx, matter),
  paperFacts: minutesFacts,
  papers: ['meetingMinutes'],
  counts: [{ indicator: 'coordination.meetingsHeld', steps: ['hold'] }],
  apply: {
    writeItem: (ctx, matter, { input }) => writeItem(ctx, matter, input),
    dropItem: (ctx, matter, { input }) => dropItem(ctx, matter, input.itemId),
    async amend(ctx, matter, { input }) {
      await ctx.tx.updateTable('meeting').set(input).where('matter_id', '=', matter.id).execute()
      await ctx.tx.updateTable('matter').set({ title: input.title }).where('id', '=', matter.id).execute()
    },
    sendNotice: (ctx, matter, { input, happenedOn }) => sendNotices(ctx, matter, input.memberIds, happenedOn),
    hold: (ctx, matter, { input, happenedOn }) => hold(ctx, matter, input.attendance, happenedOn),
    writeDecision: (ctx, matter, { input }) => writeDecision(ctx, matter, input),
    dropDecision: (ctx, matter, { input }) => dropDecision(ctx, matter, input.decisionId),
    issueMinutes: (ctx, matter, { happenedOn }) => makeTasks(ctx, matter, happenedOn),
    cancel: (ctx, matter, { happenedOn }) => endNotices(ctx, matter, happenedOn),
  },
})

export const noticeRoom = processRoom({
  process: noticeProcess,
  forms: noticeSteps,
  facts: async () => null,
  apply: {
    async receive(ctx, matter, { input, happenedOn }) {
      await ctx.tx
        .updateTable('meeting_notice')
        .set({ answer: input.answer, who: input.who ?? null, reason: input.reason ?? null, answered_on: happenedOn })
        .where('matter_id', '=', matter.id)
        .execute()
    },
  },
})

/** 筹备会议, by the office of the body. */
export async function openMeeting(ctx: Ctx, { bodyId, ...draft }: MeetingDraft): Promise<{ id: MatterId }> {
  const body = await demandOwnBody(ctx, bodyId)
  if (body.orgId !== ctx.actor.orgId) throw new Problem('notAllowed', { what: '筹备会议', rule: '由该机构办公室所在单位办理' })
  if (body.to !== null && body.to < draft.day) throw new Problem('closed', { what: '筹备会议', why: `${body.name}已于 ${body.to} 撤销` })
  const id = await openMatter(ctx, meetingProcess, {
    ...{ owner: body.orgId, handling: body.orgId, happenedOn: ctx.today, title: draft.title },
    number: await nextNumber(ctx, body.orgId),
  })
  await ctx.tx
    .insertInto('meeting')
    .values({ matter_id: id, body_id: bodyId, org_id: body.orgId, ...draft })
    .execute()
  await settleMatter(ctx, id)
  return { id }
}

/** By the year in which it was prepared, as a task is. */
async function nextNumber(ctx: Ctx, orgId: string): Promise<string> {
  const year = Number(ctx.today.slice(0, 4))
  const { rows } = await sql<{ n: number }>`select authority.next_number(${orgId}, '会议', ${year}) n`.execute(ctx.tx)
  return `会议〔${year}〕${rows[0]?.n ?? 0}号`
}
