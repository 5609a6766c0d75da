import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { actions, type Role, roles } from '#contract/authority'
import { actorOf, may, within } from '#kernel/authority'
import { type Database, openDatabase } from '#kernel/db'
import { fc } from '#test/property'
import { strayPlaces } from '#test/stray-places'
import { openWorld, type World } from '#test/world'

const readers: readonly Role[] = actions['matter.read']
/** Roles of one field of work; every other reads all of them. */
const fieldOf: Partial<Record<Role, string>> = { trainingOfficer: 'training', examiner: 'training', coordinator: 'coordination' }
const classes: Partial<Record<Role, string>> = { systemAdmin: 'system', securityAdmin: 'security', auditAdmin: 'audit' }

/** A tree, who stands where, and what is done to the tree afterwards: all by numbers that are folded onto what exists. */
const scene = fc.record({
  parents: fc.array(fc.nat(), { minLength: 3, maxLength: 14 }),
  duties: fc.array(fc.record({ org: fc.nat(), role: fc.constantFrom<Role>(...(Object.keys(roles) as Role[])) }), {
    minLength: 1,
    maxLength: 5,
  }), // keys of a const object
  matters: fc.array(fc.record({ owner: fc.nat(), handling: fc.nat(), field: fc.constantFrom('enforcement', 'training', 'coordination') }), {
    minLength: 1,
    maxLength: 10,
  }),
  grants: fc.array(
    fc.record({
      duty: fc.nat(),
      matter: fc.nat(),
      toPerson: fc.boolean(),
      days: fc.constantFrom('now' as const, 'over' as const, 'ahead' as const),
    }),
    {
      maxLength: 6,
    },
  ),
  moves: fc.array(fc.record({ org: fc.nat(), to: fc.nat() }), { maxLength: 5 }),
})

type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never
interface Planted {
  id: string
  field: string
  handling: Node
  owner: Node
}
interface Hired {
  token: string
  person: string
  org: Node
  role: Role
  /** To himself, whatever the field. */
  granted: Set<string>
  /** To his unit, for whoever works in the field there. */
  unitGranted: Set<string>
}
interface Node {
  id: string
  parent: Node | null
}
const chain = (node: Node | null): Node[] => (node ? [node, ...chain(node.parent)] : [])
const isBelow = (node: Node, above: Node) => chain(node).includes(above)
const notTooDeep = (node: Node) => (chain(node).length < 4 ? node : null)
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!

async function inTurn<A, B>(list: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const done: B[] = []
  for (const one of list) done.push(await work(one))
  return done
}

