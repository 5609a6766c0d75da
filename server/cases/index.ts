import { archiveRoutes } from './archive/index.ts'
import { caseRoutes } from './case.routes.ts'
import { caseIndicators } from './cases.indicators.ts'
import { complaintRoom } from './complaint.room.ts'
import { evidenceJobs, evidenceRoutes } from './evidence/index.ts'
import { exportJobs } from './export.jobs.ts'
import { leadImport } from './import.ts'
import { initialsJobs } from './initials.jobs.ts'
import { leadRoom } from './lead.room.ts'
import { missedJobs } from './missed.jobs.ts'
import { casePapers } from './papers/index.ts'
import { penaltyRoom } from './penalty.room.ts'
import { simpleRoom } from './simple.room.ts'
import { trackJobs, trackRooms, trackRoutes } from './tracks/index.ts'

export { caseFactsOf } from './case-facts.ts'

/** 案件: leads, complaints, the ordinary and the simple procedure. */
export const cases = {
  routes: [...caseRoutes, ...trackRoutes, ...evidenceRoutes, ...archiveRoutes, ...leadImport.routes],
  processes: [leadRoom, complaintRoom, penaltyRoom, simpleRoom, ...trackRooms],
  papers: casePapers,
  indicators: caseIndicators,
  jobs: { ...exportJobs, ...evidenceJobs, ...trackJobs, ...leadImport.jobs, ...initialsJobs, ...missedJobs },
}
