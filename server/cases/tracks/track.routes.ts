import { tracksApi } from '#contract/tracks'
import { type Handlers, routesOf } from '#kernel/http'
import { viewCollection } from './collection.store.ts'

const handlers: Handlers<typeof tracksApi> = {
  collection: (ctx, { params, query }) => viewCollection(ctx, params.matterId, query.day ?? ctx.today),
}

export const trackRoutes = routesOf('tracks', tracksApi, handlers)
