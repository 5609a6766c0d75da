import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FileId, MatterId } from '#contract/common'
import { partnersApi } from '#contract/coordination-partners'
import { requestsApi } from '#contract/coordination-requests'
import { buildServer } from '#kernel/http'
import { createLog } from '#kernel/log'
import { asRuntime } from '#test/administrators'
import { aPdf, type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'
import { partnerRoutes } from './partner.service.ts'

const toPartner = { addressee: { channel: 'link' as const, name: '某行业协会' } }

describe('a partner outside, by his link', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())
  const partner = () => walk.world.as(null, partnersApi)
  const asker = () => walk.world.as('countyCoordinator', requestsApi)

  async function linked(until = '2026-06-30'): Promise<{ id: MatterId; linkKey: string }> {
    const id = await walk.open('countyCoordinator', {
      ...toPartner,
      questions: [
        { ask: '是否会员？', kind: 'yesNo' },
        { ask: '附会员名录。', kind: 'file' },
      ],
    })
    await walk.take('countyCoordinator', id, 'send')
    const { path } = await asker().makeLink({ params: { matterId: id }, body: { until } })
    return { id, linkKey: path.split('/').at(-1) ?? '' }
  }
  const read = async (linkKey: string) => {
    const { verdict, request } = await partner().read({ params: { linkKey } })
    return { verdict, request, questions: request?.questions ?? [] }
  }
  const attach = (linkKey: string, questionId: string, name = '名录.pdf', content: Buffer = aPdf) => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(content)]), name)
    return walk.world.app.inject({ method: 'POST', url: `/api/partner/${linkKey}/files/${questionId}`, payload: body })
  }
  const state = async (id: string) => (await walk.request('countyCoordinator', id)).state

  test('reads this request and nothing else, answers, hands in; what he did is the step of the matter', async () => {
    const { id, linkKey } = await linked()
    assert.ok(Buffer.from(linkKey, 'base64url').length >= 32, 'a token of 256 bits')
    const { verdict, request, questions } = await read(linkKey)
    assert.deepEqual([verdict, request?.asker, request?.asked, questions.length], ['open', '甲市子县市场监督管理局', '某行业协会', 2])
    assert.deepEqual(Object.keys(request ?? {}).sort(), [
      ...[
        'agreedOn',
        'asked',
        'asker',
        'contact',
        'content',
        'expiresOn',
        'kind',
        'mayDecline',
        'questions',
        'received',
        'submittedAt',
        'title',
      ],
      'wantedOn',
    ])
    await walk.runJobs('coordination.partnerReceived')
    assert.equal(await state(id), 'sent', 'who looks has not signed for it')
    await partner().receive({ params: { linkKey }, body: {} })
    assert.equal((await read(linkKey)).request?.received, true)
    await walk.runJobs('coordination.partnerReceived')
    assert.equal(await state(id), 'received')
    const [first, second] = questions.map((question) => question.id)
    const answer = (text: string) => partner().answer({ params: { linkKey }, body: { questionId: first ?? '', answer: text } })
    await assert.rejects(answer('也许'), { code: 'invalid' })
    await assert.rejects(partner().submit({ params: { linkKey }, body: {} }), {
      code: 'incomplete',
      message: /第 1 题的答复、第 2 题的答复/,
    })
    await answer('是')
    assert.equal((await attach(linkKey, second ?? '')).statusCode, 200)
    const [file] = (await read(linkKey)).questions[1]?.files ?? []
    await partner().detach({ params: { linkKey, questionId: second ?? '' }, body: { fileId: file?.id as FileId } })
    await assert.rejects(partner().submit({ params: { linkKey }, body: {} }), { code: 'incomplete' })
    await attach(linkKey, second ?? '')
    walk.setDay('2026-03-05')
    await partner().submit({ params: { linkKey }, body: {} })
    assert.equal((await read(linkKey)).verdict, 'answered')
    await assert.rejects(answer('否'), { code: 'closed' }, 'handed in, he changes nothing')
    await walk.runJobs('coordination.partnerAnswered')
    const kept = await walk.request('countyCoordinator', id)
    assert.deepEqual(
      [kept.state, kept.answeredOn, kept.questions[0]?.answer, kept.questions[1]?.files[0]?.name],
      ['answered', '2026-03-05', '是', '名录.pdf'],
    )
    assert.equal(kept.questions[0]?.answeredBy, '某行业协会')
    assert.ok(kept.link?.uses.some(({ what }) => what === '提交答复'))
    const { rows } = await walk.world.sql.query("select count(*)::integer n from ledger_entry where object = 'request_link_use'")
    assert.equal(rows[0].n, 6, 'every act by it stands in the ledger')
  })

  test('has no effect by looking, however often', async () => {
    const { id, linkKey } = await linked()
    const written = async () => {
      const { rows } = await walk.world.sql.query(
        "select (select count(*) from ledger_entry where action in ('insert', 'update', 'delete'))::int entries, (select count(*) from graphile_worker._private_jobs)::int jobs",
      )
      return rows[0]
    }
    const before = await written()
    assert.ok(before.entries > 0)
    for (let n = 0; n < 3; n++) assert.equal((await read(linkKey)).verdict, 'open')
    assert.deepEqual(await written(), before)
    assert.equal(await state(id), 'sent')
  })

  test('declines with a reason, which the asker is told; asked once more, he answers by the same link', async () => {
    const { id, linkKey } = await linked()
    const decline = (reason: string) => partner().decline({ params: { linkKey }, body: { reason } })
    assert.equal((await read(linkKey)).request?.mayDecline, true)
    await assert.rejects(decline(' '), { code: 'invalid' }, 'no reason')
    await decline('该企业不是本会会员。')
    assert.equal((await read(linkKey)).verdict, 'declined')
    const [first] = (await read(linkKey)).questions.map((question) => question.id)
    const answer = () => partner().answer({ params: { linkKey }, body: { questionId: first ?? '', answer: '是' } })
    await assert.rejects(answer(), { code: 'closed', message: /不予受理/ })
    await assert.rejects(decline('再说一次。'), { code: 'closed' })
    await assert.rejects(partner().receive({ params: { linkKey }, body: {} }), { code: 'closed' })
    await walk.runJobs('coordination.partnerDeclined')
    assert.equal(await state(id), 'declined')
    const { rows } = await walk.world.sql.query(
      "select p.account, j.payload->>'body' body from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id join person p on p.id = (j.payload->>'personId')::uuid where t.identifier = 'inbox.tell' and j.payload->>'key' like $1 order by 1",
      [`partner-declined:${id}:%`],
    )
    assert.deepEqual(
      rows.map(({ account }) => account),
      ['countycoordinator', 'unithead'],
    )
    assert.match(rows[0].body, /该企业不是本会会员/)
    await walk.take('countyCoordinator', id, 'resend', { reason: '请按协作协议协助。' })
    assert.equal((await read(linkKey)).verdict, 'open')
    await answer()
    await walk.runJobs('coordination.partnerReceived')
    await walk.take('countyCoordinator', id, 'registerAccept', { agreedOn: '2026-03-20', how: '电话约定' })
    assert.equal((await read(linkKey)).request?.mayDecline, false)
    await assert.rejects(decline('不办了。'), { code: 'closed', message: /已经约定/ })
  })

  test('stands in no line of the log, neither his key nor that of a wrong link', async () => {
    const { linkKey } = await linked()
    let text = ''
    const to = {
      write(line: string) {
        text += line
      },
    }
    const log = createLog({ level: 'debug', to })
    const app = await buildServer({ house: { ...walk.world.house, log }, routes: partnerRoutes, unlimited: true })
    const wrong = 'w'.repeat(43)
    for (const key of [linkKey, wrong]) {
      await app.inject({ url: `/api/partner/${key}` })
      await app.inject({ method: 'POST', url: `/api/partner/${key}/submit`, payload: { more: 1 } })
      await app.inject({ url: `/api/partner/${key}/nowhere` })
    }
    await app.close()
    assert.match(text, /partner/, 'the route is said')
    for (const key of [linkKey, wrong]) assert.ok(!text.includes(key))
  })

  test('goes on by the same link when the answer is returned, and only reads once it is closed', async () => {
    const { id, linkKey } = await linked()
    const [first, second] = (await read(linkKey)).questions.map((question) => question.id)
    await partner().answer({ params: { linkKey }, body: { questionId: first ?? '', answer: '是' } })
    await attach(linkKey, second ?? '')
    await partner().submit({ params: { linkKey }, body: {} })
    await walk.runJobs('coordination.partnerReceived')
    await walk.runJobs('coordination.partnerAnswered')
    await walk.take('countyCoordinator', id, 'returnAnswer', { reason: '名录不全。', agreedOn: '2026-03-20' })
    assert.equal((await read(linkKey)).verdict, 'open')
    await partner().submit({ params: { linkKey }, body: {} })
    await walk.runJobs('coordination.partnerAnswered')
    await walk.take('countyCoordinator', id, 'rate', { score: '4' })
    await walk.take('countyCoordinator', id, 'close')
    assert.equal((await read(linkKey)).verdict, 'closed')
    for (const act of [
      partner().answer({ params: { linkKey }, body: { questionId: first ?? '', answer: '否' } }),
      partner().submit({ params: { linkKey }, body: {} }),
    ])
      await assert.rejects(act, { code: 'closed' })
    assert.equal((await attach(linkKey, second ?? '')).statusCode, 409)
    await assert.rejects(asker().makeLink({ params: { matterId: id }, body: { until: '2026-06-30' } }), { code: 'closed' })
  })

  test('with the link of one request opens nothing of another', async () => {
    const [own, other] = [await linked(), await linked()]
    const foreign = (await read(other.linkKey)).questions[0]?.id ?? ''
    await assert.rejects(partner().answer({ params: { linkKey: own.linkKey }, body: { questionId: foreign, answer: '是' } }), {
      code: 'notFound',
    })
    assert.equal((await attach(own.linkKey, foreign)).statusCode, 404)
    const file = (await read(other.linkKey)).questions[1]?.id ?? ''
    await attach(other.linkKey, file)
    const theirs = (await read(other.linkKey)).questions[1]?.files[0]?.id as FileId
    await assert.rejects(partner().detach({ params: { linkKey: own.linkKey, questionId: file }, body: { fileId: theirs } }), {
      code: 'notFound',
    })
    assert.deepEqual(
      (await read(other.linkKey)).questions.map(({ answer, files }) => [answer, files.length]),
      [
        [null, 0],
        [null, 1],
      ],
    )
  })

  test('finds an expired, a revoked and a replaced link closed, in words', async () => {
    const { id, linkKey } = await linked('2026-03-10')
    walk.setDay('2026-03-11')
    assert.deepEqual(await read(linkKey), { verdict: 'expired', request: null, questions: [] })
    await assert.rejects(partner().submit({ params: { linkKey }, body: {} }), { code: 'closed', message: /已过有效期/ })
    const { path } = await asker().makeLink({ params: { matterId: id }, body: { until: '2026-05-01' } })
    assert.equal((await read(linkKey)).verdict, 'revoked', 'a new link ends the one before')
    const newer = path.split('/').at(-1) ?? ''
    assert.equal((await read(newer)).verdict, 'open')
    await assert.rejects(walk.world.as('countyCoordinatorElsewhere', requestsApi).revokeLink({ params: { matterId: id }, body: {} }), {
      code: 'notFound',
    })
    await assert.rejects(walk.world.as('cityCoordinator', requestsApi).revokeLink({ params: { matterId: id }, body: {} }), {
      code: 'notAllowed',
    })
    await asker().revokeLink({ params: { matterId: id }, body: {} })
    assert.equal((await read(newer)).verdict, 'revoked')
    await assert.rejects(
      asker().makeLink({ params: { matterId: id }, body: { until: '2027-06-01' } }),
      { code: 'invalid' },
      'longer than a year',
    )
  })

  test('brings papers of the usual kinds, and nothing that runs or is too large', async () => {
    const { linkKey } = await linked()
    const question = (await read(linkKey)).questions[1]?.id ?? ''
    for (const [name, content] of [
      ['坏.html', Buffer.from('<html><script>1</script></html>')],
      ['假.pdf', Buffer.from('MZ not a pdf')],
      ['空.pdf', Buffer.alloc(0)],
      ['大.pdf', Buffer.concat([aPdf, Buffer.alloc(20 * 1024 * 1024)])],
    ] as const)
      assert.equal((await attach(linkKey, question, name, content)).statusCode, 422, name)
    for (let n = 0; n < 20; n++) assert.equal((await attach(linkKey, question, `${n}.pdf`)).statusCode, 200)
    const more = await attach(linkKey, question, '第二十一个.pdf')
    assert.deepEqual([more.statusCode, /20 个文件/.test(more.json().sentence)], [409, true])
  })

  test('who guesses links is counted and waits, with the right one too; no use is written for him', async () => {
    const { linkKey } = await linked()
    const guess = () => walk.world.app.inject({ url: `/api/partner/${'x'.repeat(43)}`, remoteAddress: '203.0.113.9' })
    const verdicts = []
    for (let n = 0; n < 6; n++) verdicts.push((await guess()).json().verdict)
    assert.deepEqual(verdicts, ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'locked'])
    const right = (remoteAddress: string) => walk.world.app.inject({ url: `/api/partner/${linkKey}`, remoteAddress })
    assert.equal((await right('203.0.113.9')).json().verdict, 'locked')
    assert.equal((await right('198.51.100.7')).json().verdict, 'open')
    const written = await walk.world.app.inject({
      method: 'POST',
      url: `/api/partner/${linkKey}/submit`,
      payload: {},
      remoteAddress: '203.0.113.9',
    })
    assert.equal(written.statusCode, 429)
  })

  test('is written down by its hash alone, and no session of the house makes or uses a link behind the door', async () => {
    const { id, linkKey } = await linked()
    const { rows } = await walk.world.sql.query("select count(*)::integer n from ledger_entry where detail::text like '%' || $1 || '%'", [
      linkKey,
    ])
    assert.equal(rows[0].n, 0)
    await asRuntime(walk.world, walk.world.people.countyCoordinator.token, async (run) => {
      await assert.rejects(run('select token_hash from request_link'), /permission denied/)
      await assert.rejects(run(`update request_link set submitted_at = now() where matter_id = '${id}'`), /permission denied/)
      await assert.rejects(
        run(`insert into request_link_use (link_id, matter_id, what, network) select id, matter_id, 'submit', '' from request_link`),
        /permission denied/,
      )
    })
    await asRuntime(walk.world, walk.world.people.cityCoordinatorB.token, async (run) => {
      assert.deepEqual((await run(`select id from request_link where matter_id = '${id}'`)).rows, [])
      await run(`select authority.reopen_link('${id}')`)
      assert.deepEqual(
        (await run(`select authority.coordinators_of('${walk.org('county')}')`)).rows,
        [],
        'people of a unit are for the house’s jobs',
      )
    })
  })

  test('job and link disagree: the link is believed', async () => {
    const { id } = await linked()
    await walk.world.inService(async (ctx) => {
      const { coordination } = await import('#coordination')
      for (const name of ['coordination.partnerReceived', 'coordination.partnerAnswered', 'coordination.partnerDeclined'] as const)
        await coordination.jobs[name].run?.(ctx, { matterId: id })
    })
    assert.equal(await state(id), 'sent', 'nobody opened it, nothing was handed in')
  })
})
