import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type World } from '#test/world'

describe('the edge', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
  })
  after(() => world.close())

  const open = async () => (await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })).id
  const countOf = async (id: MatterId) =>
    (await world.sql.query('select count(*)::int n from matter_step where matter_id = $1', [id])).rows[0].n

  test('50 parallel retries of 100 keys have 100 effects and one answer each', async () => {
    const body = { title: '重复提交', day: '2026-03-03' }
    const answers: string[] = []
    for (let i = 0; i < 100; i++) {
      const key = randomUUID()
      const retries = Array.from({ length: 50 }, () => world.as('officer', errandApi).open({ body, key }))
      answers.push(...(await Promise.all(retries)).map(({ id }) => `${key} ${id}`))
    }
    assert.equal(answers.length, 5000)
    assert.equal(new Set(answers).size, 100)
    assert.equal((await world.sql.query("select count(*)::int n from matter where title = '重复提交'")).rows[0].n, 100)
  })

  test('the same key with another body is refused', async () => {
    const key = randomUUID()
    await world.as('officer', errandApi).open({ body: { title: '甲', day: '2026-03-03' }, key })
    await assert.rejects(world.as('officer', errandApi).open({ body: { title: '乙', day: '2026-03-03' }, key }), {
      code: 'invalid',
      status: 422,
    })
  })

  test('of 1,000 concurrent edits none that was acknowledged is lost', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, open))
    const edit = (matterId: MatterId, n: number) =>
      world
        .as('officer', matterApi)
        .take({
          params: { matterId, step: 'remark' },
          body: { happenedOn: '2026-03-03', input: { text: `第 ${n} 次` } },
          version: 1 + (n % 5),
        })
        .then(
          () => 'done',
          (refused: { code: string }) => refused.code,
        )
    const outcomes: { id: MatterId; outcome: string }[] = []
    for (const id of ids) {
      outcomes.push(...(await Promise.all(Array.from({ length: 50 }, async (_, n) => ({ id, outcome: await edit(id, n) })))))
    }
    assert.deepEqual([...new Set(outcomes.map(({ outcome }) => outcome))].sort(), ['done', 'stale'])
    for (const id of ids) assert.equal((await countOf(id)) - 1, outcomes.filter((one) => one.id === id && one.outcome === 'done').length)
  })

  test('a write without its version or its key is told so', async () => {
    const matterId = await open()
    const call = { params: { matterId, step: 'remark' }, body: { happenedOn: '2026-03-03', input: { text: '记' } } }
    await assert.rejects(world.as('officer', matterApi).take(call), { code: 'versionNeeded', status: 428 })
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/errands',
      cookies: { sid: world.people.officer.token },
      payload: { title: '无号', day: '2026-03-03' },
    })
    assert.equal(answer.statusCode, 422)
  })

  test('an act and its entry in the ledger stand or fall together, and a refusal is kept', async () => {
    const id = await open()
    const entries = async () =>
      (await world.sql.query('select action, object, outcome, actor from ledger_entry where object_id = $1 order by id', [id])).rows
    assert.deepEqual((await entries()).map((row) => [row.action, row.object, row.actor]).slice(0, 1), [['insert', 'matter', '县办案甲']])
    await assert.rejects(
      world.as('officer', matterApi).take({ params: { matterId: id, step: 'tell' }, body: { happenedOn: '2026-03-03' }, version: 1 }),
    )
    const { rows } = await world.sql.query("select detail from ledger_entry where action = 'refuse' order by id desc limit 1")
    assert.equal(rows[0].detail.code, 'closed')
    await world.sql.query('alter table ledger_entry add constraint planted check (object <> $$matter_step$$) not valid')
    await assert.rejects(
      world
        .as('officer', matterApi)
        .take({ params: { matterId: id, step: 'remark' }, body: { happenedOn: '2026-03-03', input: { text: '记' } }, version: 1 }),
      { code: 'unknown' },
    )
    assert.equal(await countOf(id), 1)
    await world.sql.query('alter table ledger_entry drop constraint planted')
  })

  test('an unknown error shows a request id and nothing of its inside', async () => {
    await assert.rejects(
      world.as('officer', errandApi).break(),
      (refused: { status: number; body: { requestId: string; sentence: string } }) => {
        assert.equal(refused.status, 500)
        assert.match(refused.body.requestId, /^[0-9a-f-]{36}$/)
        assert.doesNotMatch(JSON.stringify(refused.body), /secret/)
        return true
      },
    )
  })

  test('what comes from another site changes nothing', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await world.app.inject({
        method: 'POST',
        url: '/api/errands',
        headers: { ...headers, 'idempotency-key': randomUUID() },
        cookies: { sid: world.people.officer.token },
        payload: { title: '外来', day: '2026-03-03' },
      })
      assert.equal(answer.statusCode, 403)
    }
    assert.equal((await world.sql.query("select count(*)::int n from matter where title = '外来'")).rows[0].n, 0)
  })

  test('every answer carries the policies, and an unlisted address is not there', async () => {
    const answer = await world.app.inject({ url: '/api/nothing' })
    assert.equal(answer.statusCode, 404)
    assert.match(String(answer.headers['content-security-policy']), /object-src 'none'; base-uri 'none'; frame-ancestors 'none'/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['x-powered-by'], undefined)
  })
})
