import { documentsApi } from '#contract/documents'
import { evidenceApi } from '#contract/evidence'
import { matterApi } from '#contract/matter'

/** What an act on evidence makes old. */
export const evidenceReads = [evidenceApi.list, evidenceApi.read, documentsApi.offers, matterApi.read]

/** Enough to compare at a glance; the whole is copied by its button. */
export const shortHash = (hash: string) => `${hash.slice(0, 8)}…${hash.slice(-8)}`

export const sizeInWords = (bytes: number) =>
  bytes < 1024 ? `${bytes} 字节` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`
