import { xapiApi } from '#contract/xapi'
import { type Handlers, routesOf } from '#kernel/http'
import { Problem } from '#kernel/problem'
import { listClients, openClient, revokeClient } from './client.store.ts'

const handlers: Handlers<typeof xapiApi> = {
  clients: async (ctx, { query }) => {
    const rows = (await listClients(ctx)).filter(({ state }) => query.show === 'all' || state === 'open' || state === 'waiting')
    return { rows }
  },
  open: (ctx, { body }) => openClient(ctx, body),
  revoke: async (ctx, { params }) => {
    if (!(await revokeClient(ctx, params.clientId))) throw new Problem('notFound', { what: '这个接口，或者它已经停用' })
    return null
  },
}

export const clientRoutes = routesOf('xapi', xapiApi, handlers)
