import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeToStrangers, withClient } from '#embedded'
import { cloneDatabase, testDatabases } from '#test/database'
import { migrate } from './index.ts'

const root = join(import.meta.dirname, '../../..')
const program = `import { migrate } from '#kernel/db'; await migrate(JSON.parse(process.env.URLS), 'demonstration')`

/** Every table, column, constraint, index, function, trigger and policy of ours, as the catalogue says them. */
const catalogue = `
  select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('authority', 'ledger', 'clock')
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select format('%s %s %s %s', polrelid::regclass, polname, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy
  union all select format('migration %s %s', name, hash) from migration
  order by 1`
const linesOf = (url: string) =>
  withClient(url, async (client) => (await client.query<{ line: string }>(catalogue)).rows.map((row) => row.line))

describe('the migrations', () => {
  const { superuserUrl, databases } = testDatabases()
  const made: string[] = []
  after(() =>
    withClient(superuserUrl, async (client) => {
      for (const name of made) await client.query(`drop database if exists ${name} with (force)`)
    }),
  )

  /** As an administrator creates it: empty. */
  async function empty() {
    const name = `migrating_${randomBytes(4).toString('hex')}`
    made.push(name)
    await withClient(superuserUrl, async (client) => {
      await client.query(`create database ${name} owner minzhi_owner template template0`)
      await closeToStrangers(client, name)
    })
    const here = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
    return { superuser: here(superuserUrl), urls: { owner: here(databases.owner), worker: here(databases.worker) } }
  }

  test('killed at any moment leave whole steps, and go on to what a fresh installation is', { timeout: 240_000 }, async (t) => {
    const { superuser, urls } = await empty()
    const done = () =>
      withClient(superuser, async (client) => {
        const { rows } = await client.query("select to_regclass('public.migration') is not null as begun")
        return rows[0].begun ? Number((await client.query('select count(*) n from migration')).rows[0].n) : 0
      })
    const steps = [0]
    for (let kill = 0; kill < 6; kill++) {
      const env = { ...process.env, URLS: JSON.stringify(urls) }
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: root, env, stdio: 'ignore' })
      const exit = once(child, 'exit')
      // The first kill falls before any step; each later one some moment after another step is done.
      while (kill > 0 && child.exitCode === null && (await done()) <= (steps.at(-1) ?? 0)) await sleep(10)
      await sleep(Math.random() * 120)
      child.kill('SIGKILL')
      await exit
      steps.push(await done())
    }
    assert.ok(new Set(steps).size > 3, String(steps))
    t.diagnostic(`steps done at each kill: ${steps.join(', ')}`)
    await migrate(urls, 'demonstration')
    const clone = await cloneDatabase()
    try {
      assert.deepEqual(await linesOf(superuser), await linesOf(clone.superuserUrl))
    } finally {
      await clone.drop()
    }
    assert.deepEqual((await migrate(urls, 'demonstration')).applied, [])
  })

  test('begun by two servers at once are done once', { timeout: 120_000 }, async () => {
    const { urls } = await empty()
    const [one, two] = await Promise.all([migrate(urls, 'demonstration'), migrate(urls, 'demonstration')])
    assert.ok((one.applied.length === 0) !== (two.applied.length === 0))
  })

  test('that were changed after they were done are refused, and so is the other mode', { timeout: 120_000 }, async () => {
    const clone = await cloneDatabase()
    try {
      const urls = { owner: clone.databases.owner, worker: clone.databases.worker }
      await assert.rejects(migrate(urls, 'production'), /不能以 production 模式启动/)
      await withClient(clone.superuserUrl, (client) => client.query("update migration set hash = 'x' where name like '0002%'"))
      await assert.rejects(migrate(urls, 'demonstration'), /在执行后被改动/)
    } finally {
      await clone.drop()
    }
  })
})
