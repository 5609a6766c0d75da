import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CaseWorld, openCaseWorld } from '#test/case-world'

describe('an officer who is taken off a case', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const people = () => w.world.people
  /** Steps of other roles are not shown at all. */
  const hasSteps = async (who: 'officer' | 'officer2', id: string) => (await w.read(who, id)).steps.length > 0
  const opensFor = async (who: 'officer' | 'officer2', id: string) => (await w.read(who, id)).steps.some(({ open }) => open)

  test('acts no more from that moment on, the day on which he came included; that he was there stays', async () => {
    const id = await w.file()
    assert.equal(await opensFor('officer2', id), true)
    await w.take('unitHead', id, 'reassignOfficers', { officers: [people().officer.id, people().officer3.id], reason: '工作调整' })
    assert.deepEqual([await opensFor('officer2', id), await opensFor('officer', id)], [false, true])
    await w.issue(id, 'sceneRecord')
    await assert.rejects(w.take('officer2', id, 'recordScene', { content: '检查' }), { code: 'notAllowed' })
    const gone = (await w.read('officer', id)).assignees.find((one) => one.personId === people().officer2.id)
    assert.deepEqual([gone?.from, gone?.to], ['2026-03-03', '2026-03-03'])
  })

  test('by recusal is off the tracks too, and is not put back', async () => {
    const id = await w.file()
    const { officer, officer2, officer3 } = people()
    await w.take('officer', id, 'preserve', { reason: '证据可能灭失', urgent: true })
    const track = await w.child('officer', id, '先行登记保存')
    assert.equal(await hasSteps('officer2', track), true)
    const refuse = w.take('deputyHead', id, 'decideRecusal', { person: officer2.id, granted: true, reason: '无人申请' })
    await assert.rejects(refuse, { code: 'closed' })
    await w.take('officer', id, 'requestRecusal', { person: officer2.id, by: 'self', reason: '与当事人有亲属关系' })
    const other = w.take('deputyHead', id, 'decideRecusal', { person: officer3.id, granted: true, reason: '张冠李戴' })
    await assert.rejects(other, { code: 'invalid' })
    await w.take('deputyHead', id, 'decideRecusal', { person: officer2.id, granted: true, reason: '属实' })
    assert.deepEqual([await hasSteps('officer2', track), await hasSteps('officer', track)], [false, true])
    const back = w.take('unitHead', id, 'reassignOfficers', { officers: [officer.id, officer2.id], reason: '人手不足' })
    await assert.rejects(back, /已经决定回避/u)
    await w.take('unitHead', id, 'reassignOfficers', { officers: [officer.id, officer3.id], reason: '替换回避人员' })
  })
})
