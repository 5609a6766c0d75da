import http from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

export interface Statement {
  text: string
  values: unknown[]
}

/**
 * Records every statement that one piece of work sends to PostgreSQL, so that the baseline runs the very same SQL. Transaction control and the
 * session's setting are left out: that is part of what is measured against it.
 */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const { query } = pg.Client.prototype
  // The library's own method with its many overloads: only configuration objects and (text, values) come from Kysely.
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, values] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined]
    const text = typeof first === 'string' ? first : first.text
    const given = (typeof first === 'string' ? values : first.values) ?? []
    if (/^\s*(select|with)\b/i.test(text) && !text.includes('authority.enter(')) statements.push({ text, values: given })
    return Reflect.apply(query, this, args)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return statements
}

export interface Baseline {
  url: string
  close(): Promise<void>
}

/** Bare `node:http` and `pg`: the same statements, one after the other, without row security (the role bypasses it), rows sent as JSON. */
export async function serveBaseline(databaseUrl: string, pages: Readonly<Record<string, readonly Statement[]>>): Promise<Baseline> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  const server = http.createServer((request, response) => {
    const statements = pages[(request.url ?? '').slice(1)] ?? []
    runAll(pool, statements).then(
      (rows) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows)),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await pool.end()
    },
  }
}

async function runAll(pool: pg.Pool, statements: readonly Statement[]): Promise<unknown[]> {
  const client = await pool.connect()
  try {
    const all: unknown[] = []
    for (const { text, values } of statements) all.push((await client.query(text, values)).rows)
    return all
  } finally {
    client.release()
  }
}
