import type { Readable } from 'node:stream'

/** Bytes that came in whole, in a private place that nobody else reads, waiting to be kept or dropped. */
export interface Received {
  bytes: number
  sha256: string
  sm3: string
  /** Where they lie until then, for looking at their kind. */
  path: string
  /** Removes what was not kept; after `keep` it does nothing. */
  discard(): Promise<void>
}

/** Where contents are, by their SHA-256. The local folder is one; an object store with lock is to be another behind the same four words. */
export interface FileStore {
  /** Counts and hashes in the one pass that writes (S53). More than `most` bytes, a broken stream or a full disk leave nothing behind. */
  receive(stream: Readable, most: number): Promise<Received>
  /** The content is there for good, also after a power cut, before any row may speak of it. */
  keep(received: Received): Promise<void>
  open(sha256: string): Readable
  /** Reads everything again: is it still what its address says (S59)? A missing content is not. */
  isWhole(sha256: string): Promise<boolean>
}
