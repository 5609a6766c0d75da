import { sql } from 'kysely'
import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { addDays } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { countFacts } from '#kernel/indicator'
import { enqueue, type InService, jobs } from '#kernel/jobs'
import { sentCall } from './call.service.ts'
import { formById, type KeptForm, keptForms } from './form.store.ts'
import { openPeriods, openReturns } from './return.open.ts'
import { type Recorded, wasDue, wasOnTime } from './return.rules.ts'

/** Matters of one transaction. */
const portion = 100

/** 开放填报: every period that is open by a day, for every unit that has no return of it. */
async function openForm(inService: InService, kept: KeptForm, asOf?: LegalDay): Promise<void> {
  for (const period of await inService(async (ctx) => openPeriods(ctx, kept, asOf))) {
    for (let opened = portion; opened === portion; ) opened = await inService((ctx) => openReturns(ctx, kept, period, portion))
  }
}

export async function openAll(inService: InService): Promise<void> {
  for (const kept of await inService((ctx) => keptForms(ctx, { running: true }))) await openForm(inService, kept)
}

interface Uncounted extends Recorded {
  id: string
  orgId: string
}

/** 应报、按时: once for each return, when its day is over. Nothing recorded afterwards changes either. */
async function countDue(ctx: Ctx): Promise<number> {
  const { rows } = await sql<Uncounted>`
    select r.matter_id id, r.org_id "orgId", r.due_first "dueFirst", r.submitted_first "submittedFirst", r.waived_on "waivedOn"
      from exchange_return r
     where not r.counted and r.due_first < ${ctx.today}::date order by r.due_first, r.matter_id limit ${portion}`.execute(ctx.tx)
  await countFacts(
    ctx,
    rows.filter(wasDue).flatMap(({ id, orgId, ...recorded }) => {
      const fact = { orgId, day: recorded.dueFirst, matterId: id, record: 'due' }
      return [{ ...fact, indicator: 'exchange.due' }, ...(wasOnTime(recorded) ? [{ ...fact, indicator: 'exchange.onTime' }] : [])]
    }),
  )
  if (rows.length > 0)
    await ctx.tx
      .updateTable('exchange_return')
      .set({ counted: true })
      .where(
        'matter_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute()
  return rows.length
}

interface Waiting {
  id: string
  title: string
  orgId: string
  orgName: string
  upId: string | null
  dueOn: LegalDay
}

/** Who is late and whose step it is, to both sides, once for each day that was asked. That a day comes near, the reminders of the inbox say. */
async function tellLate(ctx: Ctx): Promise<void> {
  const { rows } = await sql<Waiting>`
    select r.matter_id id, m.title, r.org_id "orgId", o.name "orgName", o.parent_id "upId", r.due_on "dueOn"
      from exchange_return r join matter m on m.id = r.matter_id join org o on o.id = r.org_id
     -- What is older than a fortnight was told already, and stands in the list.
     where m.state in ('open', 'sentBack') and r.due_on between ${addDays(ctx.today, -14)}::date and ${addDays(ctx.today, -1)}::date`.execute(
    ctx.tx,
  )
  for (const { id, title, orgId, orgName, upId, dueOn } of rows) {
    const message = {
      title: `逾期未报：${orgName}　${title}`.slice(0, 200),
      body: `截止日 ${dueOn}，${orgName}还没有报送。`,
      key: `exchange:${id}:${dueOn}`,
    }
    for (const unit of upId ? [orgId, upId] : [orgId]) await tell(ctx, unit, message)
  }
}

/** Heads and coordinators of a unit, each once for a key. */
async function tell(ctx: Ctx, orgId: string, message: { title: string; body: string; key: string }): Promise<void> {
  const { rows } = await sql<{ id: string }>`select authority.coordinators_of(${orgId}) id`.execute(ctx.tx)
  for (const { id } of rows) await enqueue(ctx.tx, 'inbox.tell', { personId: id, kind: 'work', ...message })
}

/** 约稿的消息: to each unit that it was sent to. */
async function tellCall(ctx: Ctx, callId: string): Promise<void> {
  const call = await sentCall(ctx, callId)
  if (!call) return
  const message = {
    title: `约稿：${call.title}`,
    body: `${call.org}约稿，截止日 ${call.dueOn}。要求：${call.wanted}`.slice(0, 1000),
    key: `call:${callId}`,
  }
  for (const orgId of call.orgIds) await tell(ctx, orgId, message)
}

const OfForm = z.object({ formId: z.uuid(), asOf: LegalDay })
const Urging = z.object({ orgId: z.uuid(), title: z.string(), body: z.string(), key: z.string() })

export const exchangeJobs = jobs({
  'exchange.openForm': {
    payload: OfForm,
    // By the day on which it was saved; what opens later, the walk of that day opens.
    long: async (_house, inService, { formId, asOf }) => openForm(inService, await inService((ctx) => formById(ctx, formId)), asOf),
  },
  // 06:00 in Shanghai, before people come.
  'exchange.walk': {
    payload: z.object({}),
    daily: '0 22 * * *',
    async long(_house, inService) {
      await openAll(inService)
      for (let counted = portion; counted === portion; ) counted = await inService(countDue)
      await inService(tellLate)
    },
  },
  'exchange.called': { payload: z.object({ callId: z.uuid() }), run: (ctx, { callId }) => tellCall(ctx, callId) },
  'exchange.urge': { payload: Urging, run: (ctx, { orgId, ...message }) => tell(ctx, orgId, message) },
})
