import { sql } from 'kysely'
import { z } from 'zod'
import type { LegalDay, OrgId } from '#contract/common'
import { paletteNames } from '#contract/supervision'
import { addDays, type Calendar } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { type InService, jobs } from '#kernel/jobs'
import { countDue, uncounted } from './counting.ts'
import { dueOn, light, nearFrom, standsOn } from './light.ts'
import { noteFigure } from './measure.ts'
import { lightSettings } from './settings.ts'
import { findTasks, type TaskRecord } from './task.store.ts'
import { Telling, writeTelling } from './telling.ts'

/** Tasks of one transaction of the daily walk. */
const portion = 200

const alive = ['issued', 'handling', 'extending', 'claimed', 'accepted'] as const

/** Every day: what the bound figures are, whose day is over, and whom to tell. Run twice, it finds nothing left to do. */
export async function walkTasks(inService: InService): Promise<void> {
  const open = await inService(async (ctx) => (await findTasks(ctx, { state: [...alive] })).map(({ id }) => id))
  for (let at = 0; at < open.length; at += portion) {
    await inService(async (ctx) => {
      for (const task of await findTasks(ctx, { ids: open.slice(at, at + portion) })) await noteFigure(ctx, task)
    })
    await inService(async (ctx) => {
      const settings = await lightSettings(ctx)
      for (const task of await findTasks(ctx, { ids: open.slice(at, at + portion) })) await remind(ctx, task, settings(task.issuerLo))
    })
  }
  const due = await inService(uncounted)
  for (let at = 0; at < due.length; at += portion)
    await inService(async (ctx) => {
      for (const task of await findTasks(ctx, { ids: due.slice(at, at + portion) })) await countDue(ctx, task)
    })
}

export type Stage = 'before' | 'yellow' | 'red'

/** What this day asks to be said: a day on which nothing ran is made up for by the latest stage alone. */
export function stageOn(
  task: TaskRecord,
  day: LegalDay,
  calendar: Calendar,
  rule: Parameters<typeof light>[3] & { remindBefore: number },
): Stage | null {
  const colour = light(task, day, calendar, rule)
  if (colour === 'red' || colour === 'yellow') return colour
  const due = dueOn(task, day)
  if (colour === 'grey' || due === null || task.issuedOn === null) return null
  const near = nearFrom({ begun: task.issuedOn, due }, calendar, rule)
  return day < near && day >= workingDaysBack(near, rule.remindBefore, calendar) ? 'before' : null
}

function workingDaysBack(from: LegalDay, count: number, calendar: Calendar): LegalDay {
  let day = from
  for (let left = count; left > 0; ) {
    day = addDays(day, -1)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return day
}

/** Before yellow and at yellow: whose step it is, and who supports. At red: both sides. Once for each stage of each date. */
async function remind(ctx: Ctx, task: TaskRecord, rule: Awaited<ReturnType<Awaited<ReturnType<typeof lightSettings>>>>): Promise<void> {
  const stage = stageOn(task, ctx.today, ctx.house.calendar(), rule)
  const due = dueOn(task, ctx.today)
  if (stage === null || due === null) return
  const stands = standsOn(task.state)
  const orgIds = new Set<OrgId>([stands?.side === 'issuer' ? task.issuerId : task.leadId])
  if (stage === 'yellow') for (const org of await silentSupporters(ctx, task.id)) orgIds.add(org)
  if (stage === 'red') orgIds.add(task.leadId).add(task.issuerId)
  const names = paletteNames[rule.palette]
  const said: Record<Stage, string> = { before: '即将临期', yellow: `${names.yellow}：临期`, red: `${names.red}：已超期` }
  const at = stands ? `现由${stands.side === 'issuer' ? task.issuerName : task.leadName}${stands.what}。` : ''
  await writeTelling(ctx, {
    ...{ matterId: task.id, orgIds: [...orgIds], kind: 'deadline', title: `${said[stage]}　${task.title}`.slice(0, 200) },
    body: `办理期限 ${due}。${at}${stage === 'red' ? '是否通报由交办单位确认。' : ''}`,
    key: `task:${task.id}:${due}:${stage}`,
  })
}

async function silentSupporters(ctx: Ctx, matterId: string): Promise<OrgId[]> {
  const { rows } = await sql<{ id: OrgId }>`
    select org_id id from supervised_task_support where matter_id = ${matterId} and contributed_on is null and ended_on is null`.execute(
    ctx.tx,
  )
  return rows.map(({ id }) => id)
}

export const taskJobs = jobs({
  // 06:30 in Shanghai, before the reminders of the inbox.
  'supervision.walk': { payload: z.object({}), daily: '30 22 * * *', long: (_house, inService) => walkTasks(inService) },
  'supervision.tell': { payload: Telling, run: writeTelling },
})
