import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId, OrgId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { supervisionApi } from '#contract/supervision'
import { asRuntime } from '#test/administrators'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('a task behind the front door', () => {
  let world: World
  let today = '2026-03-02'
  before(async () => {
    world = await openWorld(today, { office: true })
  })
  after(() => world.close())
  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own keys
  const take = async (who: PersonKey, matterId: MatterId, step: string, input: Record<string, unknown> = {}, happenedOn = today) => {
    const api = world.as(who, matterApi)
    const { version } = await api.read({ params: { matterId } })
    return api.take({ params: { matterId, step }, body: { happenedOn, input }, version })
  }
  const issued = async () => {
    const { id } = await world.as('office', supervisionApi).create({
      body: {
        ...{ title: '开展地理标志保护检查', keyTask: '加强地理标志保护', measure: '开展一次检查，形成报告', source: 'instruction' },
        ...{ sourceText: '局主要负责人批示', leadOrgId: org('cityA'), supportOrgIds: [org('promotion')], target: { kind: 'reported' } },
        dueOn: '2026-03-20',
      },
    })
    await take('cityCoordinator', id, 'sign')
    return id
  }

  test('is put off, measured and ended by its issuer alone', async () => {
    const id = await issued()
    const due = `insert into supervised_task_due (matter_id, position, since, due_on) values ('${id}', 1, '2026-03-02', '2099-01-01')`
    const progress = `insert into supervised_task_progress (matter_id, happened_on, percent) values ('${id}', '2026-03-02', 100)`
    const set = (columns: string) => `update supervised_task set ${columns} where matter_id = '${id}'`
    const issuers = [
      due,
      set("target = 'deliverable', deliverable = '一页纸'"),
      set('target_value = 0'),
      set("ended_on = '2026-03-02'"),
      set("noticed_on = '2026-03-02'"),
      set("claimed_on = '2026-03-02'"),
      set('mandatory = false'),
      set("counted_due = '2026-03-20'"),
    ]
    for (const [who, statements] of [
      ['cityCoordinator', issuers],
      ['promotionHead', [...issuers, progress, set("signed_on = '2026-03-02'")]],
    ] as const)
      await asRuntime(world, world.people[who].token, async (run) => {
        for (const statement of statements) await assert.rejects(run(statement), { code: '42501' }, `${who}: ${statement}`)
        // Who supports is the issuer's to say; the unit that does says only that it has.
        for (const statement of [
          `insert into supervised_task_support (matter_id, org_id) values ('${id}', '${org('cityB')}')`,
          `update supervised_task_support set ended_on = '2026-03-02', end_reason = '不想配合' where matter_id = '${id}'`,
          ...(who === 'cityCoordinator'
            ? [`update supervised_task_support set contributed_on = '2026-03-02' where matter_id = '${id}'`]
            : []),
        ])
          await assert.rejects(run(statement), { code: '42501' }, `${who}: ${statement}`)
      })
  })

  test('leaves nothing to do for those who supported it, once it is over', async () => {
    const id = await issued()
    await take('office', id, 'waive', { reason: '不再需要' })
    const { rows } = await world.sql.query('select acts from matter_grant where matter_id = $1', [id])
    assert.deepEqual(rows, [{ acts: false }])
  })

  test('is claimed on the day on which it is entered, whatever day is written', async () => {
    const id = await issued()
    today = '2026-03-25'
    world.setDay(today)
    await take('cityCoordinator', id, 'claim', { summary: '检查已经完成。', files: [] }, '2026-03-19')
    await take('office', id, 'accept', { opinion: '属实' })
    const { rows } = await world.sql.query('select claimed_on::text from supervised_task where matter_id = $1', [id])
    assert.deepEqual(rows, [{ claimed_on: '2026-03-25' }])
  })
})
