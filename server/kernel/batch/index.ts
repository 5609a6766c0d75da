export type { ImportKind, ImportRow } from './declaration.ts'
export { exportJob, inPortions, mostRows, refuseTooMany } from './export.ts'
export { importRoom } from './room.ts'
