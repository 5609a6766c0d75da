import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { type Action, actions, administrators, type Role } from '#contract/authority'
import type { DutyId, OrgId, PersonId } from '#contract/common'
import { holidaysApi } from '#contract/holidays'
import { type ImportBatch, rostersApi } from '#contract/import'
import { ledgerApi } from '#contract/ledger'
import { peopleApi } from '#contract/people'
import { sessionApi } from '#contract/session'
import { clientOf } from '#kernel/http'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'

const unit = (world: World, key: string) => world.orgs.get(key) as OrgId // a planted unit's key
const person = (world: World, key: PersonKey) => world.people[key].id as PersonId // a hired person's id
const everybodyBut = (...keys: PersonKey[]) =>
  (['officer', 'unitHead', 'principalHead', 'provinceSupervisor', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as PersonKey[]).filter(
    (key) => !keys.includes(key),
  )

describe('an account', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const system = () => world.as('systemAdmin', peopleApi)
  const security = () => world.as('securityAdmin', peopleApi)
  const draft = { account: 'new.hand', name: '单新人', certificateNo: '闽执9001' }

  test('is made by the system administrator and by nobody else', async () => {
    for (const who of everybodyBut('systemAdmin'))
      await assert.rejects(world.as(who, peopleApi).create({ body: draft }), { code: 'notAllowed' })
    const made = await system().create({ body: draft })
    assert.deepEqual([made.status, made.duties, made.matters], ['invited', [], null])
    await assert.rejects(
      system().create({ body: draft }),
      (error: { body: { issues: { path: string }[] } }) => error.body.issues[0]?.path === 'account',
    )
    await assert.rejects(
      system().create({ body: { ...draft, account: 'other' } }),
      (error: { body: { issues: { path: string }[] } }) => error.body.issues[0]?.path === 'certificateNo',
    )
    await assert.rejects(system().create({ body: { ...draft, account: 'x!' } }), { code: 'invalid' })
  })

  test('is opened by its owner with a code that is shown once, works once, and is kept nowhere', async () => {
    const [found] = (await system().list({ query: { text: 'sxr' } })).rows // 单 as a surname is shan
    const key = crypto.randomUUID()
    const given = await system().offerCode({ params: { personId: found!.id }, key })
    await assert.rejects(system().offerCode({ params: { personId: found!.id }, key }), { code: 'closed' })
    const { rows } = await world.sql.query('select count(*)::int n from request_key where answer::text like $1', [`%${given.code}%`])
    assert.equal(rows[0].n, 0)
    const anyone = world.as(null, sessionApi)
    const claim = { token: given.code, account: 'new.hand', name: '单新人', password: 'Nine-lanterns-42!' }
    await assert.rejects(anyone.claim({ body: { ...claim, account: 'officer' } }), { code: 'signInFailed' })
    const fresh = await system().offerCode({ params: { personId: found!.id } })
    await assert.rejects(anyone.claim({ body: claim }), { code: 'signInFailed' }) // the earlier code died with the new one
    const me = await anyone.claim({ body: { ...claim, token: fresh.code } })
    assert.deepEqual([me.person.name, me.duties, me.mayDo], ['单新人', [], []])
    await assert.rejects(anyone.claim({ body: { ...claim, token: fresh.code } }), { code: 'signInFailed' })
    assert.equal((await system().read({ params: { personId: found!.id } })).status, 'active')
  })

  test('is not reset by who does not reach it, nor by its own administrator', async () => {
    for (const who of everybodyBut('systemAdmin'))
      await assert.rejects(world.as(who, peopleApi).offerCode({ params: { personId: person(world, 'officer') } }), { code: 'notAllowed' })
    await assert.rejects(system().offerCode({ params: { personId: person(world, 'systemAdmin') } }), { code: 'notAllowed' })
    const city = await adminOf(world, 'cityB', 'systemAdmin')
    await assert.rejects(city.offerCode({ params: { personId: person(world, 'officer') } }), { code: 'notFound' })
    await assert.rejects(city.read({ params: { personId: person(world, 'officer') } }), { code: 'notFound' })
    assert.equal((await city.read({ params: { personId: person(world, 'officerB') } })).name, '乙市县办案甲')
  })

  test('that is suspended is out at once, and comes back by the same hand', async () => {
    const params = { personId: person(world, 'officer3') }
    assert.equal((await world.as('officer3', sessionApi).me()).person.name, '县办案丙')
    await assert.rejects(system().setStatus({ params, version: 1, body: { status: 'active', reason: '误操作' } }), { code: 'closed' })
    await system().setStatus({ params, version: 1, body: { status: 'suspended', reason: '纪律审查' } })
    await assert.rejects(world.as('officer3', sessionApi).me(), { code: 'signInNeeded' })
    await assert.rejects(system().setStatus({ params, version: 1, body: { status: 'left', reason: '调离' } }), { code: 'stale' })
    await world.sql.query("insert into person_secret (person_id, password_hash) values ($1, 'x')", [params.personId])
    assert.equal((await system().setStatus({ params, version: 2, body: { status: 'active', reason: '审查结束' } })).status, 'active')
    await assert.rejects(world.as('officer3', sessionApi).me(), { code: 'signInNeeded' }) // the ended session stays ended
  })

  test('is edited at the version that was seen', async () => {
    const params = { personId: person(world, 'unitHead') }
    const edited = await system().edit({ params, version: 1, body: { name: '大队长丁', staffNo: '0007' } })
    assert.deepEqual([edited.name, edited.staffNo], ['大队长丁', '0007'])
    await assert.rejects(system().edit({ params, version: 1, body: { name: '大队长戊' } }), { code: 'stale' })
    for (const who of everybodyBut('systemAdmin'))
      await assert.rejects(world.as(who, peopleApi).edit({ params, version: 2, body: { name: '甲乙' } }), { code: 'notAllowed' })
  })

  test('is listed within reach, found by initials, by role and by unit, and marked while its owner is away', async () => {
    const head = world.as('principalHead', peopleApi)
    const names = (await head.list({ query: { role: 'officer', size: 50 } })).rows.map(({ name }) => name)
    assert.deepEqual(names.sort(), ['县办案甲', '县办案乙', '县办案丙', '所办案甲', '所办案乙'].sort())
    await assert.rejects(head.read({ params: { personId: person(world, 'officerElsewhere') } }), { code: 'notFound' })
    await assert.rejects(world.as('officer', peopleApi).list({ query: {} }), { code: 'notAllowed' })
    await world.sql.query(
      "insert into delegation (person_id, duty_id, to_person_id, from_day, to_day, reason) values ($1, $2, $3, '2026-03-09', '2026-03-12', '年休假')",
      [person(world, 'stationHead'), world.people.stationHead.dutyId, person(world, 'stationOfficer')],
    )
    const options = await world.as('officer', peopleApi).options({ query: { orgId: unit(world, 'station') } })
    assert.deepEqual(
      options.map(({ name, away }) => [name, away]),
      [
        ['所办案甲', null],
        ['所办案乙', null],
        ['所长甲', '休假委托至 2026-03-12'],
      ],
    )
    assert.deepEqual(await world.as('officer', peopleApi).options({ query: { orgId: unit(world, 'neighbour') } }), [])
    assert.deepEqual(
      (await world.as('officer', peopleApi).options({ query: { text: '闽执', role: 'presider' } })).map(({ name }) => name),
      ['听证主持甲'],
    )
    assert.equal((await security().list({ query: { text: '乙市县办案甲' } })).rows[0]?.account, 'officerb')
  })
})

