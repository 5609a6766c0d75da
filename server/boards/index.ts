import { boardsApi } from '#contract/boards'
import { type Handlers, routesOf } from '#kernel/http'
import { exportBoard } from './board.export.ts'
import { readLevels } from './board.levels.ts'
import { readMap } from './board.map.ts'
import { readBoard } from './board.service.ts'

const handlers: Handlers<typeof boardsApi> = {
  read: (ctx, { params, query }) => readBoard(ctx, params.orgId, query),
  map: (ctx, { params, query }) => readMap(ctx, params.orgId, query),
  levels: (ctx, { params, query }) => readLevels(ctx, params.orgId, query),
  export: (ctx, { params, query }) => exportBoard(ctx, params.orgId, query),
}

/** 看板: what units see of themselves and of those below. It reads what the rooms count, and has no table of its own. */
export const boards = { routes: routesOf('boards', boardsApi, handlers) }
