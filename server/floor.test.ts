import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import { hashPassword } from '#people'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'
import { checkFloor } from './floor.ts'

// Whoever can inject SQL as the runtime role, with the session of one duty or none: what row security and the doors leave him.

/** Derived, personal or of the machine: their changes are no acts. Everything else stands in the ledger (S27). */
const withoutLedger = [
  'activity_cursor', // how far the jobs have read the record store
  'blob', // a content is known by its file's entry
  'blob_check',
  'class_evaluation', // anonymous: who gave it must not stand beside it
  'class_evaluation_given', // likewise; that he gave one, not which
  'class_session_key', // keys of the sign-in codes, made and read by the database alone
  'content_entry', // of a package, which stands there; never changed
  'content_launch', // changes with every heartbeat
  'exam_answer', // comes every few seconds; its sum stands in the attempt that is closed
  'exam_away', // a record of the page
  'exam_result', // derived from the scores
  'exam_unit', // derived from the paper
  'indicator_month', // derived from the facts, and compared with them by night
  'import_made', // what was made stands in the ledger itself
  'inbox_item',
  'installation',
  'ledger_entry',
  'matter_clock',
  'matter_text',
  'matter_watch',
  'message',
  'message_line',
  'migration',
  'number_series', // the number stands in the row that bears it
  'org_closure_month',
  'preparation',
  'request_key',
  'saved_view',
  'session', // noted by sign-in and its kin; each request touches it
  'sign_in_failure',
  'task',
  'unit_attempt', // changes with every heartbeat; what counts is in unit_completion
  'upload', // on its way; what becomes of it is a file or a package
  'xapi_activity', // one entry a storing request, with a hash over it (docs/learning-records.md)
  'xapi_attachment', // likewise
  'xapi_document', // documents change with every step of a course
  'xapi_mention', // derived from the statements
  'xapi_statement', // one entry a storing request, with a hash over it
  'xapi_target', // derived from the statements
  'xapi_voiding', // derived from the statements
]

