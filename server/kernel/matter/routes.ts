import { matterApi } from '#contract/matter'
import { type Handlers, routesOf } from '#kernel/http'
import { takeStep } from './take.ts'
import { shownMatter, viewMatter, watchMatter } from './view.ts'

const handlers: Handlers<typeof matterApi> = {
  read: (ctx, { params }) => viewMatter(ctx, params.matterId),
  take: async (ctx, { params, body, version }) => shownMatter(ctx, await takeStep(ctx, { ...params, ...body, version })),
  watch: (ctx, { params, body }) => watchMatter(ctx, params.matterId, body.watched),
}

export const matterRoutes = routesOf('matter', matterApi, handlers)
