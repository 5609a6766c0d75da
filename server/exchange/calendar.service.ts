import { sql } from 'kysely'
import type { LegalDay, MatterId } from '#contract/common'
import type { CalendarView, ExchangeKind, FormId, ReturnState } from '#contract/exchange'
import { addDays } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { mayKeepForms } from './form.service.ts'
import { keptForms } from './form.store.ts'
import { periodsDue } from './period.rules.ts'
import { isAsked } from './return.open.ts'

/** How far ahead the calendar looks, in days. */
const ahead = 75

interface Own {
  id: MatterId
  formId: FormId
  title: string
  kind: ExchangeKind
  collector: string | null
  period: string
  periodKey: string
  due: LegalDay
  state: ReturnState
}

/** What my unit owes still. */
async function ownOpen(ctx: Ctx): Promise<Own[]> {
  const { rows } = await sql<Own>`
    select r.matter_id id, r.form_id "formId", r.asks->>'title' title, r.asks->>'kind' kind, up.name collector, r.period_title period, r.period "periodKey",
           r.due_on due, m.state
      from exchange_return r join matter m on m.id = r.matter_id join org o on o.id = r.org_id left join org up on up.id = o.parent_id
     where r.org_id = ${ctx.actor.orgId} and not m.closed order by r.due_on, r.matter_id`.execute(ctx.tx)
  return rows
}

/** What will be asked of my unit by the forms of the units above it. */
async function coming(ctx: Ctx, has: ReadonlySet<string>): Promise<CalendarView['owed']> {
  const { orgId } = ctx.actor
  const unit = await ctx.tx
    .selectFrom('org as o')
    .leftJoin('org as up', 'up.id', 'o.parent_id')
    .select(['o.id', 'o.kind', 'o.lo', 'o.parent_id as parentId', 'up.name as collector'])
    .where('o.id', '=', orgId ?? '')
    .executeTakeFirst()
  if (!unit) return []
  const above = new Set(await lineAbove(ctx, unit.lo))
  const asking = (await keptForms(ctx, { running: true })).filter((kept) => above.has(kept.orgId) && isAsked(kept.form, unit, kept.orgId))
  return asking.flatMap(({ id, form }) =>
    periodsDue(form, form.from > ctx.today ? form.from : ctx.today, addDays(ctx.today, ahead), ctx.house.calendar())
      .filter(({ key }) => !has.has(`${id} ${key}`))
      .map(({ title, due, opensOn, provisional }) => ({
        ...{ formId: id, title: form.title, kind: form.kind, collector: unit.collector ?? '', period: title, due, opensOn, provisional },
        ...{ returnId: null, state: null },
      })),
  )
}

async function lineAbove(ctx: Ctx, lo: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from org where lo < ${lo} and hi > ${lo}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Of my unit, whatever became of it: so that what was handed in already is not announced again. */
async function ownKeys(ctx: Ctx): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select form_id || ' ' || period key from exchange_return where org_id = ${ctx.actor.orgId} and due_first >= ${ctx.today}::date`.execute(
    ctx.tx,
  )
  return new Set(rows.map(({ key }) => key))
}

async function collected(ctx: Ctx): Promise<CalendarView['collected']> {
  const { rows } = await sql<CalendarView['collected'][number]>`
    select r.form_id "formId", min(r.asks->>'title') title, min(r.asks->>'kind') kind, r.period, min(r.period_title) "periodTitle", min(r.due_first) due,
           count(*)::int "all", count(*) filter (where m.state in ('open', 'sentBack'))::int waiting,
           count(*) filter (where m.state in ('submitted', 'received'))::int submitted, count(*) filter (where m.closed)::int accepted,
           count(*) filter (where m.state in ('open', 'sentBack') and r.due_on < ${ctx.today}::date)::int late
      from exchange_return r join matter m on m.id = r.matter_id
     where r.org_id <> ${ctx.actor.orgId}
     group by r.form_id, r.period
    having bool_or(not m.closed) or min(r.due_first) >= ${addDays(ctx.today, -60)}::date
     order by due desc, title limit 60`.execute(ctx.tx)
  return rows
}

/** 信息交换日历: what I owe, what comes, what I collect. Row security says what is mine to see. */
export async function calendarView(ctx: Ctx): Promise<CalendarView> {
  const own = await ownOpen(ctx)
  const has = new Set([...own.map(({ formId, periodKey }) => `${formId} ${periodKey}`), ...(await ownKeys(ctx))])
  const owed = own.map(({ id, state, formId, title, kind, collector, period, due }) => ({
    ...{ formId, title, kind, period, due, state, collector: collector ?? '', returnId: id, opensOn: due, provisional: false },
  }))
  const below = await collected(ctx)
  return {
    asOf: ctx.today,
    owed: [...owed, ...(await coming(ctx, has))].sort((a, b) => a.due.localeCompare(b.due)),
    collected: below,
    late: below.reduce((sum, { late }) => sum + late, 0),
    mayManage: mayKeepForms(ctx),
  }
}
