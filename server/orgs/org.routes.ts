import { orgsApi } from '#contract/orgs'
import { type Handlers, routesOf } from '#kernel/http'
import { countOrgs, readLine, readOrg, treeOn } from './org.read.ts'
import { closeOrg, createOrg, mergeOrg, moveOrg, renameOrg } from './org.service.ts'
import { childrenOf, findOrgs } from './org.store.ts'

const handlers: Handlers<typeof orgsApi> = {
  children: (ctx, { query }) => childrenOf(ctx, query.parentId, query.closed),
  search: (ctx, { query }) => findOrgs(ctx, query.text, query.kind),
  treeOn: (ctx, { query }) => treeOn(ctx, query.day),
  count: (ctx) => countOrgs(ctx),
  read: (ctx, { params }) => readOrg(ctx, params.orgId),
  line: (ctx, { params }) => readLine(ctx, params.orgId),
  create: (ctx, { body }) => createOrg(ctx, body),
  rename: (ctx, { params, version, body }) => renameOrg(ctx, params.orgId, version, body),
  move: (ctx, { params, version, body }) => moveOrg(ctx, params.orgId, version, body),
  merge: (ctx, { params, version, body }) => mergeOrg(ctx, params.orgId, version, body),
  close: (ctx, { params, version, body }) => closeOrg(ctx, params.orgId, version, body),
}

export const orgRoutes = routesOf('orgs', orgsApi, handlers)
