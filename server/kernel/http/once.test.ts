import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { MatterId } from '#contract/common'
import { post } from '#contract/endpoint'
import { matterApi } from '#contract/matter'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'
import { routesOf } from './route.ts'

/** Verbs whose answers or refusals go wrong in ways that real ones should not. */
const oddApi = {
  unsayable: post('/odd/unsayable', { title: '答不出', needs: 'matter.act', answer: z.strictObject({ id: MatterId }) }),
  refusing: post('/odd/refusing', { title: '不办', needs: 'matter.act', answer: z.null() }),
}
const oddRoutes = routesOf('odd', oddApi, {
  async unsayable(ctx) {
    await ctx.tx
      .insertInto('saved_view')
      .values({ person_id: ctx.actor.personId ?? '', person_name: 'x', list: 'x', name: '答不出', query: '{}' })
      .execute()
    // A field that the contract does not list: a mistake of ours, which the types of an honest handler would find.
    return { id: randomUUID() as MatterId, more: 'a secret' } as { id: MatterId }
  },
  async refusing(ctx) {
    await note(ctx.tx, { action: 'job', object: 'odd', detail: { kept: true } })
    return new Problem('closed', { what: '办理', why: '测试' })
  },
})

describe('an answer', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: [...errandRoutes, ...oddRoutes], processes: [errandRoom] })
  })
  after(() => world.close())

  const open = async (who: PersonKey = 'officer') =>
    (await world.as(who, errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })).id
  const remark = (matterId: MatterId, key: string, who: PersonKey = 'officer') =>
    world.app.inject({
      method: 'POST',
      url: `/api/matters/${matterId}/steps/remark`,
      headers: { cookie: `sid=${world.people[who].token}`, 'idempotency-key': key, 'if-match': '"1"' },
      payload: { happenedOn: '2026-03-03', input: { text: '记' } },
    })

  test('is given again letter by letter, with its version, though the matter has moved on', async () => {
    const [id, key] = [await open(), randomUUID()]
    const first = await remark(id, key)
    assert.equal(first.statusCode, 200)
    await world.as('officer', matterApi).take({ params: { matterId: id, step: 'tell' }, body: { happenedOn: '2026-03-03' }, version: 2 })
    const again = await remark(id, key)
    assert.deepEqual([again.statusCode, again.body, again.headers.etag], [200, first.body, first.headers.etag])
    assert.match(String(again.headers['content-type']), /^application\/json/)
  })

  test('is not given again of a matter that has left the reach of who asks', async () => {
    const [id, key] = [await open(), randomUUID()]
    assert.equal((await remark(id, key)).statusCode, 200)
    await world.sql.query('update matter set owner_org_id = $2, handling_org_id = $2 where id = $1', [id, world.orgs.get('neighbour')])
    const again = await remark(id, key)
    assert.equal(again.statusCode, 404)
    assert.doesNotMatch(again.body, /一件差事/)
    await world.sql.query('update matter set owner_org_id = $2, handling_org_id = $2 where id = $1', [id, world.orgs.get('county')])
    assert.equal((await remark(id, key)).statusCode, 200)
  })

  test('belongs to who was answered: the same key in the hands of another is an act of his own', async () => {
    const [id, key] = [await open(), randomUUID()]
    assert.equal((await remark(id, key)).statusCode, 200)
    assert.equal((await remark(id, key, 'officerElsewhere')).statusCode, 404)
    assert.equal((await remark(id, key, 'officer2')).statusCode, 412)
  })

  test('that cannot be said undoes the act', async () => {
    const key = randomUUID()
    for (let i = 0; i < 2; i++) {
      await assert.rejects(world.as('officer', oddApi).unsayable({ key }), (refused: { status: number; body: object }) => {
        assert.equal(refused.status, 500)
        assert.doesNotMatch(JSON.stringify(refused.body), /secret|more/)
        return true
      })
    }
    const { rows } = await world.sql.query("select count(*)::int n from saved_view where name = '答不出'")
    assert.equal(rows[0].n, 0)
  })

  test('that is a refusal keeps what its verb wrote, once, and is the same when it is asked for again', async () => {
    const key = randomUUID()
    const sentences: string[] = []
    for (let i = 0; i < 3; i++)
      await assert.rejects(world.as('officer', oddApi).refusing({ key }), (refused: { code: string; message: string }) => {
        sentences.push(refused.message)
        return refused.code === 'closed'
      })
    assert.equal(new Set(sentences).size, 1)
    const { rows } = await world.sql.query("select count(*)::int n from ledger_entry where object = 'odd' and action = 'job'")
    assert.equal(rows[0].n, 1)
  })
})
