import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId, OrgId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examRoomApi } from '#contract/exams-room'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { movedBy, workAll } from '#test/counted'
import { closeExam, drawPaper, fillBank, kept, openExam, take } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('what an exam counts', () => {
  let world: World
  let examId: MatterId
  before(async () => {
    world = await openWorld('2026-03-10')
    const paperId = await drawPaper(world, await fillBank(world, { single: 1 }), { single: 1 })
    examId = await openExam(world, { paperId, personIds: [world.people.officer.id, world.people.stationOfficer.id] })
  })
  after(() => world.close())
  const moves = async (act: () => Promise<unknown>, expected: Record<string, number>) =>
    assert.deepEqual(
      await movedBy(world.sql, async () => {
        await act()
        await workAll(world)
      }),
      expected,
    )
  const sit = async (who: PersonKey, answer: string) => {
    const room = world.as(who, examRoomApi)
    await room.start({ params: { examId } })
    await room.handIn({ params: { examId }, body: { items: [kept(1, answer)] } })
  }

  test('is who sat and who passed, after the release and not before, and follows a correction there and back', async () => {
    await moves(async () => {
      await sit('officer', 'B')
      await sit('stationOfficer', 'A')
      await closeExam(world, examId)
      await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    }, {})
    await moves(() => take(world, 'trainer', examId, 'release', { review: 'score' }, '2026-03-11'), { 'exams.sat': 2, 'exams.passed': 1 })
    const trainer = world.as('trainer', examsApi)
    const { rows } = await trainer.candidates({ params: { examId }, query: {} })
    const change = (name: string, score: number) => {
      const attemptId = rows.find((row) => row.name === name)?.attemptId ?? ''
      return trainer.changeScore({ params: { examId, attemptId }, body: { item: 1, part: 0, score, reason: '原卷误判' } })
    }
    await moves(() => change('县办案甲', 0), { 'exams.passed': -1 })
    await moves(() => change('县办案甲', 2), { 'exams.passed': 1 })
    await moves(() => change('县办案甲', 2), {})
  })

  test('counts for the unit of who sat', async () => {
    const of = async (key: string) => {
      const query = { org: world.orgs.get(key) as OrgId, from: '2026-03', to: '2026-03' } // the world's own key
      const { total } = await world.as('principalHead', indicatorsApi).figures({ params: { indicatorId: 'exams.passRate' }, query })
      return total
    }
    assert.deepEqual(await of('county'), { value: 50, records: 2 })
    assert.deepEqual(await of('station'), { value: 0, records: 1 })
  })
})
