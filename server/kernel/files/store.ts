import type { IncomingMessage, ServerResponse } from 'node:http'
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

/** A part of a content, both ends included, as HTTP counts it. */
export interface Range {
  start: number
  end: number
}

/** Files that come in pieces and go on where they broke off (断点续传, tus). They lie apart until they are whole; nobody reads them by a hash. */
export interface Partials {
  begin(id: string, bytes: number): Promise<void>
  /** How much of it is there; null: nothing is known of it. */
  received(id: string): Promise<number | null>
  /** HEAD and PATCH of the protocol, for a caller that was let in. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>
  open(id: string): Readable
  drop(id: string): Promise<void>
  /** Lets go of what nobody went on with for a day; answers how many. */
  sweep(): Promise<number>
}

/** Where contents are, by their SHA-256. The local folder is one; an object store with lock is to be another behind the same words. */
export interface FileStore {
  /** Counts and hashes in the one pass that writes (S53). More than `most` bytes, a broken stream or a full disk leave nothing behind. */
  receive(stream: Readable, most: number): Promise<Received>
  /** The content is there for good, also after a power cut, before any row may speak of it. */
  keep(received: Received): Promise<void>
  open(sha256: string, range?: Range): Readable
  /** Reads everything again: is it still what its address says (S59)? A missing content is not. */
  isWhole(sha256: string): Promise<boolean>
  partials: Partials
}
