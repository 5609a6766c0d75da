export { filesByIds, filesOfMatter, keepContent, keepFile, keepReceived, type NewFile, readFileRow } from './file.ts'
export { openLocalStore } from './local-store.ts'
export type { FileStore, Received } from './store.ts'
export { demandWhole, keepCheck } from './whole.ts'
