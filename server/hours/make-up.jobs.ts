import { sql } from 'kysely'
import { z } from 'zod'
import type { LegalDay } from '#contract/common'
import { addDays, addMonths } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { belongingsOf, earnedOf } from './hours.store.ts'
import { judgePerson, type Requirement } from './judge.ts'
import { settingsOf } from './settings.ts'

/** 补训任务 (PX-04) is spoken of when it begins, and again so many days before its year is over. Suggested by us, in no source. */
const daysBefore = [90, 30, 7]

const wordsOf = ({ lines, of }: Requirement): string => {
  const missing = lines
    .filter((line) => line.missing)
    .map(({ label, missing: left, measure }) => `${label} ${left} ${measure === 'hours' ? '学时' : '天'}`)
  return missing.length === 0 ? '所缺数量请与培训管理人员核对' : `还缺：${missing.join(of === 'any' ? '，或者 ' : '，')}`
}

async function makeUpOf(ctx: Ctx, personId: string): Promise<Requirement | undefined> {
  const belongings = (await belongingsOf(ctx, [personId])).get(personId) ?? []
  const judged = judgePerson({ belongings, earned: await earnedOf(ctx, personId) }, ctx.today, await settingsOf(ctx))
  return judged.requirements.find(({ rule }) => rule === 'PX-04')
}

async function tell(ctx: Ctx, personId: string, task: Requirement, when: string): Promise<void> {
  await enqueue(ctx.tx, 'inbox.tell', {
    personId,
    kind: 'work',
    title: `提任前未达标补训：${task.to} 前补足`,
    body: `提任前教育培训要求未达标的，提任后 1 年内补足（${task.article}）。${wordsOf(task)}。进度见“我的学时”。`,
    key: `make-up:${task.from}:${when}`,
  })
}

/** At the registration, to the person himself. */
export async function tellMakeUpBegins(ctx: Ctx, personId: string): Promise<void> {
  const task = await makeUpOf(ctx, personId)
  if (task && task.met !== true) await tell(ctx, personId, task, 'begins')
}

/** Daily: to those whose year is nearly over and who have not made it up. */
export async function remindMakeUps(ctx: Ctx): Promise<void> {
  // The corresponding day a year on is reckoned in code; a day more on either side is let through here.
  const { rows } = await sql<{ personId: string; from: LegalDay }>`
    select person_id "personId", from_day "from" from staff_category
     where unmet and from_day between ${ctx.today}::date - 367 and ${ctx.today}::date`.execute(ctx.tx)
  for (const { personId, from } of rows) {
    const left = daysBefore.find((days) => addDays(ctx.today, days) === addMonths(from, 12))
    if (left === undefined) continue
    const task = await makeUpOf(ctx, personId)
    if (task && task.met !== true) await tell(ctx, personId, task, String(left))
  }
}

export const makeUpJobs = jobs({
  'hours.makeUpBegins': {
    payload: z.object({ personId: z.uuid() }),
    run: (ctx: Ctx, { personId }: { personId: string }) => tellMakeUpBegins(ctx, personId),
  },
  // 08:30 in Shanghai.
  'hours.makeUps': { payload: z.object({}), daily: '30 0 * * *', run: remindMakeUps },
})
