export {
  acceptContent,
  bindFiles,
  filesByIds,
  filesOfMatter,
  keepContent,
  keepFile,
  keepReceived,
  type NewFile,
  readFileRow,
} from './file.ts'
export { openLocalStore } from './local-store.ts'
export { mediaTypeOf } from './media.ts'
export { namedFiles } from './named.ts'
export type { FileStore, Partials, Range, Received } from './store.ts'
export { beginUpload, dropUpload, findUpload } from './upload.ts'
export { demandWhole, keepCheck } from './whole.ts'
