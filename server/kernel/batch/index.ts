export type { ImportKind, ImportRow } from './declaration.ts'
export { importRoom } from './room.ts'
