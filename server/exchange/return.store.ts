import { type SqlBool, sql } from 'kysely'
import type { LegalDay, MatterId, OrgId } from '#contract/common'
import { ExchangeForm, type FormId, type ReturnDetail, type ReturnFilter, type ReturnRow, type ReturnState } from '#contract/exchange'
import { type Calendar, workingDaysBetween } from '#kernel/calendar'
import { namedFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { liveFigures, type Remark, shownFigures, takenFigures } from './return.figures.ts'
import { type Recorded, settledOn } from './return.rules.ts'

/** Row security shows what lies within reach: a unit its own, the unit above all that it collects. */
const returns = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('exchange_return as r')
    .innerJoin('matter as m', 'm.id', 'r.matter_id')
    .innerJoin('org as o', 'o.id', 'r.org_id')
    .leftJoin('org as up', 'up.id', 'o.parent_id')

const columns = [
  ...(['r.matter_id as id', 'm.title', 'm.state', 'r.form_id as formId', 'r.period', 'r.period_title as periodTitle', 'r.asks'] as const),
  ...(['r.org_id as orgId', 'o.name as orgName', 'up.name as upName', 'r.due_on as dueOn', 'r.due_first as dueFirst'] as const),
  ...(['r.submitted_first as submittedFirst', 'r.accepted_on as acceptedOn', 'r.waived_on as waivedOn'] as const),
] as const

type Filter = Omit<ReturnFilter, 'page' | 'size'>
const waiting = ['open', 'sentBack']

function filtered(ctx: Ctx, { box, state, kind, form, period, org, late, open }: Filter) {
  const own = ctx.actor.orgId
  return returns(ctx)
    .$if(box === 'owe', (query) => query.where('r.org_id', '=', own))
    .$if(box === 'collect', (query) => query.where('o.parent_id', '=', own))
    .$if(state !== undefined, (query) => query.where('m.state', '=', state ?? ''))
    .$if(kind !== undefined, (query) => query.where(sql<SqlBool>`r.asks->>'kind' = ${kind}`))
    .$if(form !== undefined, (query) => query.where('r.form_id', '=', form ?? ''))
    .$if(period !== undefined, (query) => query.where('r.period', '=', period ?? ''))
    .$if(org !== undefined, (query) => query.where('r.org_id', '=', org ?? ''))
    .$if(open !== undefined, (query) => query.where('m.closed', '=', false))
    .$if(late !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb.and([eb('r.due_on', '<', ctx.today), eb('m.state', 'in', waiting)]),
          ...(late === 'ever' ? [eb(eb.fn.coalesce('r.submitted_first', 'r.waived_on'), '>', eb.ref('r.due_first'))] : []),
        ]),
      ),
    )
}

interface Found extends Recorded {
  id: string
  title: string
  state: string
  formId: string
  period: string
  periodTitle: string
  asks: unknown
  orgId: string
  orgName: string
  upName: string | null
  dueOn: LegalDay
  acceptedOn: LegalDay | null
}

/** Whose step it is. */
export function standsOn(state: ReturnState, giver: string, collector: string): ReturnRow['standsOn'] {
  if (state === 'open') return { unit: giver, what: '填报' }
  if (state === 'sentBack') return { unit: giver, what: '补正' }
  if (state === 'submitted') return { unit: collector, what: '签收' }
  if (state === 'received') return { unit: collector, what: '审核接收' }
  return null
}

/** Working days over the day that was asked: until the first handing in or the waiving, or until today. */
export function lateBy(
  { state, dueOn, ...recorded }: Recorded & Pick<Found, 'state' | 'dueOn'>,
  today: LegalDay,
  calendar: Calendar,
): number | null {
  const over = (due: LegalDay, day: LegalDay) => (day > due ? Math.max(1, workingDaysBetween(due, day, calendar)) : null)
  if (waiting.includes(state)) return over(dueOn, today)
  const settled = settledOn(recorded)
  return settled === null ? null : over(recorded.dueFirst, settled)
}

