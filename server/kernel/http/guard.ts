import type { FastifyRequest } from 'fastify'
import type { Config } from '#kernel/config'
import { Problem } from '#kernel/problem'

/** What no form of ours comes near; beyond it a body is an attack on the parser or the database (S87). */
const most = { depth: 16, values: 50_000 }

/** Same-site proof for everything that changes state: a browser says where the call comes from (S86). JSON alone is accepted as body. */
export function refuseForeign(request: FastifyRequest, config: Config): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if ((site !== undefined && site !== 'same-origin') || !isOurs(request.headers.origin, request, config))
    throw new Problem('notAllowed', { what: '从其他网站提交' })
}

const loopback = ['localhost', '127.0.0.1', '::1', '[::1]']

/**
 * The demonstration shows its passwords to whoever asks on this machine. A page of the internet whose name is made to mean 127.0.0.1 (DNS rebinding)
 * would ask as same origin, but under its own name. Production's names are the proxy's.
 */
export function refuseStrangeName(request: FastifyRequest, config: Config): void {
  if (config.mode === 'demonstration' && !loopback.includes(request.hostname)) throw new Problem('notFound', { what: '这个地址' })
}

/** A sandboxed frame says `null`; that is no origin of ours. Behind a proxy our own address is the one that was configured. */
function isOurs(origin: string | undefined, request: FastifyRequest, config: Config): boolean {
  if (origin === undefined) return true
  if (config.publicOrigin) return origin === config.publicOrigin
  return URL.canParse(origin) && new URL(origin).host === request.host
}

/** Depth, count, and text that PostgreSQL cannot hold: half a character pair or a zero byte would come back as an error of ours. */
export function refuseMisshapen(...parts: readonly unknown[]): void {
  let left: unknown[] = [...parts]
  let count = 0
  for (let depth = 0; left.length > 0; depth++) {
    count += left.length
    if (depth > most.depth || count > most.values || left.some((value) => typeof value === 'string' && !isHoldable(value)))
      throw new Problem('invalid', { what: '提交的内容格式不正确，请刷新页面后重试。' })
    left = left.flatMap((value) => (typeof value === 'object' && value !== null ? [...Object.keys(value), ...Object.values(value)] : []))
  }
}

const isHoldable = (text: string) => text.isWellFormed() && !text.includes('\0')
