import { casesApi } from '#contract/cases'
import { type Handlers, routesOf } from '#kernel/http'
import { registerComplaint } from './complaint.room.ts'
import { changeCaseParties, previewProposal, readCase, readComplaint, readLead, relateMatters } from './detail.service.ts'
import { startExport } from './export.jobs.ts'
import { changeLead, registerLead } from './lead.service.ts'
import { listCases, listComplaints, listLeads, searchMatters } from './list.service.ts'
import { violationSummaries } from './penalty/index.ts'
import { openSimple } from './simple.room.ts'

const handlers: Handlers<typeof casesApi> = {
  violations: async () => violationSummaries(),
  registerLead: (ctx, { body }) => registerLead(ctx, body),
  leads: (ctx, { query }) => listLeads(ctx, query),
  lead: (ctx, { params }) => readLead(ctx, params.matterId),
  async changeLead(ctx, { params, body, version }) {
    await changeLead(ctx, params.matterId, version, body)
    return readLead(ctx, params.matterId)
  },
  registerComplaint: (ctx, { body }) => registerComplaint(ctx, body),
  complaints: (ctx, { query }) => listComplaints(ctx, query),
  complaint: (ctx, { params }) => readComplaint(ctx, params.matterId),
  openSimple: (ctx, { body }) => openSimple(ctx, body),
  cases: (ctx, { query }) => listCases(ctx, query),
  case: (ctx, { params }) => readCase(ctx, params.matterId),
  changeParties: (ctx, { params, body, version }) => changeCaseParties(ctx, params.matterId, version, body.parties),
  previewProposal: (ctx, { params, body }) => previewProposal(ctx, params.matterId, body),
  relate: (ctx, { params, body }) => relateMatters(ctx, params.matterId, body),
  export: (ctx, { body }) => startExport(ctx, body),
  search: (ctx, { query }) => searchMatters(ctx, query.text),
}

export const caseRoutes = routesOf('cases', casesApi, handlers)
