import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { partnersApi } from '#contract/coordination-partners'
import { requestsApi } from '#contract/coordination-requests'
import { asRuntime } from '#test/administrators'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'

describe('a request holds', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())

  test('what its partner hands in at one moment against what he answers at the same one', async () => {
    const id = await walk.open('countyCoordinator', {
      addressee: { channel: 'link', name: '某行业协会' },
      questions: [{ ask: '是否会员？', kind: 'yesNo' }],
    })
    await walk.take('countyCoordinator', id, 'send')
    const { path } = await walk.world
      .as('countyCoordinator', requestsApi)
      .makeLink({ params: { matterId: id }, body: { until: '2026-06-30' } })
    const linkKey = path.split('/').at(-1) ?? ''
    const { request } = await walk.world.as(null, partnersApi).read({ params: { linkKey } })
    const hash = createHash('sha256').update(linkKey).digest()
    const [first, second] = await Promise.all(
      [1, 2].map(async () => {
        const client = new pg.Client({ connectionString: walk.world.clone.databases.app })
        await client.connect()
        await client.query('begin')
        await client.query("select authority.enter('', 'r', 'a', '2026-03-03T02:00:00Z')")
        return client
      }),
    )
    try {
      assert.equal((await first?.query('select authority.partner_submit($1, $2) v', [hash, '']))?.rows[0].v, 'open')
      const late = second?.query('select authority.partner_answer($1, $2, $3, $4) v', [hash, '', request?.questions[0]?.id, '否'])
      const isStill = await Promise.race([late?.then(() => false), waiting()])
      assert.equal(isStill, true, 'it waits for the one before it')
      await first?.query('commit')
      assert.equal((await late)?.rows[0].v, 'answered')
    } finally {
      await first?.end()
      await second?.end()
    }
  })

  /** Until some session waits for a lock of this database. */
  async function waiting(): Promise<boolean> {
    for (let i = 0; i < 200; i++) {
      const { rows } = await walk.world.sql.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      if (rows.length > 0) return true
      await new Promise((done) => setTimeout(done, 25))
    }
    return false
  }

  test('no file that somebody else brought, or that belongs elsewhere', async () => {
    const id = await walk.open('countyCoordinator', { questions: [{ ask: '附材料。', kind: 'file' }] })
    await walk.take('countyCoordinator', id, 'send')
    await walk.take('countyCoordinatorB', id, 'accept', { agreedOn: '2026-03-20', contact: '岗位 0592-00000000' })
    const [question] = (await walk.request('countyCoordinatorB', id)).questions
    const answer = (files: string[]) =>
      walk.take('countyCoordinatorB', id, 'answerQuestion', { questionId: question?.id, answer: '', files })
    const of = async (...brought: Parameters<CoordinationWorld['bring']>) => (await walk.bring(...brought)).id
    const elsewhere = await walk.open('cityCoordinatorB', { addressee: { channel: 'unit', orgId: walk.org('cityA') } })
    for (const file of [
      await of('cityCoordinatorB', '同事的.pdf'),
      await of('countyCoordinator', '对方的.pdf'),
      await of('cityCoordinatorB', '别处的.pdf', undefined, elsewhere),
    ])
      await assert.rejects(answer([file]), { code: 'notFound' })
    await answer([await of('countyCoordinatorB', '自己的.pdf')])
  })

  test('a rating from one to five, by the page and by SQL', async () => {
    const id = await walk.answered()
    for (const score of ['0', '6', '-1', '4.5'])
      await assert.rejects(walk.take('countyCoordinator', id, 'rate', { score }), { code: 'invalid' }, score)
    await asRuntime(walk.world, walk.world.people.countyCoordinator.token, async (run) => {
      for (const score of [0, 6, -1])
        await assert.rejects(
          run(`update coordination_request set score = ${score} where matter_id = '${id}'`),
          { code: '23514' },
          `${score}`,
        )
    })
    await walk.take('countyCoordinator', id, 'rate', { score: '1' })
  })
})
