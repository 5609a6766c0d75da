import { attendanceListImport } from './attendance.import.ts'
import { classRoom } from './class.room.ts'
import { leaveJobs, leaveRoom } from './leave.room.ts'
import { nominationImport } from './nomination.import.ts'
import { placeRoom } from './place.room.ts'
import { planRoom } from './plan.room.ts'
import { trainingIndicators } from './training.indicators.ts'
import { trainingRoutes } from './training.routes.ts'

/** 培训: yearly plans, classes with their places, timetable, sign-in, leave, certificates. */
export const training = {
  routes: [...trainingRoutes, ...nominationImport.routes, ...attendanceListImport.routes],
  processes: [planRoom, classRoom, placeRoom, leaveRoom],
  indicators: trainingIndicators,
  jobs: { ...leaveJobs, ...nominationImport.jobs, ...attendanceListImport.jobs },
}