describe('reach', () => {
  let world: World
  let database: Database
  before(async () => {
    world = await openWorld('2026-03-10')
    // One connection: what one person's transaction leaves behind, the next one would meet.
    database = openDatabase(world.clone.databases.app, { max: 1 })
  })
  after(async () => {
    await database.close()
    await world.close()
  })

  const enter = <T>(token: string | null, work: Parameters<typeof database.transaction<T>>[1]) =>
    database.transaction({ token, requestId: 'r', address: 'test', now: new Date('2026-03-10T02:00:00Z') }, work)

  async function plantOrg(parent: Node | null, at: number): Promise<Node> {
    const code = randomUUID()
    const { rows } = await world.sql.query(
      `with p as (select * from org where id = $1), slot as (select authority.free_slot($1) lo)
       insert into org (kind, parent_id, depth, lo, hi, code, name, short_name, opened_on)
       select 'centre', p.id, p.depth + 1, slot.lo, slot.lo + authority.width(p.depth + 1), $2, $3, 'x', '2020-01-01' from p, slot returning id`,
      [parent?.id ?? world.orgs.get('province'), code, `随机单位${at}`],
    )
    await world.sql.query("insert into org_edge values ($1, $2, daterange('2020-01-01', null))", [
      rows[0].id,
      parent?.id ?? world.orgs.get('province'),
    ])
    return { id: rows[0].id, parent }
  }

  async function hire(org: Node, role: Role): Promise<Hired> {
    const token = randomBytes(24).toString('base64url')
    const person = randomUUID()
    await world.sql.query("insert into person (id, account, name) values ($1, $2, '随机人员')", [person, person.slice(0, 30)])
    const duty = await world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, $3, $4, 'x', '2020-01-01') returning id",
      [person, org.id, role, classes[role] ?? 'business'],
    )
    await world.sql.query(
      "insert into session (token_hash, kind, person_id, duty_id, expires_at, address) values ($1, 'person', $2, $3, clock_timestamp() + interval '1 hour', 'test')",
      [createHash('sha256').update(token).digest(), person, duty.rows[0].id],
    )
    return { token, person, org, role, granted: new Set(), unitGranted: new Set() }
  }

  async function plantMatter(handling: Node, owner: Node, field: string): Promise<Planted> {
    const { rows } = await world.sql.query(
      `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on, field)
       values ('penalty', '2026-01-05', 'filed', 'x', $1, 0, $2, 0, '2026-01-05', $3) returning id`,
      [owner.id, handling.id, field],
    )
    return { id: rows[0].id, field, handling, owner }
  }

  async function grant(
    everybody: readonly Hired[],
    who: Hired,
    what: Planted,
    toPerson: boolean,
    days: 'now' | 'over' | 'ahead',
  ): Promise<void> {
    const [from, to] = { now: ['2026-03-10', '2026-03-10'], over: ['2026-01-01', '2026-03-09'], ahead: ['2026-03-11', null] }[days]
    const receiver = toPerson ? [null, who.person] : [who.org.id, null]
    await world.sql.query(
      "insert into matter_grant (matter_id, org_id, person_id, purpose, from_day, to_day, acts) values ($1, $2, $3, 'assistance', $4, $5, true)",
      [what.id, ...receiver, from, to],
    )
    if (days !== 'now') return
    if (toPerson) who.granted.add(what.id)
    else for (const one of everybody.filter((other) => other.org === who.org)) one.unitGranted.add(what.id)
  }

  async function move(nodes: readonly Node[], planted: readonly Planted[], node: Node, target: Node): Promise<void> {
    const below = Math.max(...nodes.filter((one) => isBelow(one, node)).map((one) => chain(one).length)) - chain(node).length
    if (isBelow(target, node) || chain(target).length + 1 + below > 5) return
    await world.sql.query('begin')
    await world.sql.query("select authority.enter($1, 'r', 'a', '2026-03-10T02:00:00Z')", [world.people.systemAdmin.token])
    await world.sql.query("select authority.move_org($1, $2, '2026-03-09', '文件')", [node.id, target.id])
    await world.sql.query('commit')
    node.parent = target
    for (const one of planted) if (!isBelow(one.handling, one.owner)) one.handling = one.owner
  }

  /** The three forms of the rule, each asked in its own words, against what the tree in this test says. */
  async function compare({ token, org, role, granted, unitGranted }: Hired, planted: readonly Planted[]): Promise<void> {
    const ids = planted.map(({ id }) => id)
    const reads = readers.includes(role)
    const ofField = ({ field }: { field: string }) => field === (fieldOf[role] ?? field)
    const expected = planted
      .filter((one) => reads && ((ofField(one) && (isBelow(one.handling, org) || unitGranted.has(one.id))) || granted.has(one.id)))
      .map(({ id }) => id)
    const answered = planted.filter((one) => ofField(one) && unitGranted.has(one.id)).map(({ id }) => id)
    // may() judges a place that somebody tells it; the places are read behind everybody's back.
    const { rows: places } = await world.sql.query('select id, field, handling_at::text at from matter where id = any($1)', [ids])
    await enter(token, async (tx, row) => {
      const actor = actorOf(row!)
      const floor = await tx.selectFrom('matter').select('id').where('id', 'in', ids).execute()
      const filtered = await tx
        .selectFrom('matter as m')
        .select('m.id')
        .where('m.id', 'in', ids)
        .where((eb) => within(actor, 'matter.read', { at: eb.ref('m.handling_at'), field: eb.ref('m.field'), id: eb.ref('m.id') }))
        .execute()
      const judged = places.filter(({ id, at, field }) => may(actor, 'matter.read', at, field) || (reads && actor.granted.includes(id)))
      const acted = await sql<{ id: string }>`select id from unnest(${ids}::uuid[]) id where authority.acts_by_grant(id)`.execute(tx)
      const sorted = (list: readonly { id: string }[]) => list.map(({ id }) => id).sort()
      assert.deepEqual(
        { rowSecurity: sorted(floor), within: sorted(filtered), may: sorted(judged), acts: sorted(acted.rows) },
        { rowSecurity: expected.sort(), within: expected, may: expected, acts: answered.sort() },
      )
    })
  }

  async function play({ parents, duties, matters, grants, moves }: Scene): Promise<void> {
    const nodes: Node[] = []
    for (const [at, parent] of parents.entries()) nodes.push(await plantOrg(at === 0 ? null : notTooDeep(pick(nodes, parent)), at))
    const people = await inTurn(duties, ({ org, role }) => hire(pick(nodes, org), role))
    const planted = await inTurn(matters, ({ owner, handling, field }) =>
      plantMatter(pick(nodes, handling), pick(chain(pick(nodes, handling)), owner), field),
    )
    await inTurn(grants, ({ duty, matter, toPerson, days }) => grant(people, pick(people, duty), pick(planted, matter), toPerson, days))
    await inTurn(moves, ({ org, to }) => move(nodes, planted, pick(nodes, org), pick(nodes, to)))
    assert.deepEqual(await strayPlaces(world.sql), [])
    await inTurn(people, (one) => compare(one, planted))
  }

  test('in the head, in the query and in the database is one thing, on random trees, grants and moves', () =>
    fc.assert(fc.asyncProperty(scene, play), { numRuns: 40 }))

  const protectedTables = [
    'matter',
    'matter_step',
    'matter_clock',
    'org',
    'person',
    'duty',
    'ledger_entry',
    'paper',
    'import_batch',
    'org_closure_month',
  ]

  test('is nothing on a reused connection without a session, and with a forged, expired or ended one', async () => {
    await world.sql.query(
      `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on)
       values ('penalty', '2026-01-05', 'filed', 'x', $1, 0, $1, 0, '2026-01-05')`,
      [world.orgs.get('county')],
    )
    const seen = async (token: string | null) =>
      enter(token, async (tx) => {
        let n = 0
        for (const table of protectedTables) n += (await sql`select 1 from ${sql.table(table)} limit 5`.execute(tx)).rows.length
        return n
      })
    const head = world.people.provinceHead.token
    assert.ok((await seen(head)) > 5)
    assert.equal(await seen(null), 0) // the same connection, just after the province's head
    for (const forged of ['', 'forged', head.slice(0, -1), `${head}'; select 1; --`]) assert.equal(await seen(forged), 0)
    const nearby = await hire({ id: world.orgs.get('county')!, parent: null }, 'officer')
    assert.ok((await seen(nearby.token)) > 0)
    for (const end of [
      'ended_at = clock_timestamp()',
      "ended_at = null, expires_at = clock_timestamp() - interval '1 second'",
      "expires_at = clock_timestamp() + interval '1 hour', last_seen_at = clock_timestamp() - interval '31 minutes'",
    ]) {
      await world.sql.query(`update session set ${end} where person_id = $1`, [nearby.person])
      assert.equal(await seen(nearby.token), 0, end)
    }
    await world.sql.query('update session set last_seen_at = clock_timestamp() where person_id = $1', [nearby.person])
    assert.ok((await seen(nearby.token)) > 0)
    await world.sql.query("update person set status = 'suspended' where id = $1", [nearby.person])
    assert.equal(await seen(nearby.token), 0)
  })
})
