export { type Bureau, bureauAbove } from './bureau.ts'
export type { Counts } from './figure.ts'
export { type Recount, recount, recountJobs } from './recount.ts'
export {
  allPaperKinds,
  allRooms,
  type ProcessRoom,
  paperOf,
  paperTitle,
  processRoom,
  registerPapers,
  registerProcesses,
  roomOf,
  type Taken,
} from './registry.ts'
export { matterRoutes } from './routes.ts'
export type { Loaded } from './situation.ts'
export {
  assigneesOf,
  descendantsOf,
  findMatter,
  historyOf,
  issuedKinds,
  lockMatter,
  type MatterRow,
  orgOf,
  visibleMatters,
} from './store.ts'
export { assignOfficers, openMatter, rehouseMatter, type StepRequest, settleMatter, takeOff, takeStep } from './take.ts'
export { viewMatter } from './view.ts'