describe('a duty', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const security = () => world.as('securityAdmin', peopleApi)
  const give = (key: PersonKey, role: Role, org = 'county', days: { from?: string; to?: string } = {}) =>
    security().giveDuty({
      params: { personId: person(world, key) },
      body: { orgId: unit(world, org), role, title: '测试职务', from: '2026-03-10', ...days },
    })

  test('is given by the security administrator alone, and works on the next request', async () => {
    const body = { orgId: unit(world, 'county'), role: 'presider', title: '听证主持人', from: '2026-03-10' } as const
    const params = { personId: person(world, 'officer2') }
    for (const who of everybodyBut('securityAdmin'))
      await assert.rejects(world.as(who, peopleApi).giveDuty({ params, body }), { code: 'notAllowed' })
    const card = await security().giveDuty({ params, body })
    assert.deepEqual(
      card.duties.map(({ role, now }) => [role, now]),
      [
        ['presider', true],
        ['officer', true],
      ],
    )
    assert.deepEqual(
      (await world.as('officer2', sessionApi).me()).duties.map(({ role }) => role),
      ['officer', 'presider'],
    )
    await assert.rejects(give('officer2', 'presider'), { code: 'closed' })
  })

  test('ends with its last day, and opens nothing on the next request', async () => {
    const card = await give('officer3', 'caseReviewer')
    const duty = card.duties.find(({ role }) => role === 'officer')!
    await assert.rejects(
      world.as('systemAdmin', peopleApi).endDuty({ params: { dutyId: duty.id }, version: 1, body: { to: '2026-03-09' } }),
      { code: 'notAllowed' },
    )
    await assert.rejects(security().endDuty({ params: { dutyId: duty.id }, version: 2, body: { to: '2026-03-09' } }), { code: 'stale' })
    assert.ok((await world.as('officer3', sessionApi).me()).mayDo.includes('lead.register'))
    await security().endDuty({ params: { dutyId: duty.id }, version: 1, body: { to: '2026-03-09' } })
    const me = await world.as('officer3', sessionApi).me()
    assert.deepEqual([me.mayDo, me.duties.map(({ role }) => role)], [[], ['caseReviewer']])
    await assert.rejects(security().endDuty({ params: { dutyId: duty.id }, version: 2, body: { to: '2026-03-08' } }), { code: 'closed' })
  })

  test('that lies ahead or behind opens nothing today', async () => {
    await give('deputyHead', 'principalHead', 'county', { from: '2026-03-11' })
    await give('deputyHead', 'presider', 'county', { from: '2026-01-01', to: '2026-03-09' })
    assert.deepEqual(
      (await world.as('deputyHead', sessionApi).me()).duties.map(({ role }) => role),
      ['deputyHead'],
    )
    world.setDay('2026-03-11')
    assert.deepEqual(
      (await world.as('deputyHead', sessionApi).me()).duties.map(({ role }) => role),
      ['deputyHead', 'principalHead'],
    )
    world.setDay('2026-03-10')
  })

  test('of an administrator excludes every other class on the same day: in words, and by constraint', async () => {
    for (const role of administrators) {
      await assert.rejects(
        give('officer', role),
        (error: { code: string; message: string }) => error.code === 'closed' && /三员分立/.test(error.message),
      )
      await assert.rejects(
        world.sql.query(
          "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, $3, $4, 'x', '2026-03-10')",
          [
            person(world, 'officer'),
            unit(world, 'county'),
            role,
            { systemAdmin: 'system', securityAdmin: 'security', auditAdmin: 'audit' }[role],
          ],
        ),
        { code: '23P01' },
      )
    }
    for (const [key, role] of [
      ['systemAdmin', 'auditAdmin'],
      ['auditAdmin', 'officer'],
      ['auditAdmin', 'systemAdmin'],
    ] as const)
      await assert.rejects(give(key, role), { code: 'closed' })
    // Under a class that does not belong to the role there is no row at all.
    await assert.rejects(
      world.sql.query(
        "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, 'auditAdmin', 'business', 'x', '2026-03-10')",
        [person(world, 'officer'), unit(world, 'county')],
      ),
      { code: '23503' },
    )
  })

  test('is not given to oneself, nor beyond the own subtree, nor by SQL of another administrator', async () => {
    await assert.rejects(give('securityAdmin', 'securityAdmin', 'cityA'), { code: 'notAllowed' })
    const city = await adminOf(world, 'cityB', 'securityAdmin')
    const body = { role: 'officer', title: '办案人员', from: '2026-03-10' } as const
    await assert.rejects(
      city.giveDuty({ params: { personId: person(world, 'officerB') }, body: { ...body, orgId: unit(world, 'county') } }),
      { code: 'notFound' },
    )
    await assert.rejects(
      city.giveDuty({ params: { personId: person(world, 'officer') }, body: { ...body, orgId: unit(world, 'countyB') } }),
      { code: 'notFound' },
    )
    const insert = (status: string, org: string) =>
      `insert into duty (person_id, org_id, org_at, role, class, title, from_day, status) values ('${person(world, 'officerB')}', '${unit(world, org)}', 0, 'supervisor', 'business', 'x', '2026-03-10', '${status}')`
    await asRuntime(world, world.people.systemAdmin.token, async (query) => {
      await assert.rejects(query(insert('active', 'countyB')), { code: '42501' })
      await query(insert('invited', 'countyB'))
      await assert.rejects(query("update duty set status = 'active' where status = 'invited'"), { code: '42501' })
      await assert.rejects(query(`update duty set role = 'principalHead' where person_id = '${person(world, 'officerB')}'`), {
        code: '42501',
      })
    })
    await asRuntime(world, world.people.securityAdmin.token, async (query) => {
      await assert.rejects(
        query(`update duty set person_id = '${person(world, 'securityAdmin')}' where person_id = '${person(world, 'officerB')}'`),
        { code: '42501' },
      )
    })
    await asRuntime(world, world.people.officer.token, async (query) => {
      await assert.rejects(query(insert('active', 'county')), { code: '42501' })
      assert.equal(
        (await query("update duty set to_day = '2026-03-01' where true returning id").catch(
          (error: { code: string }) => error.code,
        )) as unknown,
        '42501',
      )
    })
  })
})

