import type { Issue, ProblemBody, ProblemCode, ProblemFacts } from '#contract/problem'
import { sentences } from '#contract/problem'

/**
 * The one refusal of the house: a code and facts. The Chinese sentence is built from them in one place (`#contract/problem`), so that a
 * rule reads the same on every page. Throw it; the edge answers with it and keeps the refusal in the ledger.
 */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C
  readonly facts: ProblemFacts[C]

  constructor(code: C, facts: ProblemFacts[C]) {
    super(sentenceOf(code, facts))
    this.code = code
    this.facts = facts
  }
}

/** The sentence a user reads. */
export function sentenceOf<C extends ProblemCode>(code: C, facts: ProblemFacts[C]): string {
  return sentences[code](facts)
}

export const httpStatus = {
  invalid: 422,
  signInNeeded: 401,
  signInFailed: 401,
  notAllowed: 403,
  notFound: 404,
  closed: 409,
  tooLate: 409,
  tooEarly: 409,
  incomplete: 409,
  stale: 412,
  versionNeeded: 428,
  tooMany: 429,
  busy: 503,
  unknown: 500,
} as const satisfies Record<ProblemCode, number>

export function bodyOf(problem: Problem, requestId: string): ProblemBody {
  // Facts of every code are plain records; the union of their types is not assignable to one record type.
  const { issues, ...facts } = problem.facts as Record<string, unknown> & { issues?: Issue[] }
  return { code: problem.code, sentence: problem.message, facts, ...(issues ? { issues } : {}), requestId }
}
