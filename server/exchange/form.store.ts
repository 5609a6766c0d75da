import type { LegalDay, OrgId } from '#contract/common'
import { ExchangeForm, type FormId, type FormView } from '#contract/exchange'
import { addDays } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { periodsDue } from './period.rules.ts'

export interface KeptForm {
  id: FormId
  orgId: OrgId
  orgName: string
  form: ExchangeForm
  endedOn: LegalDay | null
  version: number
}

/** Row security: within reach, and what is asked from above. */
export async function keptForms(ctx: Ctx, only?: { id?: string; running?: true }): Promise<KeptForm[]> {
  const rows = await ctx.tx
    .selectFrom('exchange_form as f')
    .innerJoin('org as o', 'o.id', 'f.org_id')
    .select(['f.id', 'f.org_id as orgId', 'o.name as orgName', 'f.content', 'f.ended_on as endedOn', 'f.version'])
    .$if(only?.id !== undefined, (query) => query.where('f.id', '=', only?.id ?? ''))
    .$if(only?.running !== undefined, (query) => query.where('f.ended_on', 'is', null))
    .orderBy('o.depth')
    .orderBy('f.kind')
    .orderBy('f.title')
    .execute()
  return rows.map(({ content, id, orgId, ...row }) => ({
    ...row,
    ...{ id: id as FormId, orgId: orgId as OrgId }, // the keys
    form: ExchangeForm.parse(content), // written below through the same schema
  }))
}

export async function formById(ctx: Ctx, id: string): Promise<KeptForm> {
  const [kept] = await keptForms(ctx, { id })
  if (!kept) throw new Problem('notFound', { what: '该信息交换表单' })
  return kept
}

export const isOfficeOf = ({ actor }: Ctx, orgId: string) => actor.role === 'coordinator' && actor.orgId === orgId

/** The next day on which a form is due, from today on; a yearly one may be a year away. */
export function nextOf(ctx: Ctx, { form, endedOn }: KeptForm): FormView['next'] {
  if (endedOn !== null) return null
  const from = form.from > ctx.today ? form.from : ctx.today
  const next = periodsDue(form, from, addDays(from, 400), ctx.house.calendar())[0]
  return next ? { period: next.title, due: next.due, opensOn: next.opensOn, provisional: next.provisional } : null
}

export const viewForm = (ctx: Ctx, kept: KeptForm): FormView => ({
  id: kept.id,
  org: { id: kept.orgId, name: kept.orgName },
  ...{ form: kept.form, endedOn: kept.endedOn, version: kept.version, next: nextOf(ctx, kept) },
  mayManage: isOfficeOf(ctx, kept.orgId),
})
