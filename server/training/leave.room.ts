import { z } from 'zod'
import { leaveSteps } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { findMatter, type MatterRow, openMatter, processRoom, settleMatter, takeStep } from '#kernel/matter'
import { demandClass, leaveHoursOf, sessionsOf, taughtHours } from './class.store.ts'
import { leaveProcess } from './leave.process.ts'
import { judgeLeave, leaveRule } from './leave.ts'

const answer =
  (state: 'granted' | 'refused') =>
  async (ctx: Ctx, matter: MatterRow, { input }: { input: { answer?: string | undefined } }) => {
    const leave = await ctx.tx
      .updateTable('class_leave')
      .set({ state, answer: input.answer ?? null })
      .where('matter_id', '=', matter.id)
      .where('state', '=', 'asked')
      .returning(['id'])
      .executeTakeFirst()
    if (leave) await enqueue(ctx.tx, 'training.leaveAnswered', { leaveId: leave.id }, { key: `leave answered:${leave.id}` })
  }

export const leaveRoom = processRoom({
  process: leaveProcess,
  forms: { ...leaveSteps, withdraw: z.object({}) },
  facts: async () => null,
  apply: { grant: answer('granted'), refuse: answer('refused') },
})

const Named = z.object({ leaveId: z.uuid() })
const leaveOf = (ctx: Ctx, id: string) => ctx.tx.selectFrom('class_leave').selectAll().where('id', '=', id).executeTakeFirst()

/** The participant's row becomes a matter of the organiser, which lies among its 待办. Twice does not matter: the matter is noted in the row. */
async function bringLeave(ctx: Ctx, { leaveId }: z.infer<typeof Named>): Promise<void> {
  const leave = await leaveOf(ctx, leaveId)
  if (!leave || leave.matter_id !== null || leave.state !== 'asked') return
  const own = await demandClass(ctx, leave.class_id)
  const id = await openMatter(ctx, leaveProcess, {
    owner: own.orgId,
    handling: own.orgId,
    happenedOn: ctx.today,
    title: `${leave.person_name}请假 ${leave.hours} 学时：${own.title}`.slice(0, 200),
    parent: own.id,
    input: { reason: leave.reason, hours: leave.hours },
  })
  await ctx.tx.updateTable('class_leave').set({ matter_id: id }).where('id', '=', leaveId).execute()
  await settleMatter(ctx, id)
}

async function takeLeaveBack(ctx: Ctx, { leaveId }: z.infer<typeof Named>): Promise<void> {
  const leave = await leaveOf(ctx, leaveId)
  const matter = leave?.matter_id ? await findMatter(ctx, leave.matter_id) : undefined
  if (matter && !matter.closed) await takeStep(ctx, { matterId: matter.id, step: 'withdraw', happenedOn: ctx.today, input: {} })
}

/** The participant hears the answer; past one seventh the organiser's training officers are told, who decide (PX-05). */
async function tellAnswer(ctx: Ctx, { leaveId }: z.infer<typeof Named>): Promise<void> {
  const leave = await leaveOf(ctx, leaveId)
  if (!leave) return
  const own = await demandClass(ctx, leave.class_id)
  const words = leave.state === 'granted' ? '已同意' : '未同意'
  await tell(
    ctx,
    leave.person_id,
    `请假${words}：${own.title}`,
    `您申请的请假（${leave.hours} 学时）${words}。${leave.answer ?? ''}`,
    `leave:${leaveId}`,
  )
  const hours = (await leaveHoursOf(ctx, own.id)).get(leave.person_id) ?? 0
  const all = taughtHours(await sessionsOf(ctx, own.id))
  if (!judgeLeave(hours, all).tooLong) return
  const officers = await ctx.tx
    .selectFrom('duty')
    .select('person_id')
    .where('org_id', '=', own.orgId)
    .where('role', '=', 'trainingOfficer')
    .where('status', '=', 'active')
    .where('from_day', '<=', ctx.today)
    .where((eb) => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', ctx.today)]))
    .execute()
  const body = `${leave.person_name}在“${own.title}”累计请假 ${hours} 学时，超过总学时 ${all} 的七分之一。${leaveRule}。是否责令退学，请研究决定。`
  for (const { person_id } of officers) await tell(ctx, person_id, `请假超过七分之一：${leave.person_name}`, body, `leave over:${leaveId}`)
}

async function tell(ctx: Ctx, personId: string, title: string, body: string, key: string): Promise<void> {
  await ctx.tx
    .insertInto('message')
    .values({ person_id: personId, kind: 'notice', title: title.slice(0, 200), body, key })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const leaveJobs = jobs({
  'training.leaveAsked': { payload: Named, run: bringLeave },
  'training.leaveWithdrawn': { payload: Named, run: takeLeaveBack },
  'training.leaveAnswered': { payload: Named, run: tellAnswer },
})
