import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { partnersApi } from '#contract/coordination-partners'
import { requestsApi } from '#contract/coordination-requests'
import { asRuntime } from '#test/administrators'
import { aPdf, type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'
import type { PersonKey } from '#test/world'

describe('behind the front door', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())
  const own = (who: PersonKey, run: Parameters<typeof asRuntime>[2]) => asRuntime(walk.world, walk.world.people[who].token, run)

  async function working(): Promise<string> {
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    await walk.take('countyCoordinatorB', id, 'accept', { agreedOn: '2026-03-20', contact: '岗位 0592-00000000' })
    return id
  }

  test('neither side of a request writes what is the other’s to say', async () => {
    const id = await working()
    const set = (columns: string) => `update coordination_request set ${columns} where matter_id = '${id}'`
    const ask = (columns: string) => `update request_question set ${columns} where matter_id = '${id}'`
    const cases: readonly [PersonKey, readonly string[]][] = [
      [
        'countyCoordinatorB',
        [
          set('score = 5'),
          set("score_words = '很好'"),
          set("rated_on = '2026-03-05'"),
          set("returned_on = '2026-03-05'"),
          set("sent_on = '2026-03-01'"),
          set("content = '另一件事情'"),
          set('withdrawn = true'),
          ask("ask = '另一个问题'"),
          ask('required = false'),
          `delete from request_question where matter_id = '${id}'`,
          `insert into request_question (matter_id, position, ask, kind) values ('${id}', 9, '再问一题', 'text')`,
        ],
      ],
      [
        'countyCoordinator',
        [
          set("responded_on = '2026-03-25'"),
          set("answered_on = '2026-03-25'"),
          set("answer_due = '2026-03-04'"),
          set("response = 'declined'"),
          set("score_reply = '接受批评'"),
          ask("answer = '是'"),
          ask('file_ids = array[gen_random_uuid()]'),
          ask("answered_by = '我'"),
        ],
      ],
      // Whoever heads the asker reaches its request, and is neither side.
      ['cityCoordinator', [set('score = 5'), set("answered_on = '2026-03-05'"), ask("answer = '是'")]],
    ]
    for (const [who, statements] of cases)
      await own(who, async (run) => {
        for (const statement of statements) await assert.rejects(run(statement), { code: '42501' }, `${who}: ${statement}`)
      })
  })

  test('a link that was taken back stays so', async () => {
    const id = await walk.open('countyCoordinator', { addressee: { channel: 'link', name: '某行业协会' } })
    await walk.take('countyCoordinator', id, 'send')
    const asker = walk.world.as('countyCoordinator', requestsApi)
    await asker.makeLink({ params: { matterId: id }, body: { until: '2026-06-30' } })
    await asker.revokeLink({ params: { matterId: id }, body: {} })
    await own('countyCoordinator', async (run) => {
      for (const value of ['null', 'now()'])
        await assert.rejects(run(`update request_link set revoked_at = ${value} where matter_id = '${id}'`), { code: '42501' }, value)
    })
  })

  test('what a partner wrote is not written over in his name; what is registered for him says who did', async () => {
    const id = await walk.open('countyCoordinator', {
      addressee: { channel: 'link', name: '某行业协会' },
      questions: [
        { ask: '是否会员？', kind: 'yesNo' },
        { ask: '会员多少家？', kind: 'number' },
      ],
    })
    await walk.take('countyCoordinator', id, 'send')
    const { path } = await walk.world
      .as('countyCoordinator', requestsApi)
      .makeLink({ params: { matterId: id }, body: { until: '2026-06-30' } })
    const linkKey = path.split('/').at(-1) ?? ''
    const [first, second] = (await walk.request('countyCoordinator', id)).questions.map((question) => question.id)
    await walk.world.as(null, partnersApi).answer({ params: { linkKey }, body: { questionId: first ?? '', answer: '否' } })
    await assert.rejects(walk.take('countyCoordinator', id, 'recordAnswer', { questionId: first, answer: '是' }), {
      code: 'closed',
      message: /凭链接填写/,
    })
    await walk.take('countyCoordinator', id, 'recordAnswer', { questionId: second, answer: '12' })
    assert.deepEqual(
      (await walk.request('countyCoordinator', id)).questions.map(({ answer, answeredBy }) => [answer, answeredBy]),
      [
        ['否', '某行业协会'],
        ['12', '某行业协会（甲市子县市场监督管理局登记）'],
      ],
    )
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(aPdf)]), '名录.pdf')
    const url = `/api/partner/${linkKey}/files/${first}`
    assert.equal((await walk.world.app.inject({ method: 'POST', url, payload: body })).statusCode, 404, 'no file was asked for there')
  })
})
