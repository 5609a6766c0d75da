import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { type FoundEntry, findEntry } from './hours.store.ts'

/** Hours of a lecture come back by the list of who heard it. Those of other rooms come from records that are brought or issued anew. */
export function mayRestore({
  room,
  reverses,
  isReversed,
  isRestored,
}: Pick<FoundEntry, 'room' | 'reverses' | 'isReversed' | 'isRestored'>): boolean {
  return room === 'lecture' && reverses === null && isReversed && !isRestored
}

const whyNot = ({ room, reverses, isReversed }: FoundEntry): string => {
  if (reverses !== null) return '这条记录本身是冲销记录'
  if (!isReversed) return '这条学时没有冲销'
  return room === 'lecture' ? '这笔学时已经恢复' : '只有大讲堂的学时可以直接恢复；其他来源的请重新提交证明或者由原业务重新计入'
}

/** 恢复学时: a reversal of a lecture's hours that was itself wrong. Decided here by a person; the job credits the next turn of the same source. */
export async function restoreEntry(ctx: Ctx, entryId: string, reason: string): Promise<FoundEntry> {
  const entry = await findEntry(ctx, entryId)
  if (!entry) throw new Problem('notFound', { what: '该学时记录' })
  if (ctx.actor.personId === entry.personId)
    throw new Problem('notAllowed', { what: '恢复本人的学时', rule: '由上级单位的培训管理人员办理' })
  if (!mayRestore(entry)) throw new Problem('closed', { what: '恢复学时', why: whyNot(entry) })
  await ctx.tx
    .insertInto('hours_restoration')
    // The trigger enters whose hours they are, and who decided.
    .values({ entry_id: entryId, person_id: entry.personId, reason, by_person_id: ctx.actor.personId ?? '', by_name: ctx.actor.name })
    .execute()
  await enqueue(ctx.tx, 'hours.restore', { entryId }, { key: `restore:${entryId}` })
  return entry
}

/** What the reversed entry said, as the next turn of its source. A job that nobody decided finds nothing; twice does not matter. */
export async function postRestored(ctx: Ctx, { entryId }: { entryId: string }): Promise<void> {
  const { rows } = await sql<{ personId: string; title: string; reason: string; by: string }>`
    with made as (
      insert into hours_entry (person_id, form, subject, theme, hours, days, from_day, earned_on, source_room, source_id, source_title, turn, host_org_id, qualifies)
      select e.person_id, e.form, e.subject, e.theme, e.hours, e.days, e.from_day, e.earned_on, e.source_room, e.source_id, e.source_title, e.turn + 1, e.host_org_id, e.qualifies
        from hours_entry e join hours_restoration r on r.entry_id = e.id where e.id = ${entryId}
      on conflict do nothing returning person_id, source_title)
    select m.person_id "personId", m.source_title title, r.reason, r.by_name "by" from made m, hours_restoration r where r.entry_id = ${entryId}`.execute(
    ctx.tx,
  )
  const [made] = rows
  if (!made) return
  await enqueue(ctx.tx, 'inbox.tell', {
    personId: made.personId,
    kind: 'notice',
    title: `一笔学时已恢复：${made.title}`,
    body: `此前的冲销有误，学时重新计入。原因：${made.reason}。办理人：${made.by}。`,
    key: `hours-restored:${entryId}`,
  })
}

export const restoreJobs = jobs({ 'hours.restore': { payload: z.strictObject({ entryId: z.uuid() }), run: postRestored } })
