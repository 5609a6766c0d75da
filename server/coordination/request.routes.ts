import { requestsApi } from '#contract/coordination-requests'
import { type Handlers, routesOf } from '#kernel/http'
import { makeLink, revokeLink } from './link.service.ts'
import { exportRequests } from './request.export.ts'
import { downloadForm, readForm } from './request.form.ts'
import { openRequest } from './request.open.ts'
import { listRequests, readRequest } from './request.store.ts'

const handlers: Handlers<typeof requestsApi> = {
  list: (ctx, { query }) => listRequests(ctx, query),
  export: (ctx, { query }) => exportRequests(ctx, query),
  open: (ctx, { body }) => openRequest(ctx, body),
  read: (ctx, { params }) => readRequest(ctx, params.matterId),
  makeLink: (ctx, { params, body }) => makeLink(ctx, params.matterId, body.until),
  revokeLink: (ctx, { params }) => revokeLink(ctx, params.matterId),
  form: (ctx, { params }) => downloadForm(ctx, params.matterId),
  readForm: (ctx, { params, request }) => readForm(ctx, params.matterId, request.upload()),
}
export const requestRoutes = routesOf('requests', requestsApi, handlers)
