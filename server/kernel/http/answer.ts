import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { bodyOf, httpStatus, Problem } from '#kernel/problem'

/** The one handler at the edge: a refusal answers with its sentence; everything else is a 500 with a request id and a log line (S51). */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error)
  logRefusal(problem, error, request)
  if (problem.code === 'busy' || problem.code === 'tooMany')
    reply.header('retry-after', String((problem.facts as { seconds: number }).seconds)) // both codes carry seconds
  return reply
    .status(httpStatus[problem.code])
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(bodyOf(problem, request.id)))
}

export function logRefusal(problem: Problem, error: unknown, request: FastifyRequest): void {
  if (problem.code === 'unknown') request.log.error({ err: error }, 'unknown error')
  else request.log.info({ code: problem.code, ...(problem.code === 'busy' ? { err: error } : {}) }, 'refused')
}

export function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(new Problem('notFound', { what: '这个地址' }), request, reply)
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Problem('invalid', {
      issues: error.validation.map((issue) => ({
        path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
        message: issue.message ?? '不符合要求',
      })),
    })
  }
  return fromTransport(error) ?? fromDatabase(error) ?? new Problem('unknown', {})
}

function fromTransport(error: unknown): Problem | null {
  // Fastify's own errors carry a status: a body too large, not JSON, too many requests.
  const { statusCode, code } = (error ?? {}) as Partial<FastifyError>
  if (statusCode === 429) return new Problem('tooMany', { seconds: 60 })
  // The parser of multipart throws plain errors at a body that it cannot read.
  if (
    error instanceof Error &&
    /^(Multipart: |Unsupported content type: |Malformed (content type|part header)|Unexpected end of form)/.test(error.message)
  )
    return new Problem('invalid', { what: '提交的内容格式不正确，请刷新页面后重试。' })
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return new Problem('invalid', { what: '提交的内容太大，请减小后再试。' })
  if (statusCode === 404) return new Problem('notFound', {})
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('invalid', { what: '提交的内容格式不正确，请刷新页面后重试。' })
  return null
}

/** PostgreSQL away, overloaded or out of space: nothing was done, come again (S47, S48). Codes: Appendix A of its manual. */
const busyStates = new Set(['57P01', '57P02', '57P03', '53300', '53100', '53200', '40001', '40P01', '55P03', '57014', '25P03'])
const cutConnections = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOSPC'])

function fromDatabase(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null
  const { code } = error as { code?: unknown } // pg and node put a string code on their errors
  const isBusy = typeof code === 'string' && (busyStates.has(code) || code.startsWith('08') || cutConnections.has(code))
  const isCut =
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|connection error and is not queryable|Query read timeout/.test(
      error.message,
    )
  return isBusy || isCut ? new Problem('busy', { seconds: 5 }) : null
}

/**
 * What the database refuses by its own rules while the transaction can still be used. Row security: to the user the object does not exist.
 * A key that is taken and a key that is not there answer alike, or the difference would tell what lies beyond reach (S13). Values that no
 * column can hold (class 22) are the caller's. A broken check constraint is a mistake of ours and stays unknown.
 */
export function refusedBySql(error: unknown): Problem | null {
  const code = error instanceof Error && 'code' in error ? error.code : null // pg puts SQLSTATE on its errors
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return null
  if (code === '42501') return new Problem('notFound', {})
  if (['23503', '23505', '23P01'].includes(code)) return new Problem('invalid', { what: '填写的内容与已有的记录不符，请核对后再提交。' })
  if (code.startsWith('22')) return new Problem('invalid', {})
  return null
}
