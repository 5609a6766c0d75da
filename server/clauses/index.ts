import { clauseJobs } from './clause.export.ts'
import { clauseImport } from './clause.import.ts'
import { clauseRoutes } from './clauses.routes.ts'

export { clauseOf } from './clause.store.ts'
export { plantFoundingDocument } from './founding.ts'
export { clausesWithState } from './view.service.ts'

/** 条款: documents of duties, clause by clause, with the evidence that the records give. */
export const clauses = { routes: [...clauseRoutes, ...clauseImport.routes], jobs: { ...clauseJobs, ...clauseImport.jobs } }
