import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { peopleApi } from '#contract/people'
import { sessionApi } from '#contract/session'
import { adminOf, everybodyBut, person, unit } from '#test/administrators'
import { openWorld, type World } from '#test/world'

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

  test('holds the legal qualification with its day, and neither without the other', async () => {
    const [found] = (await system().list({ query: { text: '单新人' } })).rows
    const edit = (legal: object) =>
      system().edit({
        params: { personId: found!.id },
        body: { name: '单新人', certificateNo: '闽执9001', ...legal },
        version: found!.version,
      })
    await assert.rejects(
      edit({ legalLicenceNo: 'A20193501020001' }),
      (error: { body: { issues: { path: string }[] } }) => error.body.issues[0]?.path === 'legalLicensedOn',
    )
    const card = await edit({ legalLicenceNo: 'A20193501020001', legalLicensedOn: '2019-03-01' })
    assert.deepEqual([card.legalLicenceNo, card.legalLicensedOn, card.legalReviewSince], ['A20193501020001', '2019-03-01', null])
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
