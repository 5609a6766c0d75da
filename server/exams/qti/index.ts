export { packageLimits, writeQti } from './package.ts'
export type { Exchanged } from './write.ts'
