import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface Asked {
  method: string
  path: string
  query: string
  headers: IncomingMessage['headers']
  body: unknown
}
export type Answer = (asked: Asked) => { status?: number; body: unknown } | undefined

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of request) text += String(part)
  return text ? JSON.parse(text) : undefined
}

/** As the real server serves the page: a nonce for each answer, nothing inline besides. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')

const notFound = {
  status: 404,
  body: { code: 'notFound', sentence: '没有找到该内容，或者不在您的管辖范围内。', facts: {}, requestId: 'test' },
}

/** Rooms whose file is called `trial-room.ts` belong to tests: the product's own build never sees them. */
const withTrialRoom: Plugin = {
  name: 'trial-room',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/web/rooms.ts') ? code.replace("'./*/room.ts'", "['./*/room.ts', './*/trial-room.ts']") : null),
}

/** The built page on a port of its own, with an API that a test plays. For the page alone: whole journeys run on the real server. */
export async function servePage(answer: Answer) {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-page-'))
  await build({
    configFile: fileURLToPath(new URL('../web/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    plugins: [withTrialRoom],
    build: { outDir: folder },
  })
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname.startsWith('/api/')) {
      const asked = {
        method: request.method ?? 'GET',
        path: pathname.slice(4),
        query: search,
        headers: request.headers,
        body: await bodyOf(request),
      }
      const { status = 200, body } = answer(asked) ?? notFound
      return response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }
    const file = extname(pathname) ? normalize(pathname) : '/index.html'
    try {
      const content = readFileSync(join(folder, file))
      const nonce = randomBytes(16).toString('base64')
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy(nonce),
      })
      response.end(file === '/index.html' ? content.toString().replace(/__NONCE__/g, nonce) : content)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return {
    address: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
