import { bodiesApi } from '#contract/coordination-bodies'
import { type Handlers, routesOf } from '#kernel/http'
import { addBody, addMember, changeBody, endBody, endMember, listBodies } from './body.service.ts'

const handlers: Handlers<typeof bodiesApi> = {
  bodies: (ctx) => listBodies(ctx),
  addBody: (ctx, { body }) => addBody(ctx, body),
  changeBody: (ctx, { params, body }) => changeBody(ctx, params.bodyId, body),
  endBody: (ctx, { params, body }) => endBody(ctx, params.bodyId, body.on),
  addMember: (ctx, { params, body }) => addMember(ctx, params.bodyId, body),
  endMember: (ctx, { params, body }) => endMember(ctx, params.memberId, body.on),
}
export const bodyRoutes = routesOf('bodies', bodiesApi, handlers)
