/** Sentences for the person at the terminal: no stack for what he can put right himself. */
export const say = (sentence: string): void => console.log(sentence)

export function endWith(error: unknown): never {
  const isExpected = error instanceof Error && ['EmbeddedFailure', 'ConfigError', 'PlainRefusal'].includes(error.name)
  console.error(isExpected ? error.message : error)
  process.exit(1)
}

/** A tool declines, and says why. */
export class PlainRefusal extends Error {
  override name = 'PlainRefusal'
}
