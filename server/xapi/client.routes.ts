import { xapiApi } from '#contract/xapi'
import { type Handlers, routesOf } from '#kernel/http'
import { Problem } from '#kernel/problem'
import { listClients, openClient, revokeClient } from './client.store.ts'
import { homePageOf } from './identity.ts'

export const basePaths = { v1: '/xapi/1.0.3', v2: '/xapi/2.0' } as const

const handlers: Handlers<typeof xapiApi> = {
  clients: async (ctx, { query }) => {
    const origin = homePageOf(ctx.house)
    const rows = (await listClients(ctx)).filter(({ state }) => query.show === 'all' || state === 'open' || state === 'waiting')
    return { rows, endpoints: { v1: `${origin}${basePaths.v1}`, v2: `${origin}${basePaths.v2}` } }
  },
  open: (ctx, { body }) => openClient(ctx, body),
  revoke: async (ctx, { params }) => {
    if (!(await revokeClient(ctx, params.clientId))) throw new Problem('notFound', { what: '这个接口，或者它已经停用' })
    return null
  },
}

export const clientRoutes = routesOf('xapi', xapiApi, handlers)
