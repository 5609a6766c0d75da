import { documentsApi } from '#contract/documents'
import { type Handlers, routesOf } from '#kernel/http'
import { offerPapers } from './offers.ts'
import { paperAsPdf, paperAsWord, previewPaper } from './paper.print.ts'
import { blankPaper, changePaper, checkPaper, draftPaper, issuePaper, listPapers, readPaper, voidPaper } from './paper.service.ts'
import { readRegister } from './register.store.ts'

const handlers: Handlers<typeof documentsApi> = {
  offers: (ctx, { params }) => offerPapers(ctx, params.matterId),
  blank: (ctx, { params }) => blankPaper(ctx, params.matterId, params.kind),
  list: (ctx, { params }) => listPapers(ctx, params.matterId),
  draft: (ctx, { params, body }) => draftPaper(ctx, params.matterId, body),
  read: (ctx, { params }) => readPaper(ctx, params.paperId),
  change: (ctx, { params, body, version }) => changePaper(ctx, params.paperId, body.fields, version),
  check: (ctx, { params, body }) => checkPaper(ctx, params.paperId, body.fields),
  issue: (ctx, { params, body, version }) => issuePaper(ctx, params.paperId, body.issuedOn, version),
  void: (ctx, { params, body, version }) => voidPaper(ctx, params.paperId, body.reason, version),
  preview: (ctx, { params }) => previewPaper(ctx, params.paperId),
  docx: (ctx, { params }) => paperAsWord(ctx, params.paperId),
  pdf: (ctx, { params }) => paperAsPdf(ctx, params.paperId),
  register: (ctx, { query }) => readRegister(ctx, query),
}

export const documentsRoutes = routesOf('documents', documentsApi, handlers)
