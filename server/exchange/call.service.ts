import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { Call, CallDraft, CallId } from '#contract/exchange-items'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { mayKeepForms } from './form.service.ts'

/** 约稿: to the units that are chosen, or to all below. Chosen beyond one's reach is notFound. */
export async function addCall(ctx: Ctx, { to, ...draft }: CallDraft): Promise<{ id: CallId }> {
  if (!mayKeepForms(ctx) || !ctx.actor.orgId)
    throw new Problem('notAllowed', { what: '发出约稿', rule: '由省、市、县局的综合协调人员发出' })
  if (draft.dueOn < ctx.today) throw new Problem('invalid', { issues: [{ path: 'dueOn', message: '截止日不能早于今天' }] })
  await demandBelow(ctx, to)
  const { id } = await ctx.tx
    .insertInto('info_call')
    .values({
      ...{ org_id: ctx.actor.orgId, org_at: '0', to_ids: [...to], by_name: ctx.actor.name },
      ...{ title: draft.title, wanted: draft.wanted, due_on: draft.dueOn },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(ctx.tx, 'exchange.called', { callId: id }, { key: `call:${id}` })
  return { id: id as CallId } // the key just made
}

async function demandBelow(ctx: Ctx, to: readonly OrgId[]): Promise<void> {
  const { rows } = await sql<{ below: number }>`
    select count(*)::int below from org o join org own on own.id = ${ctx.actor.orgId}
     where o.id = any(${[...to]}::uuid[]) and o.active and o.lo > own.lo and o.lo < own.hi`.execute(ctx.tx)
  if (rows[0]?.below !== new Set(to).size) throw new Problem('notFound', { what: '约稿的单位' })
}

/** Row security: those of one's reach, and those that were sent to one's unit or to what it lies below. */
export async function listCalls(ctx: Ctx): Promise<Call[]> {
  const { rows } = await sql<Call>`
    select c.id, o.name org, c.title, c.wanted, c.due_on "dueOn",
           (select coalesce(array_agg(t.short_name order by t.lo), '{}') from org t where t.id = any(c.to_ids)) "to",
           (select count(*)::int from info_item i where i.call_id = c.id and i.submitted_on is not null) items
      from info_call c join org o on o.id = c.org_id order by c.due_on desc, c.id limit 100`.execute(ctx.tx)
  return rows
}

export interface Sent {
  title: string
  wanted: string
  dueOn: string
  org: string
  /** Who is told: the units that were chosen; where none was, those directly below, for all that lies below them reads it too. */
  orgIds: string[]
}
export async function sentCall(ctx: Ctx, callId: string): Promise<Sent | undefined> {
  const { rows } = await sql<Sent>`
    select c.title, c.wanted, c.due_on "dueOn", o.name org,
           (select coalesce(array_agg(t.id), '{}') from org t
             where t.active and case when c.to_ids = '{}' then t.parent_id = c.org_id else t.id = any(c.to_ids) end) "orgIds"
      from info_call c join org o on o.id = c.org_id where c.id = ${callId}`.execute(ctx.tx)
  return rows[0]
}
