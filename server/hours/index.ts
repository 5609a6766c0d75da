import { creditJobs } from './credit.ts'

export { creditHours, postCredit, postSession, recordSession } from './credit.ts'

/** Hours of training (学时), person by person, and what follows from them. */
export const hours = { routes: [], jobs: { ...creditJobs } }
