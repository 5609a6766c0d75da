import type { MatterId } from '#contract/common'
import { exchangeApi } from '#contract/exchange'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { calendarView } from './calendar.service.ts'
import { addForm, changeForm, endForm, formIndicators, listForms, readForm } from './form.service.ts'
import { exportReturns } from './return.export.ts'
import { listReturns, readReturn } from './return.store.ts'

/** 催报: to the unit whose step it is, once a day. By a unit above it. */
async function urge(ctx: Ctx, matterId: MatterId): Promise<{ told: boolean }> {
  const { org, title, state, dueOn } = await readReturn(ctx, matterId)
  if (org.id === ctx.actor.orgId) throw new Problem('notAllowed', { what: '催报', rule: '由上级单位催报' })
  if (state !== 'open' && state !== 'sentBack')
    throw new Problem('closed', { what: '催报', why: '该单位已经报送', todo: '请签收或者审核。' })
  const message = {
    title: `催报：${title}`.slice(0, 200),
    body: `${ctx.actor.orgName ?? '上级单位'}请你单位尽快报送，截止日 ${dueOn}。`,
    key: `urge:${matterId}:${ctx.today}`,
  }
  await enqueue(ctx.tx, 'exchange.urge', { orgId: org.id, ...message }, { key: message.key })
  return { told: true }
}

const handlers: Handlers<typeof exchangeApi> = {
  calendar: (ctx) => calendarView(ctx),
  forms: (ctx) => listForms(ctx),
  form: (ctx, { params }) => readForm(ctx, params.formId),
  indicators: () => Promise.resolve(formIndicators()),
  addForm: (ctx, { body }) => addForm(ctx, body),
  changeForm: (ctx, { params, body, version }) => changeForm(ctx, params.formId, body, version),
  endForm: (ctx, { params, version }) => endForm(ctx, params.formId, version),
  returns: (ctx, { query }) => listReturns(ctx, query),
  exportReturns: (ctx, { query }) => exportReturns(ctx, query),
  read: (ctx, { params }) => readReturn(ctx, params.matterId),
  urge: (ctx, { params }) => urge(ctx, params.matterId),
}
export const exchangeRoutes = routesOf('exchange', exchangeApi, handlers)
