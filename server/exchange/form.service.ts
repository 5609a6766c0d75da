import type { ExchangeForm, FormView } from '#contract/exchange'
import { addMonths } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { allIndicators, indicatorOf } from '#kernel/indicator'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { formById, isOfficeOf, keptForms, viewForm } from './form.store.ts'

const offices = ['province', 'city', 'county']

export const mayKeepForms = ({ actor }: Ctx) => actor.role === 'coordinator' && offices.includes(actor.orgKind ?? '')

export const listForms = async (ctx: Ctx): Promise<FormView[]> => (await keptForms(ctx)).map((kept) => viewForm(ctx, kept))
export const readForm = async (ctx: Ctx, id: string): Promise<FormView> => viewForm(ctx, await formById(ctx, id))

export const formIndicators = () => allIndicators().map(({ id, title, unit }) => ({ id, title, unit }))

function demandIndicators({ indicators }: ExchangeForm): void {
  if (new Set(indicators).size !== indicators.length)
    throw new Problem('invalid', { issues: [{ path: 'indicators', message: '同一指标只选一次' }] })
  const unknown = indicators.find((id) => !indicatorOf(id))
  if (unknown) throw new Problem('invalid', { issues: [{ path: 'indicators', message: `没有指标“${unknown}”` }] })
}

/** 补报 reaches back three months at most: each period that is over would open for every unit below. */
function demandFrom(ctx: Ctx, from: string, before?: string): void {
  const earliest = addMonths(ctx.today, -3)
  if (from !== before && from < earliest)
    throw new Problem('invalid', { issues: [{ path: 'from', message: `开始日期不能早于 ${earliest}（今天以前三个月）` }] })
}

/** 新建: by the office of a province, city or county. What is due already is opened at once, as the calendar would have done. */
export async function addForm(ctx: Ctx, form: ExchangeForm): Promise<FormView> {
  if (!mayKeepForms(ctx) || !ctx.actor.orgId)
    throw new Problem('notAllowed', { what: '新建信息交换表单', rule: '由省、市、县局的综合协调人员维护' })
  demandIndicators(form)
  demandFrom(ctx, form.from)
  const { id } = await ctx.tx
    .insertInto('exchange_form')
    .values({ org_id: ctx.actor.orgId, org_at: '0', ...columnsOf(form), by_name: ctx.actor.name })
    .returning('id')
    .executeTakeFirstOrThrow()
  await openSoon(ctx, id)
  return readForm(ctx, id)
}

/** What is open on the day of saving. */
const openSoon = (ctx: Ctx, formId: string) =>
  enqueue(ctx.tx, 'exchange.openForm', { formId, asOf: ctx.today }, { key: `exchange:${formId}` })

const columnsOf = (form: ExchangeForm) => ({ kind: form.kind, title: form.title, mark: form.mark, content: JSON.stringify(form) })

/** Returns that were opened already keep what they were opened with. */
export async function changeForm(ctx: Ctx, id: string, form: ExchangeForm, version: number): Promise<FormView> {
  const kept = await demandOwn(ctx, id, '修改信息交换表单')
  if (kept.endedOn !== null) throw new Problem('closed', { what: '修改信息交换表单', why: '表单已经停用', todo: '请新建表单。' })
  if (kept.form.kind !== form.kind) throw new Problem('invalid', { issues: [{ path: 'kind', message: '周期不能修改，请停用后新建表单' }] })
  demandIndicators(form)
  demandFrom(ctx, form.from, kept.form.from)
  await update(ctx, id, columnsOf(form), version, kept.version)
  await openSoon(ctx, id)
  return readForm(ctx, id)
}

/** What was opened goes on; nothing new is. */
export async function endForm(ctx: Ctx, id: string, version: number): Promise<FormView> {
  const kept = await demandOwn(ctx, id, '停用信息交换表单')
  if (kept.endedOn === null) await update(ctx, id, { ended_on: ctx.today }, version, kept.version)
  return readForm(ctx, id)
}

async function demandOwn(ctx: Ctx, id: string, what: string) {
  const kept = await formById(ctx, id)
  if (!isOfficeOf(ctx, kept.orgId)) throw new Problem('notAllowed', { what, rule: '由制发表单的单位维护' })
  return kept
}

async function update(ctx: Ctx, id: string, columns: Record<string, unknown>, seen: number, current: number): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('exchange_form')
    .set({ ...columns, version: seen + 1 })
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('stale', { current })
}
