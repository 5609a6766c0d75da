import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import type { Light } from '#contract/deadline'
import { inboxApi } from '#contract/inbox'
import { type CaseWorld, openCaseWorld } from '#test/case-world'

describe('a row of a list', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const rowOf = async (id: string) => (await w.world.as('officer', casesApi).cases({ query: {} })).rows.find((row) => row.id === id)
  const isUnder = async (light: Light, id: string) =>
    (await w.world.as('officer', casesApi).cases({ query: { light } })).rows.some((row) => row.id === id)

  test('is yellow from the day on which the matter’s own page is, and its filter says the same', async () => {
    const id = await w.file() // due 2026-06-01; a fifth of the ninety days is more than five working days
    for (const [day, light] of [
      ['2026-05-13', 'green'],
      ['2026-05-14', 'yellow'],
      ['2026-06-01', 'yellow'],
      ['2026-06-02', 'red'],
    ] as const) {
      w.setDay(day)
      assert.deepEqual([(await rowOf(id))?.light, (await w.read('officer', id)).deadlines[0]?.light], [light, light], day)
      for (const each of ['green', 'yellow', 'red', 'none', 'paused'] as const)
        assert.equal(await isUnder(each, id), each === light, day + each)
    }
    w.setDay('2026-03-03')
  })

  test('stands still while the case is suspended', async () => {
    const id = await w.file()
    await w.issue(id, 'mattersApproval')
    await w.take('deputyHead', id, 'suspend', { cause: 'awaitsRuling', reason: '商标权属诉讼未审结' })
    assert.deepEqual([(await rowOf(id))?.light, await isUnder('paused', id), await isUnder('none', id)], ['paused', true, false])
  })

  test('carries 暂定 where its day rests on a year without published holidays, and so do inbox and calendar; another row does not', async () => {
    const sure = await w.file()
    w.setDay('2026-11-22')
    const id = await w.file({ foundOn: '2026-11-20' }, { conductTo: '2026-11-20' })
    const due = (await rowOf(id))?.due ?? ''
    assert.deepEqual([due.slice(0, 4), (await rowOf(id))?.provisional, (await rowOf(sure))?.provisional], ['2027', true, false])
    const todo = (await w.world.as('officer', inboxApi).todo({ query: {} })).rows.find((row) => row.id === id)
    assert.equal(todo?.deadline?.provisional, true)
    const day = await w.world.as('officer', inboxApi).calendarDay({ params: { day: due }, query: {} })
    assert.equal(day.rows.find((row) => row.id === id)?.deadline.provisional, true)
    w.setDay('2026-03-03')
  })
})
