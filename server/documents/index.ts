import { documentsRoutes } from './documents.routes.ts'
import { filesRoutes } from './files.routes.ts'
import { templatesRoutes } from './templates.routes.ts'

export { type FiledPaper, filedPapers } from './volume.ts'

/** The room of documents: papers of matters, their numbers, the register; and the files that people bring. */
export const documents = { routes: [...documentsRoutes, ...filesRoutes, ...templatesRoutes] }
