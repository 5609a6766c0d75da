import pg from 'pg'
import type { OrgId, PersonId } from '#contract/common'
import { peopleApi } from '#contract/people'
import { clientOf } from '#kernel/http'
import type { PersonKey, World } from '#test/world'

/** Who may do what among administrators: the people, units and connections that such tests speak of. */

export const unit = (world: World, key: string) => world.orgs.get(key) as OrgId // a planted unit's key
export const person = (world: World, key: PersonKey) => world.people[key].id as PersonId // a hired person's id
export const everybodyBut = (...keys: PersonKey[]) =>
  (['officer', 'unitHead', 'principalHead', 'provinceSupervisor', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as PersonKey[]).filter(
    (key) => !keys.includes(key),
  )

type Query = (statement: string) => Promise<{ rows: unknown[] }>

/** As the runtime role under somebody's session, each statement behind a savepoint; rolled back in the end. */
export async function asRuntime(world: World, token: string, work: (query: Query) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: world.clone.databases.app })
  await client.connect()
  try {
    await client.query('begin')
    await client.query("select authority.enter($1, 'r', 'a', '2026-03-10T02:00:00Z')", [token])
    await work(async (statement) => {
      await client.query('savepoint s')
      try {
        return await client.query(statement)
      } catch (error) {
        await client.query('rollback to s')
        throw error
      }
    })
    await client.query('rollback')
  } finally {
    await client.end()
  }
}

/** An administrator of a lower unit. */
export async function adminOf(world: World, org: string, role: 'systemAdmin' | 'securityAdmin') {
  const token = crypto.randomUUID()
  const { rows } = await world.sql.query('insert into person (account, name) values ($1, $2) returning id', [
    `${role}.${org}`.toLowerCase(),
    '市管理员',
  ])
  const duty = await world.sql.query(
    "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, $3, $4, 'x', '2020-01-01') returning id",
    [rows[0].id, world.orgs.get(org), role, role === 'systemAdmin' ? 'system' : 'security'],
  )
  await world.sql.query(
    "insert into session (token_hash, kind, person_id, duty_id, expires_at, address) values (sha256(convert_to($1, 'utf8')), 'person', $2, $3, clock_timestamp() + interval '1 hour', 'test')",
    [token, rows[0].id, duty.rows[0].id],
  )
  return clientOf(world.app, token, peopleApi)
}
