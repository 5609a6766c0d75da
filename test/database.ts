import { randomBytes } from 'node:crypto'
import { closeToStrangers, type Databases, withClient } from '#embedded'

/** What `npm test` hands to each test process: one PostgreSQL for the run, whose database `minzhi` is migrated and closed, to be cloned. */
export type TestDatabases = { readonly superuserUrl: string; readonly databases: Databases }

export type Clone = {
  readonly databases: Databases
  /** A superuser in the clone: for what a test must see or break behind everyone's back. */
  readonly superuserUrl: string
  drop(): Promise<void>
}

/** A database of one's own, as a fresh installation has it. */
export async function cloneDatabase(): Promise<Clone> {
  const { superuserUrl, databases } = testDatabases()
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(superuserUrl, async (client) => {
    await client.query(`create database ${name} template minzhi owner minzhi_owner`)
    await closeToStrangers(client, name)
  })
  const here = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  return {
    databases: { owner: here(databases.owner), app: here(databases.app), worker: here(databases.worker) },
    superuserUrl: here(superuserUrl),
    drop: () =>
      withClient(superuserUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

export function testDatabases(): TestDatabases {
  const text = process.env.MINZHI_TEST_DATABASES
  if (text === undefined) throw new Error('This test needs a database. Run it through the runner: npm test -- path/of/the.test.ts')
  // Written by tools/test.ts in the same run.
  return JSON.parse(text) as TestDatabases
}