describe('the three administrators', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
    await world.sql.query(
      `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on)
       values ('penalty', '2026-01-05', 'filed', '涉嫌假冒专利', $1, 0, $1, 0, '2026-01-05')`,
      [unit(world, 'county')],
    )
  })
  after(() => world.close())

  test('read no matter, by no table', async () => {
    for (const who of administrators)
      await asRuntime(world, world.people[who].token, async (query) => {
        for (const table of ['matter', 'matter_step', 'matter_clock', 'matter_assignee', 'paper', 'inbox_item', 'indicator_fact'])
          assert.deepEqual((await query(`select 1 from ${table}`)).rows, [], `${who} ${table}`)
      })
    await asRuntime(world, world.people.officer.token, async (query) => assert.equal((await query('select 1 from matter')).rows.length, 1))
  })

  test('have routes of their own that no other one of them has', () => {
    const isBusiness = (role: Role) => !administrators.some((one) => one === role)
    // The document that lists every route with its permission (S12).
    const { paths } = world.app.swagger() as unknown as {
      paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>>
    }
    const routes = Object.values(paths).flatMap((methods) => Object.values(methods))
    const own = (role: Role) =>
      routes.flatMap(({ operationId, 'x-permission': needs }) => {
        const allowed: readonly Role[] = actions[needs as Action] ?? [] // `anyone` and `signedIn` are nobody's own
        return allowed.includes(role) && !allowed.some(isBusiness) ? [operationId] : []
      })
    const [system, security, audit] = administrators.map(own)
    assert.ok(system!.length > 5 && security!.length > 3 && audit!.length > 1)
    assert.deepEqual([...new Set([...system!, ...security!, ...audit!])].length, system!.length + security!.length + audit!.length)
  })

  test('the audit administrator searches and exports the ledger, and the export is an entry; the others see none of it', async () => {
    const audit = world.as('auditAdmin', ledgerApi)
    await world.as('systemAdmin', peopleApi).create({ body: { account: 'seen', name: '被审计' } })
    const found = await audit.list({ query: { object: 'person', action: 'insert', actor: '系统管理甲' } })
    assert.equal(found.total, 1)
    assert.deepEqual([found.rows[0]?.actor, found.rows[0]?.role, found.rows[0]?.after?.length], ['系统管理甲', 'systemAdmin', 64])
    const { content } = await getBytes(world, 'auditAdmin', '/ledger/export?object=person')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    assert.match(workbook.worksheets[0]!.getCell('A1').text, /导出人：审计管理甲/)
    assert.equal(
      (await audit.list({ query: { action: 'export' } })).rows[0]?.detail?.lines,
      (await audit.list({ query: { object: 'person' } })).total,
    )
    for (const who of everybodyBut('auditAdmin')) await assert.rejects(world.as(who, ledgerApi).list({ query: {} }), { code: 'notAllowed' })
    for (const who of everybodyBut('auditAdmin'))
      await asRuntime(world, world.people[who].token, async (query) =>
        assert.deepEqual((await query('select 1 from ledger_entry')).rows, []),
      )
  })

  test('the system administrator enters a year of holidays; the others read it', async () => {
    const holidays = Array.from({ length: 11 }, (_, index) => `2028-10-${String(index + 1).padStart(2, '0')}`)
    const body = { notice: '国办发明电〔2027〕1号（测试）', holidays, workdays: ['2028-09-30'] }
    for (const who of everybodyBut('systemAdmin'))
      await assert.rejects(world.as(who, holidaysApi).enter({ params: { year: 2028 }, body }), { code: 'notAllowed' })
    const before = (await world.as('officer', holidaysApi).list()).find(({ year }) => year === 2028)
    assert.deepEqual([before?.covered, before?.source.includes('暂定')], [false, true])
    const system = world.as('systemAdmin', holidaysApi)
    await assert.rejects(system.enter({ params: { year: 2028 }, body: { ...body, workdays: ['2028-10-09'] } }), { code: 'invalid' })
    await assert.rejects(system.enter({ params: { year: 2027 }, body }), { code: 'invalid' })
    assert.equal((await system.enter({ params: { year: 2028 }, body })).covered, true)
    assert.equal((await world.as('officer', holidaysApi).list()).find(({ year }) => year === 2028)?.entered, true)
  })
})

