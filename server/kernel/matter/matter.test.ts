import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('a matter', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
  })
  after(() => world.close())

  const open = async (who: PersonKey = 'officer', day = '2026-03-03') =>
    (await world.as(who, errandApi).open({ body: { title: '一件差事', day } })).id
  const read = (who: PersonKey, matterId: MatterId) => world.as(who, matterApi).read({ params: { matterId } })
  const take = async (who: PersonKey, matterId: MatterId, step: string, happenedOn: string, input = {}) => {
    const { version } = await read(who, matterId)
    return world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn, input }, version })
  }
  const openOf = (steps: { name: string; open: boolean }[]) => steps.filter((step) => step.open).map((step) => step.name)

  test('offers each duty only its own steps, closed ones with the reason', async () => {
    const id = await open()
    const seen = await read('officer', id)
    assert.deepEqual(openOf(seen.steps), ['remark'])
    assert.equal(seen.steps.find((step) => step.name === 'tell')?.reason, '现在不能告知：还没有任何记录。请先记一笔。')
    assert.deepEqual(openOf((await read('deputyHead', id)).steps), ['prolong', 'pause', 'resume'])
    assert.deepEqual((await read('citySupervisor', id)).steps, [])
    assert.deepEqual(openOf((await read('cityHead', id)).steps), ['drop'])
  })

  test('computes its deadlines from its history, with the arithmetic', async () => {
    const seen = await read('officer', await open())
    assert.deepEqual(
      seen.deadlines.map(({ name, due, basis }) => ({ name, due, basis })),
      [{ name: 'term', due: '2026-06-01', basis: '《市场监督管理行政处罚程序规定》第64条；《行政处罚法》第60条' }],
    )
    assert.ok(seen.deadlines[0]?.arithmetic.some((line) => line.text.includes('不计入')))
  })

  test('lets a wait run out before the step behind it, and a right lapse after its last day', async () => {
    const id = await open()
    await take('officer', id, 'remark', '2026-03-03', { text: '看过现场' })
    await take('officer', id, 'tell', '2026-03-03')
    world.setDay('2026-03-10')
    assert.equal((await read('deputyHead', id)).steps.find((step) => step.name === 'finish')?.open, false)
    await assert.rejects(take('deputyHead', id, 'finish', '2026-03-10'), { code: 'tooEarly' })
    await take('officer', id, 'answer', '2026-03-10')
    world.setDay('2026-03-11')
    await assert.rejects(take('officer', id, 'answer', '2026-03-11'), { code: 'tooLate' })
    const ended = await take('deputyHead', id, 'finish', '2026-03-11')
    assert.equal(ended.closed, true)
    assert.deepEqual(ended.deadlines, [])
    await assert.rejects(take('officer', id, 'remark', '2026-03-11', { text: '再记' }), { code: 'closed' })
    world.setDay('2026-03-03')
  })

  test('opens at once what waits for a right that the party waived', async () => {
    const id = await open()
    await take('officer', id, 'remark', '2026-03-03', { text: '看过现场' })
    await take('officer', id, 'tell', '2026-03-03')
    await take('officer', id, 'waive', '2026-03-03')
    assert.equal((await take('deputyHead', id, 'finish', '2026-03-03')).state, 'done')
  })

  test('is extended as far as its limit allows and no further; a pause is not counted', async () => {
    const id = await open()
    await take('deputyHead', id, 'prolong', '2026-03-03')
    assert.equal((await read('officer', id)).deadlines[0]?.due, '2026-07-01')
    await assert.rejects(take('deputyHead', id, 'prolong', '2026-03-03'), { code: 'closed' }) // the second one must name its length
    await take('deputyHead', id, 'prolong', '2026-03-03', { length: 10 })
    await assert.rejects(take('deputyHead', id, 'prolong', '2026-03-03', { length: 10 }), { code: 'closed' })
    await take('deputyHead', id, 'pause', '2026-03-03')
    assert.deepEqual([(await read('officer', id)).deadlines[0]?.due, (await read('officer', id)).deadlines[0]?.paused], [null, true])
  })

  test('shows its usual way, and at its end the way that it went', async () => {
    const id = await open()
    assert.deepEqual(
      (await read('officer', id)).course.map(({ title, now }) => `${title}${now ? '*' : ''}`),
      ['已交办*', '已告知', '已办结'],
    )
    assert.deepEqual(
      (await take('cityHead', id, 'drop', '2026-03-03')).course.map(({ title }) => title),
      ['已交办', '已撤销'],
    )
  })

  test('is not moved by the wrong role, from the wrong place, into the future or before its last step', async () => {
    const id = await open()
    await assert.rejects(take('officer', id, 'prolong', '2026-03-03'), { code: 'notAllowed' })
    await assert.rejects(take('officer', id, 'remark', '2026-03-04', { text: '明天的事' }), { code: 'invalid' })
    await take('officer', id, 'remark', '2026-03-03', { text: '看过现场' })
    await take('officer', id, 'tell', '2026-03-03')
    await assert.rejects(take('officer', id, 'waive', '2026-03-02'), { code: 'invalid' })
    await assert.rejects(take('cityDeputy', id, 'prolong', '2026-03-03'), { code: 'notAllowed' })
  })

  test('whoever handled it once does not finish it later, also after he was taken off', async () => {
    const id = await open()
    await take('officer', id, 'remark', '2026-03-03', { text: '看过现场' })
    await take('officer', id, 'tell', '2026-03-03')
    await take('officer', id, 'waive', '2026-03-03')
    await world.sql.query(
      "insert into matter_assignee (matter_id, person_id, person_name, from_day, to_day) values ($1, $2, '曾经办理', '2026-03-01', '2026-03-02')",
      [id, world.people.deputyHead.id],
    )
    assert.equal(
      (await read('deputyHead', id)).steps.find((step) => step.name === 'finish'),
      undefined,
    )
    await assert.rejects(take('deputyHead', id, 'finish', '2026-03-03'), { code: 'notAllowed' })
  })

  test('refuses an unknown field and an empty one with the sentence at its place', async () => {
    const id = await open()
    await assert.rejects(take('officer', id, 'remark', '2026-03-03', { text: '' }), (refused: { body: { issues: unknown } }) => {
      assert.deepEqual(refused.body.issues, [{ path: 'text', message: '请填写内容' }])
      return true
    })
    await assert.rejects(take('officer', id, 'remark', '2026-03-03', { text: '好', state: 'done' }), { code: 'invalid' })
  })

  test('keeps the version of the law under which it was opened', async () => {
    const old = await open()
    world.setDay('2026-06-02')
    const fresh = await open('officer', '2026-06-02')
    const titleOf = async (id: MatterId) => {
      await take('officer', id, 'remark', '2026-06-02', { text: '记' })
      await take('officer', id, 'tell', '2026-06-02')
      return (await read('deputyHead', id)).steps.find((step) => step.name === 'finish')?.title
    }
    assert.deepEqual([await titleOf(old), await titleOf(fresh)], ['办结', '按新规定办结'])
    await assert.rejects(open('officer', '2020-01-02'), { code: 'closed' })
    world.setDay('2026-03-03')
  })

  test('is seen from above and not from the side', async () => {
    const id = await open()
    for (const above of ['citySupervisor', 'provinceSupervisor', 'cityHead'] as const) assert.equal((await read(above, id)).id, id)
    for (const side of ['officerElsewhere', 'officerB', 'stationOfficer'] as const)
      await assert.rejects(read(side, id), { code: 'notFound' })
    for (const administrator of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)
      await assert.rejects(read(administrator, id), { code: 'notAllowed' })
    await assert.rejects(read('officer', crypto.randomUUID() as MatterId), { code: 'notFound' })
  })

  test('a grant opens one matter to one unit for its days, read-only, and ends on the next request', async () => {
    const id = await open()
    await world.sql.query(
      "insert into matter_grant (matter_id, org_id, purpose, from_day, to_day) values ($1, $2, 'assistance', '2026-03-03', '2026-03-05')",
      [id, world.orgs.get('neighbour')],
    )
    assert.deepEqual((await read('officerElsewhere', id)).steps, [])
    await assert.rejects(take('officerElsewhere', id, 'remark', '2026-03-03', { text: '伸手' }), { code: 'notAllowed' })
    world.setDay('2026-03-06')
    await assert.rejects(read('officerElsewhere', id), { code: 'notFound' })
    world.setDay('2026-03-03')
  })

  test('an entry later than the next working day is marked', async () => {
    const id = await open('officer', '2026-02-27') // a Friday before a worked Saturday: 2026-02-28 makes up for the Spring Festival
    const { history } = await take('officer', id, 'remark', '2026-02-27', { text: '补记' })
    assert.equal(history.at(-1)?.late, true)
  })

  test('a closed matter stays closed for SQL that goes behind the application, and its history cannot be changed', async () => {
    const id = await open()
    await world.sql.query("update matter set closed = true, state = 'done' where id = $1", [id])
    await assert.rejects(world.sql.query("update matter set state = 'open' where id = $1", [id]), /closed/)
    await assert.rejects(world.sql.query('delete from matter_step where matter_id = $1', [id]), /append-only/)
    await assert.rejects(world.sql.query('update ledger_entry set actor = actor where id = 1'), /append-only/)
  })
})
