import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { ownOrigins } from '#kernel/config'
import type { House } from '#kernel/house'
import { opened } from './fetch-token.ts'
import { rangeOf } from './ranges.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest()
const isToken = (token: string | undefined): token is string => token !== undefined && /^[\w-]{43}$/u.test(token)

interface Content {
  sha256: string
  mediaType: string
  bytes: number
  name: string
  kind: string
}

/** What the content listener gives, and nothing besides: files of a launched unit, the page that hosts a SCORM package, and the exchange of a cmi5 token. */
export function contentRoutes(house: House): (app: FastifyInstance) => void {
  const origins = ownOrigins(house.config)
  return (app) => {
    app.get<{ Params: { token: string; '*': string } }>('/c/:token/*', async (request, reply) => {
      const { token, '*': path } = request.params
      const found = isToken(token) ? await findContent(house, request, token, path) : null
      return found ? giveContent(house, request, reply, found, origins) : reply.callNotFound()
    })
    app.get<{ Params: { token: string } }>('/w/:token', async (request, reply) => {
      const { token } = request.params
      const launched = isToken(token) ? await findLaunch(house, request, token) : null
      if (!launched || !(launched.kind in players)) return reply.callNotFound()
      return reply
        .header('content-security-policy', wrapperPolicy(origins))
        .type('text/html; charset=utf-8')
        .send(wrapperPage(launched, token, origins))
    })
    app.get<{ Params: { name: string } }>('/player/:name', async (request, reply) => {
      const script = scripts[request.params.name]
      return script ? reply.type('text/javascript; charset=utf-8').send(script()) : reply.callNotFound()
    })
    app.post<{ Params: { token: string } }>('/f/:token', async (request, reply) => {
      const { token } = request.params
      const secret = isToken(token) ? await redeem(house, request, token) : null
      // cmi5 §8.2.3: a fetch that was used or has run out.
      if (!secret) return reply.send({ 'error-code': '1', 'error-text': 'The token was used already, or the launch is over.' })
      return reply.send({ 'auth-token': secret })
    })
  }
}

const entryOf = (request: FastifyRequest) => ({ token: null, requestId: request.id, address: request.ip })

async function findContent(house: House, request: FastifyRequest, token: string, path: string): Promise<Content | null> {
  if (path.length > 400 || path.includes('\0') || !path.isWellFormed()) return null
  return house.database.transaction(entryOf(request), async (tx) => {
    const { rows } = await sql<Content & { bytes: string }>`
      select sha256, media_type "mediaType", bytes, name, kind from authority.launched_content(${hashOf(token)}, ${path})`.execute(tx)
    const row = rows[0]
    return row ? { ...row, bytes: Number(row.bytes) } : null
  })
}

async function findLaunch(
  house: House,
  request: FastifyRequest,
  token: string,
): Promise<{ kind: string; path: string; query: string } | null> {
  return house.database.transaction(entryOf(request), async (tx) => {
    const { rows } = await sql<{ kind: string; path: string; query: string }>`
      select kind, path, query from authority.launched_kind(${hashOf(token)})`.execute(tx)
    return rows[0] ?? null
  })
}

async function redeem(house: House, request: FastifyRequest, token: string): Promise<string | null> {
  return house.database.transaction(entryOf(request), async (tx) => {
    const { rows } = await sql<{ sealed: Buffer | null }>`select authority.redeem_fetch(${hashOf(token)}) sealed`.execute(tx)
    return rows[0]?.sealed ? opened(rows[0].sealed, token) : null
  })
}

function giveContent(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  content: Content,
  origins: readonly string[],
): FastifyReply {
  const isFile = content.kind === 'video' || content.kind === 'document'
  const etag = `"${content.sha256}"`
  reply.headers({
    'content-security-policy': isFile ? filePolicy(origins) : packagePolicy(origins, content.kind),
    // A film plays in a page of ours; a package is framed, and its files are for itself.
    'cross-origin-resource-policy': isFile ? 'cross-origin' : 'same-origin',
    'accept-ranges': 'bytes',
    etag,
    'content-disposition': dispositionOf(content),
  })
  reply.type(content.mediaType)
  const { range: asked, 'if-range': since } = request.headers
  const range = since === undefined || since === etag ? rangeOf(asked, content.bytes) : null
  if (range === 'none') return reply.status(416).header('content-range', `bytes */${content.bytes}`).send()
  reply.header('content-length', range ? range.end - range.start + 1 : content.bytes)
  if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${content.bytes}`)
  if (request.method === 'HEAD' || content.bytes === 0) return reply.send('')
  return reply.send(house.files.open(content.sha256, range ?? undefined))
}

const shownInPlace = /^(text|image|audio|video|font)\/|^application\/(pdf|json|wasm|xhtml\+xml)$/u

function dispositionOf({ mediaType, name }: Content): string {
  if (shownInPlace.test(mediaType)) return 'inline'
  const encoded = encodeURIComponent((name.split('/').at(-1) ?? '').toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename*=UTF-8''${encoded}`
}

const framedBy = (origins: readonly string[]) => `frame-ancestors 'self' ${origins.join(' ')}`

/** Of a film or a document: nothing in it runs. A sandbox would keep the browser's own viewer of PDF from showing it. */
const filePolicy = (origins: readonly string[]) =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; object-src 'self'; ${framedBy(origins)}`

/** Of a package: its own scripts as they are, and no address besides this origin; cmi5 speaks to our record store. */
const packagePolicy = (origins: readonly string[], kind: string) =>
  [
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
    `connect-src 'self'${kind === 'cmi5' ? ` ${origins.join(' ')}` : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    framedBy(origins),
    'sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-modals',
  ].join('; ')

const wrapperPolicy = (origins: readonly string[]) =>
  `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors ${origins.join(' ')}; sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-modals`

const require = createRequire(import.meta.url)
const players: Readonly<Record<string, string>> = { scorm12: 'scorm12.min.js', scorm2004: 'scorm2004.min.js' }
const read = (path: string) => {
  let text: string | undefined
  return () => {
    text ??= readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/u, '')
    return text
  }
}
const scripts: Readonly<Record<string, () => string>> = {
  'scorm12.min.js': read(require.resolve('scorm-again/scorm12/min')),
  'scorm2004.min.js': read(require.resolve('scorm-again/scorm2004/min')),
  'wrapper.js': read(new URL('wrapper.js', import.meta.url).pathname),
}

const escaped = (text: string) => text.replace(/[&<>"']/gu, (mark) => `&#${mark.charCodeAt(0)};`)

/** The page around a SCORM package: same origin as the package, which finds the interface in its parent window. It tells the platform's page what was written. */
function wrapperPage(
  { kind, path, query }: { kind: string; path: string; query: string },
  token: string,
  origins: readonly string[],
): string {
  const address = `/c/${token}/${path.split('/').map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>课件</title>
<style>html,body,iframe{margin:0;width:100%;height:100%;border:0;display:block;overflow:hidden}</style>
<script src="/player/${players[kind]}"></script>
<script src="/player/wrapper.js" defer data-kind="${escaped(kind)}" data-address="${escaped(address)}" data-origins="${escaped(JSON.stringify(origins))}"></script>
</head><body></body></html>`
}