describe('the floor under the rules', () => {
  let world: World
  let attacker: pg.Client
  let id: string
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
    attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
    id = (await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })).id
  })
  beforeEach(() => world.sql.query('delete from matter_grant'))
  after(async () => {
    await attacker.end()
    await world.close()
  })

  /** One transaction in somebody's session, rolled back. */
  async function as<T>(who: PersonKey | string | null, work: () => Promise<T>): Promise<T> {
    await attacker.query('begin')
    try {
      const token = who === null ? '' : who in world.people ? world.people[who as PersonKey].token : who // keys of the world, or a token
      await attacker.query("select authority.enter($1, 'attack', 'test', '2026-03-03T10:00:00+08:00')", [token])
      return await work()
    } finally {
      await attacker.query('rollback')
    }
  }
  const rows = async (text: string, values: unknown[] = []) => (await attacker.query(text, values)).rowCount ?? 0
  const refused = (who: PersonKey | string | null, text: string, values: unknown[] = []) =>
    assert.rejects(
      as(who, () => attacker.query(text, values)),
      { code: '42501' },
      `${who}: ${text}`,
    )

  const step = `insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_id, person_name, duty_id, role, org_id, org_name)
    values ($1, 'remark', 'open', 'open', '2026-03-03', $2, 'x', $3, 'officer', $4, 'x')`
  const stepOf = (who: PersonKey) => [id, world.people[who].id, world.people[who].dutyId, world.orgs.get('county')]

  test('the start refuses a table without row security, a function of everybody, a definer without its search path', async () => {
    await checkFloor(world.clone.databases.app)
    const plant = async (text: string, undo: string) => {
      await world.sql.query(text)
      await assert.rejects(checkFloor(world.clone.databases.app), /拒绝启动/)
      await world.sql.query(undo)
    }
    await plant('create table bare (id int)', 'drop table bare')
    await plant('grant execute on function authority.actor() to public', 'revoke execute on function authority.actor() from public')
    await plant(
      "create function authority.loose() returns int language sql security definer as 'select 1'; revoke execute on function authority.loose() from public",
      'drop function authority.loose()',
    )
  })

  test('every table of acts stands in the ledger', async () => {
    const { rows: bare } = await world.sql.query(`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgname in ('ledger_insert', 'ledger_update', 'ledger_delete')) < 3 order by 1`)
    assert.deepEqual(
      bare.map((row) => row.name).filter((name) => !withoutLedger.includes(name)),
      [],
    )
  })

  test('with no session, a forged, an ended or an expired one there is nothing, also on a connection that somebody used before', async () => {
    const tables = (
      await world.sql.query(
        "select table_name t from information_schema.role_table_grants where grantee = 'minzhi_app' and privilege_type = 'SELECT' and table_schema = 'public'",
      )
    ).rows
    const open = ['role', 'holiday_year', 'installation', 'preparation']
    assert.equal(await as('officer', () => rows('select 1 from matter')), 1)
    const spent = randomBytes(32).toString('base64url')
    await world.sql.query(
      "insert into session (token_hash, kind, person_id, duty_id, expires_at, address) values ($1, 'person', $2, $3, clock_timestamp() - interval '1 second', 'test')",
      [createHash('sha256').update(spent).digest(), world.people.officer.id, world.people.officer.dutyId],
    )
    for (const who of [null, 'forged', '', spent])
      for (const { t } of tables.filter((row) => !open.includes(row.t)))
        assert.equal(await as(who, () => rows(`select 1 from ${t}`)), 0, `${who} reads ${t}`)
    assert.equal(await rows('select 1 from matter'), 0)
  })

  test('a lost, suspended or future duty reads nothing and keeps no grant, from the next statement on', async () => {
    const { dutyId } = world.people.officerElsewhere
    await world.sql.query("insert into matter_grant (matter_id, org_id, purpose, from_day) values ($1, $2, 'assistance', '2026-03-03')", [
      id,
      world.orgs.get('neighbour'),
    ])
    const seen = () => as('officerElsewhere', () => rows('select 1 from matter'))
    assert.equal(await seen(), 1)
    for (const [change, back] of [
      ["status = 'suspended'", "status = 'active'"],
      ["to_day = '2026-03-02'", 'to_day = null'],
      ["from_day = '2026-03-04'", "from_day = '2018-11-01'"],
    ]) {
      await world.sql.query(`update duty set ${change} where id = $1`, [dutyId])
      assert.equal(await seen(), 0, change)
      await world.sql.query(`update duty set ${back} where id = $1`, [dutyId])
    }
    await world.sql.query("update matter_grant set to_day = '2026-03-02', from_day = '2026-03-01'")
    assert.equal(await seen(), 0)
  })

  test('who reads by supervision or by a grant writes nothing that belongs to the matter', async () => {
    await world.sql.query("insert into matter_grant (matter_id, org_id, purpose, from_day) values ($1, $2, 'assistance', '2026-03-03')", [
      id,
      world.orgs.get('neighbour'),
    ])
    for (const who of ['citySupervisor', 'officerElsewhere'] as const) {
      assert.equal(await as(who, () => rows('select 1 from matter where id = $1', [id])), 1)
      await refused(who, step, stepOf(who))
      await refused(who, 'insert into matter_assignee (matter_id, person_id, person_name, from_day) values ($1, $2, $3, $4)', [
        id,
        world.people[who].id,
        'x',
        '2026-03-03',
      ])
      await refused(
        who,
        "insert into inbox_item (matter_id, org_id, org_at, role, steps, opens_on) values ($1, $2, 0, 'officer', '{remark}', '2026-03-03')",
        [id, world.orgs.get('county')],
      )
      await refused(who, "insert into paper (matter_id, kind, title, org_id, org_at) values ($1, 'x', 'x', $2, 0)", [
        id,
        world.orgs.get('county'),
      ])
      await refused(
        who,
        "insert into matter_grant (matter_id, org_id, purpose, from_day, acts) values ($1, $2, 'assistance', '2026-03-03', true)",
        [id, world.orgs.get('neighbour')],
      )
      await refused(who, "update matter set state = 'done' where id = $1", [id])
      for (const table of ['inbox_item', 'matter_clock'])
        assert.equal(await as(who, () => rows(`delete from ${table} where matter_id = $1`, [id])), 0, table)
      assert.equal(await as(who, () => rows('update matter_grant set to_day = null, acts = true where matter_id = $1', [id])), 0)
    }
    await refused(
      'citySupervisor',
      "insert into indicator_fact (indicator, org_id, org_at, day, value, record) values ('x', $1, 0, '2026-03-03', 1000, 'x')",
      [world.orgs.get('county')],
    )
    assert.equal(await as('officer', () => rows(step, stepOf('officer'))), 1)
  })

  test("history, files and delegations are written in one's own name", async () => {
    await refused('officer', step, stepOf('principalHead'))
    const [sha256, sm3] = ['a'.repeat(64), 'b'.repeat(64)]
    await world.sql.query("insert into blob (sha256, sm3, bytes, media_type) values ($1, $2, 1, 'text/plain')", [sha256, sm3])
    const file =
      "insert into file (matter_id, sha256, name, media_type, bytes, purpose, person_id, person_name) values ($1, $2, 'x', 'text/plain', 1, 'x', $3, 'x')"
    await refused('officer', file, [id, sha256, world.people.principalHead.id])
    await refused('citySupervisor', file, [id, sha256, world.people.citySupervisor.id])
    await refused(
      'officer',
      "insert into delegation (person_id, duty_id, to_person_id, from_day, to_day, reason) values ($1, $2, $3, '2026-03-03', '2026-03-04', 'x')",
      [world.people.officer.id, world.people.principalHead.dutyId, world.people.officer2.id],
    )
    // Knowing that a content exists is knowing something of somebody's case.
    assert.equal(await as('officer', () => rows('select 1 from blob')), 0)
    assert.equal(
      await as('officer', async () => (await rows(file, [id, sha256, world.people.officer.id])) + (await rows('select 1 from blob'))),
      2,
    )
  })

  test("numbers are given in the name of one's own bureau alone", async () => {
    const next = "select authority.next_number($1, '立', 2026)"
    for (const org of ['province', 'cityB', 'neighbour']) await refused('officer', next, [world.orgs.get(org)])
    await refused('citySupervisor', next, [world.orgs.get('county')])
    await refused(null, next, [world.orgs.get('county')])
    for (const [who, org] of [
      ['officer', 'county'],
      ['stationOfficer', 'county'],
      ['cityHead', 'county'],
    ] as const)
      assert.equal(await as(who, () => rows(next, [world.orgs.get(org)])), 1)
  })

  test('a number that was rolled back is given again', async () => {
    const next = async () => (await attacker.query("select authority.next_number($1, '立', 2026) n", [world.orgs.get('county')])).rows[0].n
    assert.deepEqual([await as('officer', next), await as('officer', next)], [1, 1])
  })

  test('the doors to passwords and sessions show no secret and open to a proof alone', async () => {
    const stored = await hashPassword('Right-horse-7-battery')
    await world.sql.query('insert into person_secret (person_id, password_hash) values ($1, $2)', [world.people.officer.id, stored])
    const { rows: told } = await as(null, () => attacker.query("select authority.password_recipe('officer') r"))
    assert.ok(stored.startsWith(`${told[0].r}$`))
    assert.ok(!JSON.stringify(told).includes(stored.split('$')[5] ?? '-'))
    const stolen = Buffer.from(stored.split('$')[5] ?? '', 'base64url')
    const { rows: guess } = await as(null, () =>
      attacker.query("select authority.sign_in('officer', $1, 'x', $1, 'x', 'x', 12) s", [stolen]),
    )
    assert.equal(guess[0].s, null)
    await refused(null, 'select authority.begin_session($1, $2, $3, $3, 12)', [world.people.systemAdmin.id, stolen, 'x'])
    await refused(null, "select authority.keep_password($1, 'x')", [world.people.systemAdmin.id])
    await refused('officer', "select authority.open_service('x', $1)", [stolen])
    await refused('officer', 'select authority.sweep()')
    const { rows: set } = await as('officer', () =>
      attacker.query("select authority.set_password($1, 'x', $2) s", [world.people.officer.id, stolen]),
    )
    assert.equal(set[0].s, false)
    const { rows: ended } = await as('officer', () => attacker.query('select authority.end_sessions_of($1) n', [world.people.officerB.id]))
    assert.equal(ended[0].n, 0)
    await assert.rejects(
      as('officer', () => attacker.query('select 1 from person_secret')),
      { code: '42501' },
    )
  })

  test('a production database takes no word for the time, opens no session without a password, and the ledger no invented change', async () => {
    await world.sql.query('alter table installation disable trigger installation_is_final')
    await world.sql.query("update installation set mode = 'production'")
    try {
      const { rows: moment } = await as('officer', () => attacker.query("select clock.today()::text = '2026-03-03' as heard"))
      assert.equal(moment[0].heard, false)
      await refused(null, 'select authority.open_session($1, $2, $3, $3, 12)', [world.people.systemAdmin.id, randomBytes(32), 'x'])
    } finally {
      await world.sql.query("update installation set mode = 'demonstration'")
      await world.sql.query('alter table installation enable trigger installation_is_final')
    }
    const { rows: noted } = await as('auditAdmin', async () => {
      await attacker.query("select ledger.note('update', 'matter', $1, 'done', null)", [id])
      return attacker.query('select action from ledger_entry where object_id = $1 order by id desc limit 1', [id])
    })
    assert.deepEqual(noted, [{ action: 'note: update' }])
    for (const text of [
      'update ledger_entry set actor = $1',
      'delete from ledger_entry where actor = $1',
      'insert into ledger_entry (actor, action, object) values ($1, $1, $1)',
    ])
      await refused('auditAdmin', text, [randomUUID()])
  })
})
