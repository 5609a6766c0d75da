/** What stops the embedded database from starting, in a sentence for the person at the terminal. */
export class EmbeddedFailure extends Error {
  override name = 'EmbeddedFailure'
}
