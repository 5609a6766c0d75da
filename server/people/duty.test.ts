import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { administrators, type Role } from '#contract/authority'
import type { PersonId } from '#contract/common'
import { orgsApi } from '#contract/orgs'
import { peopleApi } from '#contract/people'
import { sessionApi } from '#contract/session'
import { adminOf, asRuntime, everybodyBut, person, unit } from '#test/administrators'
import { openWorld, type PersonKey, type World } from '#test/world'

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

  test('opens on its first day and on its last, and on no day beside them', async () => {
    await give('caseReviewer', 'presider', 'county', { from: '2026-03-12', to: '2026-03-13' })
    const roles = async (day: string) => {
      world.setDay(day)
      return (await world.as('caseReviewer', sessionApi).me()).duties.map(({ role }) => role).sort()
    }
    const days = ['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14']
    const held = []
    for (const day of days) held.push((await roles(day)).length)
    world.setDay('2026-03-10')
    assert.deepEqual(held, [1, 2, 2, 1])
  })

  test('is not prolonged by ending it later, and not given to somebody who has left', async () => {
    const card = await give('legalReviewer', 'presider', 'county', { to: '2026-03-20' })
    const { id, version } = card.duties.find(({ role }) => role === 'presider')!
    const end = (to: string) => security().endDuty({ params: { dutyId: id }, version, body: { to } })
    await assert.rejects(end('2026-03-21'), { code: 'invalid' })
    assert.equal((await end('2026-03-12')).duties.find((duty) => duty.id === id)?.to, '2026-03-12')
    await world.sql.query("update person set status = 'left' where id = $1", [person(world, 'officerB')])
    await assert.rejects(give('officerB', 'officer', 'countyB', { from: '2026-03-11' }), { code: 'closed' })
    await world.sql.query("update person set status = 'active' where id = $1", [person(world, 'officerB')])
  })

  test('that was withdrawn before it began keeps nobody from anything', async () => {
    await world.sql.query("insert into person (id, account, name) values ('00000000-0000-4000-8000-000000000001', 'fresh', '新任')")
    const params = { personId: '00000000-0000-4000-8000-000000000001' as PersonId } // the row above
    const appoint = (role: Role) =>
      security().giveDuty({ params, body: { orgId: unit(world, 'county'), role, title: '测试职务', from: '2026-03-11' } })
    const { duties } = await appoint('officer')
    await assert.rejects(appoint('auditAdmin'), { code: 'closed' })
    const { id, version } = duties[0]!
    const withdrawn = await security().endDuty({ params: { dutyId: id }, version, body: { to: '2026-03-10' } })
    assert.equal(withdrawn.duties[0]?.status, 'left')
    assert.deepEqual((await appoint('auditAdmin')).duties.map(({ role, status }) => [role, status]).sort(), [
      ['auditAdmin', 'active'],
      ['officer', 'left'],
    ])
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

  test('of a merged unit is carried over once, with what lies ahead, and a proposal there is not put in force', async () => {
    const duties = async (key: PersonKey) =>
      (
        await world.sql.query(
          'select o.code, d.role, d.status, d.from_day, d.to_day from duty d join org o on o.id = d.org_id where d.person_id = $1 order by o.code, d.from_day, d.role desc',
          [person(world, key)],
        )
      ).rows.map((row) => [row.code, row.role, row.status, row.from_day, row.to_day])
    await give('officerElsewhere', 'officer', 'county', { from: '2026-01-01' }) // holds it there already
    await give('headElsewhere', 'presider', 'neighbour')
    await give('headElsewhere', 'caseReviewer', 'neighbour', { from: '2026-04-01' })
    const proposed = await world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day, status) values ($1, $2, 0, 'presider', 'business', 'x1', '2026-01-01', 'invited') returning id",
      [person(world, 'officerElsewhere'), unit(world, 'neighbour')],
    )
    const system = world.as('systemAdmin', orgsApi)
    const orgId = unit(world, 'neighbour')
    await assert.rejects(security().carryDuties({ body: { fromOrgId: orgId } }), { code: 'closed' })
    const { version } = await system.read({ params: { orgId } })
    await system.merge({ params: { orgId }, version, body: { intoId: unit(world, 'county'), from: '2026-03-09', paper: '测试文件' } })
    assert.deepEqual(await security().carryDuties({ body: { fromOrgId: orgId } }), { carried: 5 })
    assert.deepEqual(await security().carryDuties({ body: { fromOrgId: orgId } }), { carried: 0 })
    assert.deepEqual(await security().confirmDuties({ body: { dutyIds: [proposed.rows[0].id] } }), { given: 0 })
    assert.deepEqual(await duties('officerElsewhere'), [
      ['350102', 'officer', 'active', '2026-01-01', null],
      ['350103', 'officer', 'active', '2018-11-01', '2026-03-09'],
      ['350103', 'presider', 'invited', '2026-01-01', null],
    ])
    assert.deepEqual(await duties('headElsewhere'), [
      ['350102', 'principalHead', 'active', '2026-03-10', null],
      ['350102', 'presider', 'active', '2026-03-10', null],
      ['350102', 'caseReviewer', 'active', '2026-04-01', null],
      ['350103', 'principalHead', 'active', '2018-11-01', '2026-03-09'],
      ['350103', 'presider', 'left', '2026-03-10', null],
      ['350103', 'caseReviewer', 'left', '2026-04-01', null],
    ])
  })
})
