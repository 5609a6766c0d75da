import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import type { Secrets } from './cluster.ts'
import { EmbeddedFailure } from './failure.ts'

/** Connection URLs of the three roles: `owner` migrates, `app` serves requests, `worker` runs jobs. */
export type Databases = { readonly owner: string; readonly app: string; readonly worker: string }

export const urlFor = (role: string, password: string, port: number, database: string): string =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`

export const databasesAt = (secrets: Secrets, port: number): Databases => ({
  owner: urlFor('minzhi_owner', secrets.owner, port, 'minzhi'),
  app: urlFor('minzhi_app', secrets.app, port, 'minzhi'),
  worker: urlFor('minzhi_worker', secrets.worker, port, 'minzhi'),
})

/** Roles and database are made one by one and only where missing, so a start that was killed half-way is simply repeated. */
export async function prepareDatabase(secrets: Secrets, port: number): Promise<void> {
  await withClient(urlFor('postgres', secrets.superuser, port, 'postgres'), async (client) => {
    for (const word of ['owner', 'app', 'worker'] as const) {
      const role = `minzhi_${word}`
      const known = await client.query('select from pg_roles where rolname = $1', [role])
      if (known.rowCount === 0) await client.query(`create role ${role} login password ${escapeLiteral(secrets[word])}`)
    }
    const known = await client.query("select from pg_database where datname = 'minzhi'")
    if (known.rowCount === 0) await client.query('create database minzhi owner minzhi_owner')
    await closeToStrangers(client, 'minzhi')
  })
  await withClient(urlFor('postgres', secrets.superuser, port, 'minzhi'), async (client) => {
    for (const extension of ['pg_trgm', 'btree_gin']) await client.query(`create extension if not exists ${extension}`)
    // The worker brings its own tables and updates them itself; nothing else of the database is its own.
    await client.query('create schema if not exists graphile_worker authorization minzhi_worker')
  })
}

/** Rights on a database are not copied from its template, so a clone needs this too. */
export async function closeToStrangers(client: Client, database: string): Promise<void> {
  const name = escapeIdentifier(database)
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`grant connect on database ${name} to minzhi_app, minzhi_worker`)
}

/**
 * The database must be fit for Chinese: with a wrong locale search finds nothing and sorting is by code point, both without an error.
 * Holds for a production database as well.
 */
export async function assertChinese(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const server = await client.query(
      "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
    )
    const { version, encoding } = server.rows[0]
    if (version < 150_000) throw new EmbeddedFailure('数据库版本过低：需要 PostgreSQL 15 或更高版本。 (PostgreSQL 15 or newer is needed.)')
    if (encoding !== 'UTF8') throw new EmbeddedFailure(`数据库编码是 ${encoding}，应为 UTF8。 (The database encoding must be UTF8.)`)
    if (!(await findsTrigrams(client)))
      throw new EmbeddedFailure(
        '数据库不能切分中文：请安装扩展 pg_trgm，并以 C.UTF-8 或其他 UTF-8 区域设置建库（不能用 C）。' +
          ' (pg_trgm is missing, or finds no trigrams in Chinese text: create the database with a UTF-8 locale.)',
      )
    if (!(await sortsByPinyin(client)))
      throw new EmbeddedFailure(
        '数据库缺少可用的中文排序规则 zh-x-icu（需要带 ICU 的 PostgreSQL）。 (Collation "zh-x-icu" is missing or wrong.)',
      )
  })
}

async function findsTrigrams(client: Client): Promise<boolean> {
  const installed = await client.query("select from pg_extension where extname = 'pg_trgm'")
  if (installed.rowCount === 0) return false
  const { rows } = await client.query("select cardinality(show_trgm('专利检索系统')) as found")
  return rows[0].found > 0
}

async function sortsByPinyin(client: Client): Promise<boolean> {
  const known = await client.query("select from pg_collation where collname = 'zh-x-icu'")
  if (known.rowCount === 0) return false
  // An, Chong, Wu: by code point 武 would come before 重.
  const { rows } = await client.query(`select '安陆' < '重庆' collate "zh-x-icu" and '重庆' < '武汉' collate "zh-x-icu" as sorts`)
  return rows[0].sorts === true
}

export async function answers(superuserPassword: string, port: number): Promise<boolean> {
  try {
    await withClient(urlFor('postgres', superuserPassword, port, 'postgres'), (client) => client.query('select 1'))
    return true
  } catch {
    return false // not listening yet, or still recovering
  }
}

export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // a connection cut while idle; the next query says so
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => {})
  }
}
