import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { bodiesApi } from '#contract/coordination-bodies'
import { meetingsApi } from '#contract/coordination-meetings'
import { documentsApi } from '#contract/documents'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { asRuntime } from '#test/administrators'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'
import { movedBy } from '#test/counted'
import type { PersonKey } from '#test/world'

const aBody = { form: 'leadingGroup', name: '省知识产权领导小组', officeName: '领导小组办公室', from: '2024-01-01' } as const
const aMeeting = {
  form: 'special',
  title: '2026年第一次专题会',
  day: '2026-03-05',
  starts: '09:00',
  place: '第一会议室',
  chair: '办公室主任',
} as const

describe('a meeting of a coordination body', () => {
  let walk: CoordinationWorld
  let bodyId: string
  before(async () => {
    walk = await openCoordinationWorld()
    bodyId = (await keeper().addBody({ body: aBody })).id
    for (const key of ['protection', 'promotion', 'cityA'])
      await keeper().addMember({ params: { bodyId }, body: { orgId: walk.org(key), post: '负责同志', from: '2024-01-01' } })
    await keeper().addMember({
      params: { bodyId },
      body: { name: '省某成员单位', part: 'deputy', post: '分管负责同志', from: '2024-01-01' },
    })
  })
  after(() => walk.close())
  const office = () => walk.world.as('office', meetingsApi)
  const keeper = () => walk.world.as('office', bodiesApi)
  const read = (who: PersonKey, id: string) => walk.world.as(who, meetingsApi).read({ params: { matterId: id as MatterId } })
  const papers = () => walk.world.as('office', documentsApi)

  /** Planned, with one item, noticed to all members, and held. */
  async function held(): Promise<MatterId> {
    walk.setDay('2026-03-03')
    const { id } = await office().open({ body: { bodyId, ...aMeeting } })
    await walk.take('office', id, 'writeItem', { title: '研究年度任务', reporter: '保护处' })
    await walk.take('office', id, 'fixAgenda')
    const { candidates } = await read('office', id)
    await walk.take('office', id, 'sendNotice', { memberIds: candidates.map((one) => one.id) })
    walk.setDay('2026-03-05')
    const { members } = await read('office', id)
    await walk.take('office', id, 'hold', { attendance: members.map((member) => ({ meetingMemberId: member.id, presence: 'present' })) })
    return id
  }
  async function minutes(id: MatterId, issue = true) {
    const paper = await papers().draft({ params: { matterId: id }, body: { kind: 'meetingMinutes' } })
    return issue ? papers().issue({ params: { paperId: paper.id }, body: { issuedOn: walk.today() }, version: paper.version }) : paper
  }

  test('has bodies whose names are their own and whose members are units or names with posts, kept by their office', async () => {
    const [body] = await walk.world.as('countyCoordinator', bodiesApi).bodies()
    assert.deepEqual([body?.name, body?.level, body?.mayKeep, body?.members.length], ['省知识产权领导小组', '省级', false, 4])
    await assert.rejects(walk.world.as('cityCoordinator', bodiesApi).changeBody({ params: { bodyId }, body: aBody }), {
      code: 'notAllowed',
    })
    await assert.rejects(
      walk.world.as('protectionOfficer', bodiesApi).addBody({ body: aBody }),
      { code: 'notAllowed' },
      'a department holds no office',
    )
    await assert.rejects(walk.world.as('cityHead', bodiesApi).addBody({ body: aBody }), { code: 'notAllowed' })
    await assert.rejects(
      keeper().addMember({ params: { bodyId }, body: { from: '2024-01-01' } }),
      { code: 'invalid' },
      'neither unit nor name',
    )
    const city = await walk.world
      .as('cityCoordinator', bodiesApi)
      .addBody({ body: { ...aBody, form: 'jointMeeting', name: '甲市联席会议' } })
    await assert.rejects(
      office().open({ body: { bodyId: city.id, ...aMeeting } }),
      { code: 'notAllowed' },
      'from above one keeps the list and calls no meeting',
    )
    await asRuntime(walk.world, walk.world.people.cityCoordinator.token, async (run) => {
      assert.equal(
        (await run(`update coordination_body set org_id = '${walk.org('cityA')}' where id = '${bodyId}' returning 1`)).rows.length,
        0,
        'nobody takes a body over',
      )
      await assert.rejects(
        run(`insert into body_member (body_id, name, part, from_day) values ('${bodyId}', '混入单位', 'member', '2026-01-01')`),
      )
    })
  })

  test('is seen by its members from the notice on; each signs for its own, with a substitute or a reason', async () => {
    walk.setDay('2026-03-03')
    const { id } = await office().open({ body: { bodyId, ...aMeeting } })
    await assert.rejects(walk.take('office', id, 'fixAgenda'), { code: 'closed', message: /还没有议题/ })
    await walk.take('office', id, 'writeItem', { title: '研究年度任务', reporter: '保护处' })
    await walk.take('office', id, 'fixAgenda')
    await assert.rejects(read('protectionOfficer', id), { code: 'notFound' })
    const { candidates } = await read('office', id)
    await walk.take('office', id, 'sendNotice', {
      memberIds: candidates.filter(({ name }) => name !== '知识产权运用促进处').map((one) => one.id),
    })
    assert.equal((await read('protectionOfficer', id)).runs, false)
    await assert.rejects(read('promotionOfficer', id), { code: 'notFound' }, 'not asked to come')
    await assert.rejects(walk.take('protectionOfficer', id, 'hold'), { code: 'notAllowed' })
    const [notice] = (await walk.world.as('protectionOfficer', inboxApi).todo({ query: {} })).rows
    assert.equal(notice?.process, 'meetingNotice')
    const noticeId = notice?.id ?? ''
    await assert.rejects(walk.world.as('cityCoordinator', matterApi).read({ params: { matterId: noticeId as MatterId } }), {
      code: 'notFound',
    })
    await assert.rejects(
      walk.take('protectionOfficer', noticeId, 'receive', { answer: 'substitute', reason: '出差' }),
      { code: 'invalid' },
      'who comes instead?',
    )
    await assert.rejects(walk.take('protectionOfficer', noticeId, 'receive', { answer: 'leave' }), { code: 'invalid' })
    await walk.take('protectionOfficer', noticeId, 'receive', { answer: 'substitute', who: '副处长', reason: '处长出差' })
    const { members } = await read('office', id)
    assert.deepEqual(
      members.map(({ name, answer, who, outside }) => [name, answer, who, outside]).sort(),
      [
        ['甲市市场监督管理局', null, null, false],
        ['省某成员单位', null, null, true],
        ['知识产权保护处', 'substitute', '副处长', false],
      ].sort(),
    )
    await assert.rejects(walk.take('office', id, 'hold'), { code: 'closed', message: /会议定于 2026-03-05/ })
    walk.setDay('2026-03-05')
    assert.deepEqual(await movedBy(walk.world.sql, () => walk.take('office', id, 'hold')), { 'coordination.meetingsHeld': 1 })
    assert.equal((await walk.world.as('cityCoordinator', inboxApi).todo({ query: {} })).total, 0, 'what nobody signed for waits no longer')
  })

  test('has no minutes while a decision lacks its owner or its day: the item is named, by the step and by the paper', async () => {
    const id = await held()
    await assert.rejects(walk.take('office', id, 'draftMinutes'), { code: 'closed', message: /还没有议定事项/ })
    const say = (more: Record<string, unknown>) => walk.take('office', id, 'writeDecision', { text: '按期完成专项行动。', ...more })
    await say({ ownerOrgId: walk.org('protection'), due: '2026-06-30' })
    await say({ ownerOrgId: walk.org('cityA'), due: '2026-06-30' })
    await say({ due: '2026-06-30' })
    await say({ ownerName: '省某成员单位' })
    await assert.rejects(
      say({ ownerOrgId: walk.org('province'), due: '2026-06-30' }),
      { code: 'invalid' },
      'the office gives no task to itself',
    )
    await walk.take('office', id, 'draftMinutes')
    await assert.rejects(walk.take('office', id, 'issueMinutes'), {
      code: 'closed',
      message: /议定事项第3项缺少责任单位；议定事项第4项缺少完成时限/,
    })
    const paper = await minutes(id, false)
    await assert.rejects(papers().issue({ params: { paperId: paper.id }, body: { issuedOn: '2026-03-05' }, version: paper.version }), {
      code: 'incomplete',
      message: /议定事项第3项的责任单位、议定事项第4项的完成时限/,
    })
    await walk.take('office', id, 'revise', { reason: '补齐责任单位和时限' })
    const { decisions } = await read('office', id)
    const whole = { text: '按期完成专项行动。', due: '2026-06-30' }
    await walk.take('office', id, 'writeDecision', { ...whole, changes: decisions[2]?.id, ownerOrgId: walk.org('promotion') })
    await walk.take('office', id, 'writeDecision', { ...whole, changes: decisions[3]?.id, ownerName: '省某成员单位' })
    await walk.take('office', id, 'draftMinutes')
    await assert.rejects(walk.take('office', id, 'issueMinutes'), { code: 'incomplete', message: /会议纪要/ }, 'without the paper')
    assert.equal((await minutes(id)).number, '闽会纪〔2026〕1号')
    assert.deepEqual(
      await movedBy(walk.world.sql, () => walk.take('office', id, 'issueMinutes')),
      { 'coordination.decisionsIssued': 4, 'supervision.issued': 3 },
      'one outside is no task',
    )
    const issued = await read('office', id)
    assert.deepEqual(
      issued.decisions.map(({ owner, task, outside }) => [owner, task?.light ?? null, outside]),
      [
        ['知识产权保护处', 'green', false],
        ['甲市市场监督管理局', 'green', false],
        ['知识产权运用促进处', 'green', false],
        ['省某成员单位', null, true],
      ],
      'issued, they are tasks and show their lights; one outside is only named',
    )
    assert.equal(
      (await read('protectionOfficer', id)).decisions.filter(({ task }) => task).length,
      1,
      'a member sees the light of its own task alone',
    )
  })

  test('issues no minutes that say something else than was decided', async () => {
    const id = await held()
    await walk.take('office', id, 'writeDecision', { text: '按期完成。', ownerOrgId: walk.org('protection'), due: '2026-06-30' })
    await walk.take('office', id, 'draftMinutes')
    const drafted = await minutes(id, false)
    await walk.take('office', id, 'revise', { reason: '时限有误' })
    const [decision] = (await read('office', id)).decisions
    await walk.take('office', id, 'writeDecision', {
      changes: decision?.id,
      text: '按期完成。',
      ownerOrgId: walk.org('protection'),
      due: '2026-09-30',
    })
    await walk.take('office', id, 'draftMinutes')
    const wrong = await papers().issue({ params: { paperId: drafted.id }, body: { issuedOn: '2026-03-05' }, version: drafted.version })
    await assert.rejects(walk.take('office', id, 'issueMinutes'), { code: 'closed', message: /与现在的议定事项不一致/ })
    await papers().void({ params: { paperId: wrong.id }, body: { reason: '时限有误' }, version: wrong.version })
    await minutes(id)
    assert.equal((await walk.take('office', id, 'issueMinutes')).closed, true)
  })

  test('is written by its office alone, in straight SQL too', async () => {
    const id = await held()
    for (const who of ['protectionOfficer', 'countyCoordinator', 'provinceSupervisor'] as const)
      await asRuntime(walk.world, walk.world.people[who].token, async (run) => {
        for (const statement of [
          `insert into meeting_decision (matter_id, position, text) values ('${id}', 9, '混入事项')`,
          `insert into meeting_member (matter_id, member_id, name, post) select '${id}', id, name, post from body_member limit 1`,
        ])
          await assert.rejects(run(statement), who)
        assert.equal((await run(`update meeting set title = '改' where matter_id = '${id}' returning 1`)).rows.length, 0)
      })
  })
})
