import { z } from 'zod'
import { PersonId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { type InService, jobs } from '#kernel/jobs'
import { asksToday, type ReminderRule, reminderRule } from './reminder.rules.ts'
import { type Digest, linesAtMost, nextPeople, type PressingRow, pressingOn, writeDigests } from './reminder.store.ts'

const peopleAtOnce = 300
const beforeEverybody = '00000000-0000-0000-0000-000000000000'

/** 期限提醒: everybody once a day, a batch a transaction. */
export async function remindEverybody(inService: InService, rule: ReminderRule = reminderRule): Promise<void> {
  let after: string | undefined = beforeEverybody
  while (after !== undefined) {
    const from: string = after
    after = await inService((ctx) => remindBatch(ctx, from, rule))
  }
}

async function remindBatch(ctx: Ctx, after: string, rule: ReminderRule): Promise<string | undefined> {
  const people = await nextPeople(ctx, after, peopleAtOnce)
  const rows = people.length > 0 ? await pressingOn(ctx, people, rule.stopAfter) : []
  const byPerson = Map.groupBy(rows, (row) => row.personId)
  const digests = [...byPerson].flatMap(([personId, lines]) => {
    // A day on which nothing new presses has no message: it would only teach people not to read them.
    const asks = lines.some((line) => asksToday(rule, line, ctx.today))
    return asks ? [digestOf(personId, lines, ctx.today)] : []
  })
  await writeDigests(ctx, digests)
  return people.at(-1)
}

function digestOf(personId: string, found: readonly PressingRow[], today: string): Digest {
  const lines = found.slice(-linesAtMost)
  const late = lines.filter((line) => line.due < today).length
  const now = lines.filter((line) => line.due === today).length
  const parts = [
    [late, '项已超期'],
    [now, '项今天到期'],
    [lines.length - late - now, '项临近到期'],
  ] as const
  return {
    personId,
    title: `期限提醒：${parts.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : [])).join('，')}`,
    body:
      found.length > lines.length
        ? `以下列出截止日较近的 ${lines.length} 项，其余请在期限日历中查看。`
        : '请在截止日前办理；确需延长的，请按规定报批。',
    lines,
  }
}

const Told = z.object({ personId: PersonId, kind: z.enum(['work', 'notice']), title: z.string(), body: z.string(), key: z.string() })

export const inboxJobs = jobs({
  // 07:00 in Shanghai. A start within a day of a missed run makes up for it (graphile-worker's backfill).
  'inbox.remind': {
    payload: z.object({}),
    daily: '0 23 * * *',
    long: (_house, inService) => remindEverybody(inService),
  },
  /** A message to another person: only the service may write it. */
  'inbox.tell': { payload: Told, run: tell },
})

async function tell(ctx: Ctx, { personId, ...message }: z.output<typeof Told>): Promise<void> {
  await ctx.tx
    .insertInto('message')
    .values({ person_id: personId, ...message })
    .onConflict((conflict) => conflict.columns(['person_id', 'key']).doNothing())
    .execute()
}
