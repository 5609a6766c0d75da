import type { Issue, ProblemBody, ProblemCode } from '#contract/problem'

/** A refusal as the page holds it. `offline` is the only code that no server sends: there was no answer at all. */
export class ProblemError extends Error {
  readonly code: ProblemCode | 'offline'
  readonly sentence: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly issues: readonly Issue[]
  readonly requestId: string | null

  constructor(body: Omit<ProblemBody, 'code' | 'requestId'> & { code: ProblemCode | 'offline'; requestId: string | null }) {
    super(body.sentence)
    this.name = 'ProblemError'
    this.code = body.code
    this.sentence = body.sentence
    this.facts = body.facts
    this.issues = body.issues ?? []
    this.requestId = body.requestId
  }
}

export const noAnswer = () =>
  new ProblemError({
    code: 'offline',
    sentence: '网络连接中断，本次操作没有得到确认。已填写的内容仍保留，网络恢复后请再试一次，不会重复办理。',
    facts: {},
    requestId: null,
  })

const isProblem = (body: unknown): body is ProblemBody =>
  typeof body === 'object' && body !== null && 'code' in body && 'sentence' in body && 'requestId' in body

/** A gateway between us and the server may answer in its own words; the user still gets a sentence and a number to read out. */
export function problemOf(status: number, body: unknown): ProblemError {
  if (isProblem(body)) return new ProblemError(body)
  const sentence =
    status === 413 ? '上传的文件超过大小限制，请压缩或拆分后再上传。' : `服务暂时不可用（${status}），本次操作没有得到确认，请稍后再试。`
  return new ProblemError({ code: 'busy', sentence, facts: { status }, requestId: null })
}

/** What a page may show of anything that was thrown. */
export function asProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown
  return new ProblemError({
    code: 'unknown',
    sentence: '页面出现未知错误。请刷新后再试；仍不成功时请把本页截图发给系统管理员。',
    facts: { message: thrown instanceof Error ? thrown.message : String(thrown) },
    requestId: null,
  })
}
