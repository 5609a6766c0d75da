import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

const folder = new URL('../../../db/', import.meta.url)

/** Forward only. Any number: two servers starting at once wait for each other here. */
const migrationLock = 20240829

/** Demonstration and production never share a database. */
class OtherMode extends Error {
  override name = 'OtherMode'
}

export interface MigrationUrls {
  owner: string
  worker: string
}

/**
 * Brings the schema to the newest version: plain SQL, one transaction a file with its own row, so that a kill at any point leaves exactly
 * before or after (S50). A landed file is never edited: its hash is compared.
 */
export async function migrate(urls: MigrationUrls, mode: 'demonstration' | 'production'): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: urls.owner, application_name: 'minzhi migrate' })
  await client.connect()
  try {
    await client.query("set lock_timeout = '30s'")
    // First, so that two servers starting at once cannot both run it.
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrateQueue(client, urls.worker)
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, at timestamptz not null default clock_timestamp())',
    )
    const applied = await applyMissing(client)
    await client.query(lookAtHomeFirst)
    await client.query('insert into installation (mode) values ($1) on conflict do nothing', [mode])
    const { rows } = await client.query<{ mode: string }>('select mode from installation')
    if (rows[0]?.mode !== mode)
      throw new OtherMode(
        `数据库是按 ${rows[0]?.mode} 模式建立的，不能以 ${mode} 模式启动（MINZHI_MODE）。 (The database was born for another mode.)`,
      )
    await allowEnqueue(urls.worker)
    return { applied }
  } finally {
    await client.end()
  }
}

/**
 * PostgreSQL looks for a table among the temporary ones of the session before it looks anywhere else, in functions that run with their owner's rights
 * too: who can write SQL as the runtime role would make a table named `session` and be whoever he likes. Here rather than in a migration, so that
 * no later function forgets it; the floor check refuses to serve otherwise.
 */
const lookAtHomeFirst = `do $$
declare
  f regprocedure;
begin
  execute format('revoke temporary on database %I from public, minzhi_app, minzhi_worker', current_database());
  for f in select p.oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname in ('authority', 'ledger', 'clock', 'public') and p.proconfig = '{"search_path=pg_catalog, public"}' loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', f);
  end loop;
end $$`

async function applyMissing(client: pg.Client): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  const done = new Map(
    (await client.query<{ name: string; hash: string }>('select name, hash from migration')).rows.map((row) => [row.name, row.hash]),
  )
  const applied: string[] = []
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    if (done.has(name)) {
      if (done.get(name) !== hash) throw new Error(`迁移文件 ${name} 在执行后被改动，请恢复原文件并另建新的迁移。`)
      continue
    }
    await applyOne(client, name, hash, text)
    applied.push(name)
  }
  return applied
}

async function applyOne(client: pg.Client, name: string, hash: string, text: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`迁移 ${name} 失败：${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** The queue's schema belongs to the worker's role; the right to create schemas is lent for the length of its migrations. */
async function migrateQueue(client: pg.Client, workerUrl: string): Promise<void> {
  const grant = (verb: string) => client.query(`do $$ begin execute format('${verb}', current_database()); end $$`)
  await grant('grant create on database %I to minzhi_worker')
  try {
    await runMigrations({ connectionString: workerUrl, logger: quiet })
  } finally {
    await grant('revoke create on database %I from minzhi_worker')
  }
}

/**
 * The queue belongs to the worker's role. The runtime role gets one function that adds a job inside its own transaction, and nothing else. The job's seal
 * travels as a flag, the one place of the queue that neither the payload nor the library's own clock writes to.
 */
async function allowEnqueue(workerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: workerUrl })
  await client.connect()
  try {
    await client.query(`
      drop function if exists graphile_worker.enqueue(text, json, text, timestamptz);
      drop function if exists graphile_worker.forget(text);
      create or replace function graphile_worker.enqueue(task text, payload json, job_key text, run_at timestamptz, seal text default null) returns void
      language sql security definer set search_path = pg_catalog, pg_temp as $$
        select graphile_worker.add_job(task, payload, run_at => coalesce(run_at, now()), job_key => job_key, max_attempts => 12, flags => array_remove(array[seal], null))
      $$;
      revoke execute on all functions in schema graphile_worker from public;
      grant usage on schema graphile_worker to minzhi_app;
      grant execute on function graphile_worker.enqueue(text, json, text, timestamptz, text) to minzhi_app;`)
  } finally {
    await client.end()
  }
}

// The worker library logs each of its own migrations to standard output; a failure throws anyway.
const quiet = new Logger(() => () => undefined)