function rowOf(row: Found, ctx: Ctx): ReturnRow {
  const asks = ExchangeForm.parse(row.asks) // written by the opening from a parsed form
  const state = row.state as ReturnState // the states of its process
  const collector = row.upName ?? ''
  return {
    ...{ id: row.id as MatterId, title: row.title, period: row.periodTitle, collector, state, dueOn: row.dueOn, dueFirst: row.dueFirst }, // the key of the matter
    form: { id: row.formId as FormId, kind: asks.kind, title: asks.title }, // likewise
    org: { id: row.orgId as OrgId, name: row.orgName }, // likewise
    ...{ submittedFirst: row.submittedFirst, acceptedOn: row.acceptedOn, standsOn: standsOn(state, row.orgName, collector) },
    lateBy: lateBy(row, ctx.today, ctx.house.calendar()),
  }
}

export async function listReturns(ctx: Ctx, { page, size, ...filter }: ReturnFilter) {
  const found = filtered(ctx, filter)
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(columns)
    .orderBy('r.due_on', 'desc')
    .orderBy('o.lo')
    .orderBy('r.matter_id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows: rows.map((row) => rowOf(row, ctx)), total: Number(total), totalIsAtLeast: false }
}

export interface ReturnRecord {
  orgId: string
  from: string
  to: string
  asks: ExchangeForm
  rounds: number
}
export async function recordOf(ctx: Ctx, matterId: string): Promise<ReturnRecord | undefined> {
  const row = await ctx.tx
    .selectFrom('exchange_return')
    .select(['org_id as orgId', 'from_month as from', 'to_month as to', 'asks', 'rounds'])
    .where('matter_id', '=', matterId)
    .executeTakeFirst()
  return row && { ...row, asks: ExchangeForm.parse(row.asks) }
}

export async function answersOf(ctx: Ctx, matterId: string, { asks }: Pick<ExchangeForm, 'asks'>): Promise<ReturnDetail['answers']> {
  const kept = await ctx.tx.selectFrom('exchange_answer').selectAll().where('matter_id', '=', matterId).execute()
  const named = await namedFiles(
    ctx,
    kept.flatMap(({ file_ids }) => file_ids),
  )
  return asks.map((one, at) => {
    const own = kept.find(({ position }) => position === at + 1)
    return { ...one, position: at + 1, answer: own?.answer ?? '', files: named(own?.file_ids ?? []) }
  })
}

/** What the form requires and nobody has given. */
export const missingOf = (answers: ReturnDetail['answers']): string[] =>
  answers
    .filter(({ required, kind, answer, files }) => required && (kind === 'file' ? files.length === 0 : answer === ''))
    .map(({ ask }) => `“${ask}”`)

const remarksOf = (ctx: Ctx, matterId: string): Promise<Remark[]> =>
  ctx.tx.selectFrom('exchange_remark').select(['indicator', 'note', 'claimed']).where('matter_id', '=', matterId).execute()

export async function readReturn(ctx: Ctx, matterId: MatterId): Promise<ReturnDetail> {
  const row = await returns(ctx).select(columns).where('r.matter_id', '=', matterId).executeTakeFirst()
  const record = await recordOf(ctx, matterId)
  if (!row || !record) throw new Problem('notFound', { what: '该报送件' })
  const { asks, rounds, from, to, orgId } = record
  const live = await liveFigures(ctx, { indicators: asks.indicators, orgId, from, to })
  return {
    ...rowOf(row, ctx),
    ...{ basis: asks.basis, mark: asks.mark, guide: asks.guide, from, to, rounds, locked: row.state === 'accepted' },
    figures: shownFigures(live, await takenFigures(ctx, matterId, rounds), await remarksOf(ctx, matterId)),
    answers: await answersOf(ctx, matterId, asks),
  }
}
