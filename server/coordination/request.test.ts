import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { requestsApi } from '#contract/coordination-requests'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { asRuntime } from '#test/administrators'
import { aPdf, type CoordinationWorld, openCoordinationWorld, sha256 } from '#test/coordination-world'

describe('a request between units', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())
  const api = (who: Parameters<CoordinationWorld['open']>[0] & string) => walk.world.as(who, requestsApi)
  const accepted = { agreedOn: '2026-03-20', contact: '岗位 0592-00000000' }

  test('is nobody’s but its writer’s until it is sent; then the asked unit has it in its inbox and sees the request alone', async () => {
    const id = await walk.open()
    await assert.rejects(walk.request('countyCoordinatorB', id), { code: 'notFound' })
    assert.equal((await api('countyCoordinatorB').list({ query: {} })).total, 0)
    await assert.rejects(walk.take('countyCoordinatorB', id, 'accept', accepted), { code: 'notFound' })
    const sent = await walk.take('countyCoordinator', id, 'send')
    assert.equal(sent.number, '协作2026-0001')
    const seen = await walk.request('countyCoordinatorB', id)
    assert.deepEqual([seen.state, seen.asks, seen.link, seen.questions.length], ['sent', false, null, 2])
    const todo = await walk.world.as('countyCoordinatorB', inboxApi).todo({ query: {} })
    assert.deepEqual(
      todo.rows.map((row) => row.id),
      [id],
    )
    for (const who of ['countyCoordinatorElsewhere', 'officerElsewhere', 'cityCoordinatorB', 'trainer'] as const)
      await assert.rejects(walk.world.as(who, matterApi).read({ params: { matterId: id } }), { code: 'notFound' }, who)
    await assert.rejects(walk.take('countyCoordinator', id, 'accept', accepted), { code: 'notAllowed' }, 'nobody accepts his own request')
  })

  test('is seen as a line by who supervises the asked unit, from the day it was sent, and not opened', async () => {
    const id = await walk.open('countyCoordinator', { title: '上级看得见的请求' })
    const lines = async () =>
      (await api('cityCoordinatorB').list({ query: { q: '上级看得见' } })).rows.map(({ id: found, opens }) => [found, opens])
    assert.deepEqual(await lines(), [])
    await walk.take('countyCoordinator', id, 'send')
    assert.deepEqual(await lines(), [[id, false]])
    await assert.rejects(walk.request('cityCoordinatorB', id), { code: 'notFound' })
    assert.equal((await api('cityCoordinator').list({ query: { q: '上级看得见' } })).rows[0]?.opens, true, 'above the asker it opens')
    assert.equal((await api('countyCoordinatorElsewhere').list({ query: { q: '上级看得见' } })).total, 0)
  })

  test('is answered question by question, each with the answer it asks for, and handed in when none is missing', async () => {
    const id = await walk.open('countyCoordinator', {
      questions: [
        { ask: '是否在册？', kind: 'yesNo' },
        { ask: '有几件？', kind: 'number' },
        { ask: '何日登记？', kind: 'day' },
        { ask: '属于哪类？', kind: 'choice', options: ['商品', '服务'] },
        { ask: '请附登记资料。', kind: 'file' },
        { ask: '其他说明', required: false },
      ],
    })
    await walk.take('countyCoordinator', id, 'send')
    await walk.take('countyCoordinatorB', id, 'receive')
    await assert.rejects(
      walk.take('countyCoordinatorB', id, 'accept', { ...accepted, agreedOn: '2026-03-02' }),
      { code: 'invalid' },
      'promised for yesterday',
    )
    const view = await walk.take('countyCoordinatorB', id, 'accept', accepted)
    assert.deepEqual(
      view.deadlines.map(({ due, title }) => [title, due]),
      [['约定答复', '2026-03-20']],
    )
    const { questions } = await walk.request('countyCoordinatorB', id)
    const say = (at: number, answer: string, files: string[] = [], who: 'countyCoordinatorB' | 'officerB' = 'countyCoordinatorB') =>
      walk.take(who, id, 'answerQuestion', { questionId: questions[at]?.id, answer, files })
    for (const [at, wrong] of [
      [0, '也许'],
      [1, '三件'],
      [2, '3月3日'],
      [3, '其他'],
      [4, '没有资料'],
    ] as const)
      await assert.rejects(say(at, wrong), { code: 'invalid' }, wrong)
    await assert.rejects(walk.take('countyCoordinatorB', id, 'answer'), { code: 'closed', message: /第 1、2、3、4、5 题/ })
    for (const [at, right] of [
      [0, '是'],
      [1, '3'],
      [2, '2025-03-03'],
      [3, '商品'],
    ] as const)
      await say(at, right, [], 'officerB')
    const own = await walk.bring('countyCoordinatorB', '登记资料.pdf')
    const direct = await walk.bring('countyCoordinatorB', '直接上传.pdf', aPdf, id)
    assert.equal(direct.matterId, id, 'by its grant it brings files to the request itself')
    await assert.rejects(walk.bring('cityCoordinator', '上级上传.pdf', aPdf, id), /主办单位|承办单位/, 'who only reads brings none')
    const foreign = await walk.bring('officerElsewhere', '别人的.pdf')
    await assert.rejects(say(4, '', [foreign.id]), { code: 'notFound' }, 'a file of somebody else')
    await say(4, '见附件', [own.id])
    await assert.rejects(walk.take('officerB', id, 'answer'), { code: 'notAllowed' }, 'an officer writes, his unit hands in')
    await walk.take('countyCoordinatorB', id, 'answer')
    const answered = await walk.request('countyCoordinator', id)
    assert.deepEqual(
      answered.questions.map(({ answer, files, answeredBy }) => [answer, files.length, answeredBy]),
      [
        ...['是', '3', '2025-03-03', '商品'].map((answer) => [answer, 0, '乙市寅县市场监督管理局']),
        ['见附件', 1, '乙市寅县市场监督管理局'],
        [null, 0, null],
      ],
    )
    await assert.rejects(say(0, '否'), { code: 'closed' }, 'what was handed in stands')
  })

  test('is put off by agreement alone, and the first day stays', async () => {
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    await walk.take('countyCoordinatorB', id, 'accept', accepted)
    await assert.rejects(walk.take('countyCoordinator', id, 'extend', { agreedOn: '2026-04-01' }), { code: 'closed' }, 'nobody asked')
    await walk.take('countyCoordinatorB', id, 'askExtension', { wantedOn: '2026-04-01', reason: '需要现场核查' })
    await assert.rejects(walk.take('countyCoordinatorB', id, 'extend', { agreedOn: '2026-04-01' }), { code: 'notAllowed' })
    await assert.rejects(walk.take('countyCoordinator', id, 'extend', { agreedOn: '2026-03-20' }), { code: 'closed' }, 'not later')
    const view = await walk.take('countyCoordinator', id, 'extend', { agreedOn: '2026-04-01' })
    assert.equal(view.deadlines[0]?.due, '2026-04-01')
    const kept = await walk.request('countyCoordinatorB', id)
    assert.deepEqual([kept.agreedFirst, kept.agreedOn], ['2026-03-20', '2026-04-01'])
    await assert.rejects(
      walk.take('countyCoordinator', id, 'extend', { agreedOn: '2026-05-01' }),
      { code: 'closed' },
      'asked once, given once',
    )
  })

  test('is declined with a reason, asked back, supplemented, sent again; it is rated once and the rating answered once', async () => {
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    await walk.take('countyCoordinatorB', id, 'askBack', { question: '请补充主体全称。' })
    await assert.rejects(walk.take('countyCoordinatorB', id, 'accept', accepted), { code: 'closed' })
    await walk.take('countyCoordinator', id, 'supplement', { content: '全称如附件。', files: [] })
    await assert.rejects(walk.take('countyCoordinatorB', id, 'decline', {}), { code: 'invalid' }, 'no reason')
    await walk.take('countyCoordinatorB', id, 'decline', { reason: '该主体不在本辖区。' })
    await walk.take('countyCoordinator', id, 'resend', { reason: '主体已迁入贵辖区。' })
    await walk.take('countyCoordinatorB', id, 'accept', accepted)
    for (const { id: questionId, kind } of (await walk.request('countyCoordinatorB', id)).questions)
      await walk.take('countyCoordinatorB', id, 'answerQuestion', { questionId, answer: kind === 'yesNo' ? '否' : '不在册。' })
    await walk.take('countyCoordinatorB', id, 'answer')
    await walk.take('countyCoordinator', id, 'returnAnswer', { reason: '请说明迁出日期。', agreedOn: '2026-03-25' })
    await walk.take('countyCoordinatorB', id, 'answer')
    await assert.rejects(walk.take('countyCoordinatorB', id, 'rate', { score: '5' }), { code: 'notAllowed' }, 'nobody rates himself')
    await walk.take('countyCoordinator', id, 'rate', { score: '3', words: '略迟。' })
    await assert.rejects(walk.take('countyCoordinator', id, 'replyRating', { words: '自评' }), { code: 'notAllowed' })
    await walk.take('countyCoordinatorB', id, 'replyRating', { words: '因需现场核查。' })
    await assert.rejects(walk.take('countyCoordinatorB', id, 'replyRating', { words: '再说一次' }), { code: 'closed' })
    await walk.take('countyCoordinator', id, 'close')
    const closed = await walk.request('countyCoordinatorB', id)
    assert.deepEqual([closed.state, closed.score, closed.scoreReply], ['closed', 3, '因需现场核查。'], 'both sides still read it')
    await asRuntime(walk.world, walk.world.people.countyCoordinatorB.token, async (run) => {
      const changed = await run(`update coordination_request set score = 5 where matter_id = '${id}' returning 1`)
      assert.equal(changed.rows.length, 0, 'and the asked one writes nothing any more')
    })
  })

  test('of a lead says source, right, party, conduct, and its evidence by hash', async () => {
    const lead = { source: '巡查', right: '第 123 号商标', suspect: '某商行', suspectAddress: '某路 1 号', conduct: '销售涉嫌侵权商品' }
    await assert.rejects(walk.open('countyCoordinator', { kind: 'leadTransfer' }), { code: 'invalid' }, 'without its form')
    await assert.rejects(walk.open('countyCoordinator', { kind: 'service' }), { code: 'invalid' })
    const file = await walk.bring('countyCoordinator', '照片.pdf')
    const hash = 'a'.repeat(64)
    const id = await walk.open('countyCoordinator', {
      kind: 'leadTransfer',
      lead,
      evidence: [
        { name: '照片', fileId: file.id },
        { name: '原件', sha256: hash },
      ],
    })
    await walk.take('countyCoordinator', id, 'send')
    const seen = await walk.request('countyCoordinatorB', id)
    assert.deepEqual(
      seen.evidence.map(({ name, sha256: kept }) => [name, kept]),
      [
        ['照片', sha256(aPdf)],
        ['原件', hash],
      ],
    )
    assert.deepEqual(
      seen.detail.map(({ title }) => title),
      ['线索来源', '权利信息', '涉嫌主体', '涉嫌主体地址', '涉嫌行为'],
    )
  })

  test('goes to nobody who is not there, nor to oneself; readers and other fields ask for nothing', async () => {
    const to = (key: string) => ({ addressee: { channel: 'unit' as const, orgId: walk.org(key) } })
    await assert.rejects(walk.open('countyCoordinator', to('county')), { code: 'invalid' })
    for (const who of ['officer', 'provinceSupervisor', 'trainer'] as const)
      await assert.rejects(walk.open(who), { code: 'notAllowed' }, who)
    const fromDepartment = await walk.open('protectionOfficer', to('cityA'))
    await walk.take('protectionOfficer', fromDepartment, 'send')
    assert.equal((await walk.request('cityCoordinator', fromDepartment)).asker, '知识产权保护处')
    await assert.rejects(walk.request('promotionOfficer', fromDepartment), { code: 'notFound' })
    const up = await walk.open('countyCoordinator', to('protection'))
    await walk.take('countyCoordinator', up, 'send')
    await walk.take('protectionHead', up, 'receive')
    const ofStation = await walk.open('stationHead', to('stationElsewhere'))
    assert.equal((await walk.request('stationHead', ofStation)).asker, '子县东街市场监管所')
  })

  test('is read by no other unit in straight SQL, and written only by its two sides', async () => {
    const id = await walk.open('countyCoordinator', { title: '越权测试' })
    await walk.take('countyCoordinator', id, 'send')
    const as = (who: Parameters<CoordinationWorld['open']>[0] & string, work: Parameters<typeof asRuntime>[2]) =>
      asRuntime(walk.world, walk.world.people[who].token, work)
    await as('countyCoordinatorElsewhere', async (run) => {
      for (const table of ['coordination_request', 'request_question', 'request_link', 'request_link_use'])
        assert.deepEqual((await run(`select matter_id from ${table} where matter_id = '${id}'`)).rows, [], table)
      await assert.rejects(
        run(
          `insert into matter_grant (matter_id, org_id, purpose, from_day, acts) values ('${id}', '${walk.org('neighbour')}', 'request', '2026-03-03', true)`,
        ),
      )
    })
    await as('cityCoordinatorB', async (run) => {
      assert.equal((await run(`select 1 from coordination_request where matter_id = '${id}'`)).rows.length, 1)
      assert.equal((await run(`update coordination_request set score = 5 where matter_id = '${id}' returning 1`)).rows.length, 0)
      assert.deepEqual((await run(`select 1 from request_question where matter_id = '${id}'`)).rows, [])
    })
  })
})
