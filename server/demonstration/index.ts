export { beginFilling, demonstrationJobs } from './fill.ts'
export { staffDemonstration } from './staff.ts'