describe('a roster', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const system = () => world.as('systemAdmin', peopleApi)
  const rosters = () => world.as('systemAdmin', rostersApi)
  const good = ['甲某', 'jia.mou', '', '闽执7001', '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01']
  const upload = async (...rows: string[][]): Promise<ImportBatch> => {
    const { content } = await getBytes(world, 'systemAdmin', '/rosters/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const row of rows) workbook.worksheets[0]!.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(world, 'systemAdmin', '/rosters', multipart({}, '我局花名册.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }

  test('names each fault at its row and column, and imports nothing yet', async () => {
    const batch = await upload(
      good,
      ['乙某', 'jia.mou', '', '闽执7001', '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01'],
      ['丙某', 'officer', '', '', '丁市市场监督管理局', '科长', '科员', '二月'],
      ['丁某', '丁', '', '', '350102001', '办案人员', '科员', '2026-01-01'],
    )
    assert.deepEqual(
      batch.faults.map(({ row, column, message }) => `${row}${column} ${message.slice(0, 6)}`).sort(),
      [
        '4B 与第 3 行',
        '4D 与第 3 行',
        '5B 账号已存在',
        '5E 管辖范围内没',
        '5F 只能选：办案',
        '5H 日期写法无法',
        '6B 账号由小写字',
        '6D 办案人员必须',
      ].sort(),
    )
    assert.deepEqual([batch.rows, batch.wrongRows, batch.state, batch.made], [4, 3, 'checked', 0])
    const { content } = await getBytes(world, 'systemAdmin', `/rosters/${batch.id}/errors`)
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    assert.match(workbook.worksheets[0]!.getCell('I5').text, /B列「账号」账号已存在/)
    await assert.rejects(rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'all' } }), { code: 'closed' })
  })

  test('imports the right rows as proposals, that the security administrator puts in force', async () => {
    const batch = await upload(good, ['乙某', 'officer', '', '闽执7002', '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01'])
    const applied = await rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'right' } })
    assert.deepEqual([applied.state, applied.made], ['applied', 1])
    await assert.rejects(rosters().apply({ params: { batchId: batch.id }, version: 2, body: { only: 'right' } }), { code: 'closed' })
    const security = world.as('securityAdmin', peopleApi)
    await assert.rejects(system().proposedDuties({ query: {} }), { code: 'notAllowed' })
    const { rows } = await security.proposedDuties({ query: {} })
    assert.deepEqual(
      rows.map(({ person: { account }, role, status }) => [account, role, status]),
      [['jia.mou', 'officer', 'invited']],
    )
    await assert.rejects(system().confirmDuties({ body: { dutyIds: [rows[0]!.id] } }), { code: 'notAllowed' })
    assert.deepEqual(await security.confirmDuties({ body: { dutyIds: [rows[0]!.id, crypto.randomUUID() as DutyId] } }), { given: 1 })
    const undone = await rosters().undo({ params: { batchId: batch.id }, version: 2 })
    assert.equal(undone.state, 'undone')
    assert.equal((await system().list({ query: { text: 'jia.mou' } })).total, 1) // given a duty: stays
  })

  test('is taken back as one, and can then be imported again', async () => {
    const row = ['戊某', 'wu.mou', '', '闽执7003', '甲市子县市场监督管理局', '案件审核人员', '审核员', '2026-01-01']
    for (let round = 0; round < 2; round += 1) {
      const batch = await upload(row)
      assert.deepEqual(batch.faults, [])
      await rosters().apply({ params: { batchId: batch.id }, version: 1, body: { only: 'all' } })
      assert.equal((await system().list({ query: { text: 'wu.mou' } })).total, 1)
      const { version } = await rosters().undo({ params: { batchId: batch.id }, version: 2 })
      assert.equal((await system().list({ query: { text: 'wu.mou' } })).total, 0)
      await assert.rejects(rosters().undo({ params: { batchId: batch.id }, version }), { code: 'closed' })
    }
  })

  test('is nobody else’s: not to template, not to list, not by row security', async () => {
    for (const who of everybodyBut('systemAdmin')) {
      await assert.rejects(getBytes(world, who, '/rosters/template'), { code: 'notAllowed' })
      await assert.rejects(world.as(who, rostersApi).list({ query: {} }), { code: 'notAllowed' })
      await asRuntime(world, world.people[who].token, async (query) =>
        assert.deepEqual((await query('select 1 from import_batch')).rows, []),
      )
    }
  })
})

type Query = (statement: string) => Promise<{ rows: unknown[] }>

/** As the runtime role under somebody's session, each statement behind a savepoint; rolled back in the end. */
async function asRuntime(world: World, token: string, work: (query: Query) => Promise<unknown>): Promise<void> {
  const { default: pg } = await import('pg')
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
async function adminOf(world: World, org: string, role: 'systemAdmin' | 'securityAdmin') {
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
