import { ledgerRoutes } from './ledger.service.ts'
import { peopleJobs } from './people.jobs.ts'
import { peopleRoutes } from './people.routes.ts'
import { rosterImport } from './roster.ts'
import { sessionRoutes } from './session.routes.ts'

export { hashPassword } from './password.ts'
export { accountsFile } from './start-page.ts'

/** The room of people (三(七)): accounts, duties, sign-in. */
export const people = {
  routes: [...sessionRoutes, ...peopleRoutes, ...ledgerRoutes, ...rosterImport.routes],
  jobs: { ...peopleJobs, ...rosterImport.jobs },
}
