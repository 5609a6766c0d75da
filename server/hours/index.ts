import { activityRoutes } from './activity.service.ts'
import { attendanceImport } from './attendance.import.ts'
import { categoryImport } from './category.import.ts'
import { claimJobs, claimRoutes } from './claim.service.ts'
import { countJobs } from './counted.ts'
import { coverageJobs, coverageRoutes } from './coverage.service.ts'
import { creditJobs } from './credit.ts'
import { hoursExportJobs } from './hours.export.ts'
import { hoursIndicators } from './hours.indicators.ts'
import { hoursRoutes } from './hours.service.ts'
import { lectureJobs, lectureRoutes } from './lecture.service.ts'
import { makeUpJobs } from './make-up.jobs.ts'
import { monthlyJobs, monthlyRoutes } from './monthly.service.ts'
import { nationalImport } from './national.import.ts'
import { restoreJobs } from './restore.service.ts'
import { rulesRoutes } from './settings.ts'
import { statementJobs } from './statements.ts'

export { creditHours, postCredit, postSession, recordSession, reverseHours } from './credit.ts'
export { demandHost } from './host.ts'
export { settingsOf } from './settings.ts'
export { demandTheme } from './themes.ts'
export { unitsOn } from './unit.ts'

/** Hours of training (学时), person by person, and what follows from them. */
export const hours = {
  routes: [
    ...hoursRoutes,
    ...rulesRoutes,
    ...categoryImport.routes,
    ...claimRoutes,
    ...nationalImport.routes,
    ...coverageRoutes,
    ...monthlyRoutes,
    ...lectureRoutes,
    ...attendanceImport.routes,
    ...activityRoutes,
  ],
  indicators: hoursIndicators,
  jobs: {
    ...countJobs,
    ...creditJobs,
    ...hoursExportJobs,
    ...categoryImport.jobs,
    ...claimJobs,
    ...nationalImport.jobs,
    ...coverageJobs,
    ...monthlyJobs,
    ...lectureJobs,
    ...attendanceImport.jobs,
    ...statementJobs,
    ...makeUpJobs,
    ...restoreJobs,
  },
}
