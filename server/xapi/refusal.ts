/** A refusal as xAPI knows it: a status of HTTP and a sentence that says what is wrong and where. */
export class Refusal extends Error {
  readonly status: number
  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

/** 400: what was sent does not fit the standard. `at` is where, in the words of the sender's own JSON. */
export function refuse(at: string, why: string): never {
  throw new Refusal(400, `${at} ${why}`)
}
