import { sessionApi } from '#contract/session'
import { type Handlers, routesOf } from '#kernel/http'
import { changePassword, claimAccount, endOneSession, me, mySessions, signIn, signOut, switchDuty } from './session.service.ts'
import { startPage } from './start-page.ts'

const handlers: Handlers<typeof sessionApi> = {
  start: (ctx) => startPage(ctx),
  signIn: (ctx, { body, request }) => signIn(ctx, body, request),
  signOut: (ctx, { request }) => signOut(ctx, request),
  me: (ctx) => me(ctx),
  switchDuty: (ctx, { body, request }) => switchDuty(ctx, body.dutyId, request),
  changePassword: (ctx, { body, request }) => changePassword(ctx, body, request),
  mine: (ctx) => mySessions(ctx),
  endOne: (ctx, { params }) => endOneSession(ctx, params.sessionId),
  claim: (ctx, { body, request }) => claimAccount(ctx, body, request),
}

export const sessionRoutes = routesOf('session', sessionApi, handlers)
