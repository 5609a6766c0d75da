import { ledgerJobs } from './ledger.jobs.ts'
import { ledgerRoutes } from './ledger.routes.ts'
import { peopleCountJobs, peopleIndicators } from './people.indicators.ts'
import { peopleJobs } from './people.jobs.ts'
import { peopleRoutes } from './people.routes.ts'
import { rosterExportJobs } from './roster.export.ts'
import { rosterImport } from './roster.ts'
import { sessionRoutes } from './session.routes.ts'

export { hashPassword } from './password.ts'
export { accountsFile } from './start-page.ts'

/** The room of people (三(七)): accounts, duties, sign-in. */
export const people = {
  routes: [...sessionRoutes, ...peopleRoutes, ...ledgerRoutes, ...rosterImport.routes],
  indicators: peopleIndicators,
  jobs: { ...peopleJobs, ...peopleCountJobs, ...ledgerJobs, ...rosterExportJobs, ...rosterImport.jobs },
}
