import { evidenceApi } from '#contract/evidence'
import { type Handlers, routesOf } from '#kernel/http'
import { listEvidence, moveEvidence, openEvidence, readEvidenceDetail, takeInEvidence, withdrawEvidence } from './evidence.service.ts'

const handlers: Handlers<typeof evidenceApi> = {
  list: (ctx, { params }) => listEvidence(ctx, params.matterId),
  read: (ctx, { params }) => readEvidenceDetail(ctx, params.evidenceId),
  takeIn: (ctx, { params, body }) => takeInEvidence(ctx, params.matterId, body),
  withdraw: (ctx, { params, body }) => withdrawEvidence(ctx, params.evidenceId, body.reason),
  custody: (ctx, { params, body }) => moveEvidence(ctx, params.evidenceId, body),
  file: (ctx, { params, query }) => openEvidence(ctx, params.evidenceId, query.for),
}

export const evidenceRoutes = routesOf('evidence', evidenceApi, handlers)
