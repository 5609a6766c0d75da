import { flowApi } from '#contract/flow'
import { type Handlers, routesOf } from '#kernel/http'
import { beginExport } from './flow.export.ts'
import { listMatters, readFlow } from './flow.service.ts'

const handlers: Handlers<typeof flowApi> = {
  read: (ctx, { query }) => readFlow(ctx, query),
  matters: (ctx, { query }) => listMatters(ctx, query),
  export: (ctx, { body }) => beginExport(ctx, body),
}
export const flowRoutes = routesOf('flow', flowApi, handlers)
