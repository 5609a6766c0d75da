import { supervisionRoutes } from './supervision.routes.ts'
import { taskExportJobs } from './task.export.ts'
import { taskImport } from './task.import.ts'
import { taskIndicators } from './task.indicators.ts'
import { taskJobs } from './task.jobs.ts'
import { supervisedTaskRoom } from './task.room.ts'

export { createTask } from './create.ts'
export { taskLights, tasksByIds, tasksOf } from './task.service.ts'

/** 督办: supervised tasks from a clause, an instruction or a decision to their closing. */
export const supervision = {
  routes: [...supervisionRoutes, ...taskImport.routes],
  processes: [supervisedTaskRoom],
  jobs: { ...taskJobs, ...taskExportJobs, ...taskImport.jobs },
  indicators: taskIndicators,
}
