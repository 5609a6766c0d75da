import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sessionApi } from '#contract/session'
import { openWorld, type World } from '#test/world'
import { hashPassword } from './password.ts'

describe('a session', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
    await world.sql.query('insert into person_secret (person_id, password_hash) values ($1, $2)', [
      world.people.officer.id,
      await hashPassword('Right-horse-7-battery'),
    ])
  })
  after(() => world.close())

  test('shows the person, the duty and what it may do', async () => {
    const me = await world.as('officer', sessionApi).me()
    assert.equal(me.person.name, '县办案甲')
    assert.equal(me.duties[0]?.role, 'officer')
    assert.ok(me.mayDo.includes('lead.register'))
    assert.ok(!me.mayDo.includes('unit.manage'))
  })

  test('is not there without a token, and not with a forged one', async () => {
    await assert.rejects(world.as(null, sessionApi).me(), { code: 'signInNeeded', status: 401 })
  })

  test('begins with the right password, and a wrong one and an unknown account read the same', async () => {
    const anyone = world.as(null, sessionApi)
    const me = await anyone.signIn({ body: { account: 'Officer', password: 'Right-horse-7-battery' } })
    assert.equal(me.person.name, '县办案甲')
    const refusals = await Promise.all(
      [
        { account: 'officer', password: 'wrong' },
        { account: 'nobody', password: 'wrong' },
      ].map((body) => anyone.signIn({ body }).catch((error: { message: string; status: number }) => [error.status, error.message])),
    )
    assert.deepEqual(refusals[0], refusals[1])
  })

  test('five failures lock the account with the right password too', async () => {
    const anyone = world.as(null, sessionApi)
    for (let i = 0; i < 5; i++)
      await assert.rejects(anyone.signIn({ body: { account: 'officer', password: 'wrong' } }), { code: 'signInFailed' })
    await assert.rejects(anyone.signIn({ body: { account: 'officer', password: 'Right-horse-7-battery' } }), { code: 'signInFailed' })
    const { rows } = await world.sql.query("select count(*)::int n from ledger_entry where action = 'signIn' and outcome = 'failed'")
    assert.ok(rows[0].n >= 6)
  })
})
