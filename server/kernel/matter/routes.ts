import { figuresApi } from '#contract/figures'
import { matterApi } from '#contract/matter'
import { type Handlers, routesOf } from '#kernel/http'
import { figureLinesOf } from './figure.ts'
import { formsOf, openableFor, openDeclared } from './opening.ts'
import { askRecount, recentChecks } from './recount.ts'
import { takeStep } from './take.ts'
import { shownMatter, viewMatter, watchMatter } from './view.ts'

const handlers: Handlers<typeof matterApi> = {
  openable: async (ctx) => openableFor(ctx),
  forms: async (_ctx, { params }) => formsOf(params.process),
  open: (ctx, { body }) => openDeclared(ctx, body),
  read: (ctx, { params }) => viewMatter(ctx, params.matterId),
  take: async (ctx, { params, body, version }) => shownMatter(ctx, await takeStep(ctx, { ...params, ...body, version })),
  watch: (ctx, { params, body }) => watchMatter(ctx, params.matterId, body.watched),
}

const figures: Handlers<typeof figuresApi> = {
  ofUnit: (ctx, { params, query }) => figureLinesOf(ctx, params.orgId, query.year),
  checks: (ctx) => recentChecks(ctx),
  check: (ctx, { body }) => askRecount(ctx, body.mend),
}

export const matterRoutes = [...routesOf('matter', matterApi, handlers), ...routesOf('matter', figuresApi, figures)]
