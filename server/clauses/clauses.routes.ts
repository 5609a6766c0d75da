import { clausesApi } from '#contract/clauses'
import { type Handlers, routesOf } from '#kernel/http'
import { beginExport } from './clause.export.ts'
import { listDocuments } from './clause.store.ts'
import {
  addClause,
  bindable,
  changeDocument,
  createDocument,
  discardDocument,
  editClause,
  publishDocument,
  renewDocument,
  setOutside,
} from './office.service.ts'
import { readClause, readRecords, readView } from './view.service.ts'

const handlers: Handlers<typeof clausesApi> = {
  documents: (ctx, { query }) => listDocuments(ctx, query),
  view: (ctx, { query }) => readView(ctx, query),
  clause: (ctx, { params, query }) => readClause(ctx, params.clauseId, query.orgId),
  records: (ctx, { params, query }) => readRecords(ctx, params.clauseId, query),
  sources: async () => bindable(),
  create: (ctx, { body }) => createDocument(ctx, body),
  change: (ctx, { params, body, version }) => changeDocument(ctx, params.documentId, version, body),
  publish: (ctx, { params, version }) => publishDocument(ctx, params.documentId, version),
  discard: (ctx, { params, version }) => discardDocument(ctx, params.documentId, version),
  renew: (ctx, { params, body }) => renewDocument(ctx, params.documentId, body),
  add: (ctx, { params, body }) => addClause(ctx, params.documentId, body),
  edit: (ctx, { params, body, version }) => editClause(ctx, params.clauseId, version, body),
  setOutside: (ctx, { params, body, version }) => setOutside(ctx, params.clauseId, version, body.reason),
  clearOutside: (ctx, { params, version }) => setOutside(ctx, params.clauseId, version, null),
  export: (ctx, { body }) => beginExport(ctx, body),
}
export const clauseRoutes = routesOf('clauses', clausesApi, handlers)
