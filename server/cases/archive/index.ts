import { archiveApi } from '#contract/archive'
import { routesOf } from '#kernel/http'
import { downloadArchive } from './archive.service.ts'

export const archiveRoutes = routesOf('archive', archiveApi, { download: (ctx, { params }) => downloadArchive(ctx, params.matterId) })
