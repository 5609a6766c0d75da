export { createLog, type Log, type LogOptions } from './log.ts'
export { requestIdFrom } from './request-id.ts'
