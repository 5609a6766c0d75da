import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { MatterId } from '#contract/common'
import { post } from '#contract/endpoint'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { type Handlers, routesOf } from '#kernel/http'
import { openMatter, processRoom, settleMatter } from '#kernel/matter'
import { processFor } from '#kernel/process'
import { openWorld, type PersonKey, type World } from '#test/world'

// The example of docs/new-process.md: a request for leave (请假) is one declaration. Whoever changes one changes the other.

type State = 'asked' | 'granted' | 'refused' | 'withdrawn'
type Step = 'note' | 'grant' | 'refuse' | 'withdraw'

const leaveProcess = processFor<State, Step, never, null>()({
  name: 'leave',
  title: '请假',
  versions: [{ from: '2020-01-01', law: '本单位考勤规定' }],
  states: {
    asked: { title: '待批' },
    granted: { title: '已批准', end: true },
    refused: { title: '未批准', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'asked',
  steps: {
    note: { title: '补充说明', from: ['asked'], by: { role: 'officer', at: 'handling' } },
    grant: { title: '批准', from: ['asked'], to: 'granted', by: { role: 'unitHead', at: 'owner' } },
    refuse: { title: '不批准', from: ['asked'], to: 'refused', by: { role: 'unitHead', at: 'owner' } },
    withdraw: { title: '撤回', from: ['asked'], to: 'withdrawn', by: { role: 'officer', at: 'handling' }, optional: true },
  },
  clocks: {},
  checks: {},
})

const leaveRoom = processRoom({
  process: leaveProcess,
  forms: {
    note: z.object({ text: z.string().min(1, '请填写说明').meta({ title: '说明', widget: 'textarea' }) }),
    grant: z.object({}),
    refuse: z.object({ reason: z.string().min(1, '请填写理由').meta({ title: '理由', widget: 'textarea' }) }),
    withdraw: z.object({}),
  },
  facts: async () => null,
})

const leaveApi = {
  ask: post('/leaves', {
    title: '申请请假',
    needs: 'matter.act',
    body: z.strictObject({ from: z.iso.date(), to: z.iso.date(), today: z.iso.date() }),
    answer: z.strictObject({ id: MatterId }),
  }),
}
const handlers: Handlers<typeof leaveApi> = {
  async ask(ctx, { body }) {
    const unit = ctx.actor.orgId ?? ''
    const title = `${ctx.actor.name}请假 ${body.from} 至 ${body.to}`
    const id = await openMatter(ctx, leaveProcess, { owner: unit, handling: unit, happenedOn: body.today, title, input: body })
    await settleMatter(ctx, id)
    return { id }
  },
}

describe('a request for leave, declared in one place', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: routesOf('leave', leaveApi, handlers), processes: [leaveRoom] })
  })
  after(() => world.close())

  const ask = async () =>
    (await world.as('officer', leaveApi).ask({ body: { from: '2026-03-09', to: '2026-03-11', today: '2026-03-03' } })).id
  const todo = async (who: PersonKey) => (await world.as(who, inboxApi).todo({ query: {} })).rows.map((row) => [row.id, ...row.steps])
  const take = (who: PersonKey, matterId: MatterId, step: string, input = {}) =>
    world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: '2026-03-03', input }, version: 1 })

  test('stands among the work of the head of the unit, with its buttons, and of nobody else', async () => {
    const id = await ask()
    assert.deepEqual(await todo('unitHead'), [[id, '批准', '不批准']])
    for (const other of ['officer', 'deputyHead', 'stationHead', 'officerElsewhere'] as const)
      assert.deepEqual(await todo(other), [], other)
    await take('unitHead', id, 'grant')
    assert.deepEqual(await todo('unitHead'), [])
  })

  test('has the forms of its steps and its history without a line of its own', async () => {
    const id = await ask()
    await assert.rejects(take('unitHead', id, 'refuse'), { code: 'invalid' })
    const seen = await take('unitHead', id, 'refuse', { reason: '当日有联合检查' })
    assert.equal(seen.stateTitle, '未批准')
    assert.deepEqual(
      seen.history.map(({ title, by }) => [title, by.person]),
      [
        ['登记', '县办案甲'],
        ['不批准', '大队长甲'],
      ],
    )
  })

  test('is granted by no officer and seen by no neighbour', async () => {
    const id = await ask()
    await assert.rejects(take('officer', id, 'grant'), { code: 'notAllowed' })
    await assert.rejects(take('officerElsewhere', id, 'grant'), { code: 'notFound' })
  })
})
