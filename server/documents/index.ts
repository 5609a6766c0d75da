import { documentsRoutes } from './documents.routes.ts'

/** The room of documents: papers of matters, their numbers, the register. */
export const documents = { routes: documentsRoutes }
