import { inboxJobs } from './inbox.jobs.ts'
import { inboxRoutes } from './inbox.routes.ts'

export { remindEverybody } from './inbox.jobs.ts'

export const inbox = { routes: inboxRoutes, jobs: inboxJobs }
