import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { doors } from './assault-doors.ts'
import { openWorld, type PersonKey, type World } from './world.ts'

// The doors of the database: every function that runs with its owner's rights, who may call it, and what it believes. The attacker is whoever
// injected SQL as the runtime role, in the session of one duty or of none.

describe('the doors of the database', () => {
  let world: World
  let attacker: pg.Client
  before(async () => {
    world = await openWorld('2026-03-03')
    attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
  })
  after(async () => {
    await attacker.end()
    await world.close()
  })

  /** One transaction in somebody's session, rolled back. */
  async function as(who: PersonKey | null, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    await attacker.query('begin')
    try {
      await attacker.query("select authority.enter($1, 'attack', 'test', '2026-03-03T10:00:00+08:00')", [
        who ? world.people[who].token : '',
      ])
      return await attacker.query(text, values)
    } finally {
      await attacker.query('rollback')
    }
  }
  const refused = (who: PersonKey | null, text: string, values: unknown[] = []) =>
    assert.rejects(as(who, text, values), { code: '42501' }, `${who}: ${text}`)
  /** A person with a duty at each of these units. */
  async function hire(account: string, status: 'active' | 'invited', ...units: string[]): Promise<string> {
    const { rows } = await world.sql.query('insert into person (account, name, status) values ($1, $1, $2) returning id', [account, status])
    for (const unit of units)
      await world.sql.query(
        "insert into duty (person_id, org_id, org_at, role, class, title, status, from_day) values ($1, $2, 0, 'officer', 'business', 'x', $3, '2018-11-01')",
        [rows[0].id, world.orgs.get(unit), status],
      )
    return rows[0].id
  }
  /** An administrator of the county, whose reach ends there. */
  async function countyAdmin<T>(work: () => Promise<T>): Promise<T> {
    const { dutyId } = world.people.systemAdmin
    await world.sql.query('update duty set org_id = $2 where id = $1', [dutyId, world.orgs.get('county')])
    try {
      return await work()
    } finally {
      await world.sql.query('update duty set org_id = $2 where id = $1', [dutyId, world.orgs.get('province')])
    }
  }

  test('are all known, and none looks for its names where the caller says', async () => {
    const { rows } = await world.sql.query(`
      select distinct p.proname as name, coalesce(array_to_string(p.proconfig, ','), '') as config
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname in ('public', 'authority', 'ledger', 'clock') and p.prorettype <> 'trigger'::regtype
         and has_function_privilege('minzhi_app', p.oid, 'execute')`)
    assert.deepEqual(rows.map((row) => row.name).toSorted(), Object.keys(doors).toSorted())
    // Temporary tables last: PostgreSQL would look there first.
    for (const { name, config } of rows) assert.match(config, /^search_path=pg_catalog, (public, )?pg_temp$/, name)
    // No view, no rule, and nothing that the runtime role could put before a table of ours.
    const { rows: views } = await world.sql.query(
      "select 1 from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace",
    )
    assert.equal(views.length, 0)
    for (const schema of ['public', 'authority', 'ledger', 'clock', 'graphile_worker'])
      assert.equal((await world.sql.query("select has_schema_privilege('minzhi_app', $1, 'create') c", [schema])).rows[0].c, false, schema)
  })

  test('are not deceived by a table of the attacker that bears the name of one of ours', async () => {
    await refused('officer', 'create temporary table session (id int)')
    // Even if somebody gave that right back: names of temporary tables are looked for last.
    const database = new URL(world.clone.databases.app).pathname.slice(1)
    await world.sql.query(`grant temporary on database ${database} to minzhi_app`)
    try {
      const { rows } = await world.sql.query('select id from org where depth = 0')
      await attacker.query('begin')
      await attacker.query('create temporary table session on commit drop as select * from public.session with no data')
      await attacker.query(
        `insert into session (id, token_hash, kind, service, service_org_id, last_seen_at, expires_at, address)
         values (gen_random_uuid(), sha256('own'), 'service', 'x', $1, now(), now() + interval '1 hour', 'x')`,
        [rows[0].id],
      )
      await attacker.query('grant all on session to public')
      await attacker.query("select set_config('app.session', 'own', true)")
      assert.equal((await attacker.query('select (authority.actor()).kind')).rows[0].kind, null)
    } finally {
      await attacker.query('rollback')
      await world.sql.query(`revoke temporary on database ${database} from minzhi_app`)
    }
  })

  test('of the count and of the password itself are closed to the runtime role', async () => {
    for (const call of [
      "authority.sign_in_failed('officer', 'x')",
      "authority.locked_for('officer', 'x')",
      "authority.guess_alone('officer', 'x')",
      "authority.proved('officer', 'x')",
      "authority.keep_password(null, 'x')",
      "authority.begin_session(null, 'x', 'x', 'x', 12)",
      "authority.open_service('x', 'x')",
      'authority.free_slot(null)',
    ])
      await refused('systemAdmin', `select ${call}`)
  })

  test('a year of the calendar is entered by the administrator of the province alone', async () => {
    const enter = "insert into holiday_year (year, notice, holidays, workdays) values (2031, 'x', '{}', '{}')"
    for (const who of ['officer', 'principalHead', 'securityAdmin', null] as const) await refused(who, enter)
    await countyAdmin(() => refused('systemAdmin', enter))
    assert.equal((await as('systemAdmin', enter)).rowCount, 1)
  })

  test('nobody lists the contents that exist, or says that a damaged one is whole', async () => {
    const sha = 'c'.repeat(64)
    await world.sql.query("insert into blob (sha256, sm3, bytes, media_type) values ($1, $1, 1, 'text/plain')", [sha])
    await world.sql.query('insert into blob_check (sha256, whole) values ($1, false)', [sha])
    assert.equal((await as('officer', 'select 1 from blob_check')).rowCount, 0)
    const says = 'insert into blob_check (sha256, whole) values ($1, $2)'
    for (const whole of [true, false]) await refused('officer', says, [sha, whole])
    await world.sql.query(
      "insert into file (sha256, name, media_type, bytes, purpose, person_id, person_name) values ($1, 'x', 'text/plain', 1, 'x', $2, 'x')",
      [sha, world.people.officer.id],
    )
    assert.equal((await as('officer', 'select 1 from blob_check')).rowCount, 1)
    await refused('officer', says, [sha, true])
    assert.equal((await as('officer', says, [sha, false])).rowCount, 1)
  })

  test('an account that may do more elsewhere is not reset by the administrator of one of its units', async () => {
    const offer = 'select authority.offer_token($1, $2, $3) as offered'
    const offered = async (person: string) => (await as('systemAdmin', offer, [person, 'reset', randomBytes(32)])).rows[0].offered
    const [inside, both, outside] = [
      await hire('in.side', 'active', 'county', 'station'),
      await hire('bo.th', 'active', 'county', 'province'),
      await hire('out.side', 'active', 'neighbour'),
    ]
    await countyAdmin(async () =>
      assert.deepEqual([await offered(inside), await offered(both), await offered(outside)], [true, false, false]),
    )
    assert.equal(await offered(both), true)
    for (const who of ['officer', 'securityAdmin', 'auditAdmin'] as const)
      assert.equal((await as(who, offer, [inside, 'reset', randomBytes(32)])).rows[0].offered, false, who)
  })

  test('a batch that claims to have made the accounts of others takes none of them back', async () => {
    const [mine, theirs] = [await hire('mi.ne', 'invited', 'county'), await hire('their.s', 'invited', 'neighbour')]
    await countyAdmin(async () => {
      const { rows } = await world.sql.query(
        `insert into import_batch (kind, shared, person_id, org_id, org_at, file_name, content, rows, faults, state)
         values ('roster', true, $1, $2, 0, 'x', '', '[]', '[]', 'undoing') returning id`,
        [world.people.systemAdmin.id, world.orgs.get('county')],
      )
      for (const [row, made] of [mine, theirs].entries())
        await world.sql.query('insert into import_made (batch_id, row, made_id) values ($1, $2, $3)', [rows[0].id, row, made])
      const kept = await as('systemAdmin', 'select * from authority.take_back_accounts($1, $2) as kept', [rows[0].id, [mine, theirs]])
      assert.deepEqual(
        kept.rows.map((row) => row.kept),
        [theirs],
      )
    })
  })

  test('the tree shows itself to nobody who is not signed in', async () => {
    for (const call of ["authority.tree_on('2026-03-03')", "authority.closure_of('2026-01-01')"]) {
      assert.equal((await as(null, `select * from ${call}`)).rowCount, 0, call)
      assert.ok(((await as('officer', `select * from ${call}`)).rowCount ?? 0) > 0, call)
    }
  })

  test('a setting that somebody injects is a token or nothing: no scope, no clock, no role', async () => {
    for (const [name, value] of [
      ['app.session', world.orgs.get('province')],
      ['app.session', "' or 1=1 --"],
      ['app.lo', '0'],
      ['app.scope', '0'],
      ['role', 'minzhi_owner'],
      ['session_authorization', 'minzhi_owner'],
    ]) {
      await attacker.query('begin')
      try {
        const set = attacker.query('select set_config($1, $2, true)', [name, value])
        if (name === 'role' || name === 'session_authorization') await assert.rejects(set, { code: /42501/ })
        else {
          await set
          assert.equal((await attacker.query('select 1 from org')).rowCount, 0, String(name))
        }
      } finally {
        await attacker.query('rollback')
      }
    }
  })

  test('the queue shows the runtime role nothing, and takes a job without its seal, which the worker does not do', async () => {
    await refused('officer', 'select * from graphile_worker._private_jobs')
    await refused('officer', "select graphile_worker.add_job('cases.export', '{}'::json)")
    const queued = await as('officer', "select graphile_worker.enqueue('cases.export', $1::json, null, null)", [
      JSON.stringify({ taskId: randomUUID() }),
    ])
    assert.equal(queued.rowCount, 1)
  })
})
