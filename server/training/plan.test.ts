import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { matterApi } from '#contract/matter'
import { trainingApi } from '#contract/training'
import { aClass, aLine, type ClassWorld, openClassWorld } from '#test/class-world'

describe('a yearly plan', () => {
  let walk: ClassWorld
  before(async () => {
    walk = await openClassWorld()
  })
  after(() => walk.close())
  const read = (planId: string) => walk.world.as('provinceTrainer', trainingApi).plan({ params: { matterId: planId as never } })

  test('is written by the training officer, approved by the head, and adjusted in revisions that are kept', async () => {
    const { planId, lineId } = await walk.plan()
    await walk.take('provinceTrainer', planId, 'adjust', { reason: '增加一期' })
    await walk.take('provinceTrainer', planId, 'writeLine', { ...aLine, changes: lineId, batches: 4 })
    await walk.take('provinceTrainer', planId, 'submit')
    const sent = await walk.take('provinceHead', planId, 'sendBack', { reason: '请说明经费' })
    assert.equal(sent.state, 'drafted')
    assert.equal((await read(planId)).lines[0]?.batches, 4, 'what was returned keeps its content')
    await walk.take('provinceTrainer', planId, 'submit')
    await walk.take('provinceHead', planId, 'approve')
    const plan = await read(planId)
    assert.deepEqual(
      plan.revisions.map(({ revision, reason, lines }) => [revision, reason, lines]),
      [
        [1, null, 1],
        [2, '增加一期', 1],
      ],
    )
    await assert.rejects(walk.world.sql.query('update training_plan_revision set reason = null'), /append-only/)
  })

  test('is one a unit and year, not approved by its author, not empty, and not read from the side', async () => {
    const trainer = walk.world.as('trainer', trainingApi)
    const { id } = await trainer.openPlan({ body: { year: 2026 } })
    await assert.rejects(trainer.openPlan({ body: { year: 2026 } }), { code: 'closed' })
    await assert.rejects(walk.take('trainer', id, 'submit'), { code: 'closed' })
    await walk.take('trainer', id, 'writeLine', aLine)
    await walk.take('trainer', id, 'submit')
    await assert.rejects(walk.take('trainer', id, 'approve'), { code: 'notAllowed' })
    await assert.rejects(walk.take('trainer', id, 'writeLine', aLine), { code: 'closed' })
    await assert.rejects(walk.take('headElsewhere', id, 'approve'), { code: 'notFound' })
    await assert.rejects(walk.world.as('trainerElsewhere', trainingApi).plan({ params: { matterId: id } }), { code: 'notFound' })
    await assert.rejects(walk.world.as('officer', trainingApi).openPlan({ body: { year: 2027 } }), { code: 'notAllowed' })
    assert.equal((await walk.world.as('cityTrainer', trainingApi).plans({ query: {} })).rows.length, 1, 'from above it is read')
  })

  test('counts its progress from its classes, and lets no more be opened than it has batches', async () => {
    const { id: planId } = await walk.world.as('cityTrainer', trainingApi).openPlan({ body: { year: 2026 } })
    const city = walk.world.as('cityTrainer', trainingApi)
    await walk.take('cityTrainer', planId, 'writeLine', { ...aLine, batches: 1 })
    const [line] = (await city.plan({ params: { matterId: planId } })).lines
    const { outsideReason: _, ...under } = { ...aClass, planLineId: line?.id ?? '' }
    await assert.rejects(city.openClass({ body: under }), { code: 'closed' }, 'not before the plan is approved')
    await walk.take('cityTrainer', planId, 'submit')
    await walk.take('cityHead', planId, 'approve')
    const { id } = await city.openClass({ body: under })
    await assert.rejects(city.openClass({ body: under }), { code: 'closed' })
    await assert.rejects(walk.world.as('trainer', trainingApi).openClass({ body: under }), { code: 'notFound' }, 'a line of another unit')
    await assert.rejects(city.openClass({ body: { ...aClass, outsideReason: '' } }), { code: 'invalid' }, 'outside the plan with a reason')
    const opened = await city.plan({ params: { matterId: planId } })
    assert.deepEqual(opened.lines[0]?.progress, { opened: 1, held: 0, cancelled: 0, trained: 0 })
    await assert.rejects(walk.take('cityTrainer', planId, 'close', { summary: '完成' }), { code: 'closed' })
    await walk.take('cityTrainer', id, 'cancelClass', { reason: '讲师不能到场' })
    assert.deepEqual((await city.plan({ params: { matterId: planId } })).lines[0]?.progress, {
      opened: 0,
      held: 0,
      cancelled: 1,
      trained: 0,
    })
    await walk.take('cityTrainer', planId, 'close', { summary: '完成' })
  })

  test('lies among the work of who has to act', async () => {
    const { id } = await walk.world.as('trainerB', trainingApi).openPlan({ body: { year: 2026 } })
    const view = await walk.world.as('trainerB', matterApi).read({ params: { matterId: id } })
    assert.deepEqual(
      view.steps.map(({ name, open }) => [name, open]),
      [
        ['writeLine', true],
        ['dropLine', true],
        ['submit', false],
      ],
    )
  })
})
