export { performTask, type TaskRun } from './perform.ts'
export { type Finished, failTask, finishTask, type NewTask, type StartedTask, showProgress, startTask, takeUpTask } from './task.ts'
