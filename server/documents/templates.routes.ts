import { templatesApi } from '#contract/documents-templates'
import { type Handlers, routesOf } from '#kernel/http'
import {
  downloadTemplate,
  exampleOfTemplate,
  listTemplates,
  readKind,
  removeTemplate,
  starterTemplate,
  uploadTemplate,
} from './template.service.ts'

const handlers: Handlers<typeof templatesApi> = {
  list: (ctx) => listTemplates(ctx),
  kind: (ctx, { params }) => readKind(ctx, params.kind),
  starter: (ctx, { params }) => starterTemplate(ctx, params.kind),
  upload: (ctx, { params, request }) => uploadTemplate(ctx, params.kind, request.upload()),
  download: (ctx, { params }) => downloadTemplate(ctx, params.templateId),
  example: (ctx, { params }) => exampleOfTemplate(ctx, params.templateId),
  remove: (ctx, { params }) => removeTemplate(ctx, params.templateId),
}

export const templatesRoutes = routesOf('templates', templatesApi, handlers)
