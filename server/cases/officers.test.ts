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

describe('the withdrawal of a head', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const decision = (person: string, granted = true) => ({ person, granted, reason: '与当事人有亲属关系' })
  const asked = async (person: string) => {
    const id = await w.file()
    await w.take('officer', id, 'requestRecusal', { person, by: 'party', reason: '与当事人有亲属关系' })
    return id
  }

  test('who is the principal one is decided by the others together, on a record of their discussion, and not by himself', async () => {
    const head = w.world.people.principalHead.id
    const id = await asked(head)
    const together = { ...decision(head), present: '分管局长甲、分管局长乙' }
    await assert.rejects(w.take('principalHead', id, 'decidePrincipalRecusal', together), { code: 'notAllowed' })
    await assert.rejects(w.take('deputyHead', id, 'decideRecusal', decision(head)), /由负责人集体讨论决定/u)
    await assert.rejects(w.take('principalHead', id, 'decideDeputyRecusal', decision(head)), { code: 'closed' })
    await assert.rejects(w.take('deputyHead', id, 'decidePrincipalRecusal', together), /集体讨论记录/u)
    await w.issue(id, 'collectiveDiscussion')
    await w.take('deputyHead', id, 'decidePrincipalRecusal', together)
  })

  test('from then on takes nothing more in the case or below it, and has no work there', async () => {
    const head = w.world.people.principalHead.id
    const id = await asked(head)
    await w.take('officer', id, 'transferCriminal', {
      crime: '销售假冒注册商标的商品罪',
      report: '销售金额较大',
      team: '县办案甲、县办案乙',
    })
    const track = await w.child('officer', id, '移送涉嫌犯罪案件')
    assert.equal(
      (await w.read('principalHead', track)).steps.find(({ name }) => name === 'approve')?.open,
      true,
      'the request alone stops nothing',
    )
    await w.issue(id, 'collectiveDiscussion')
    await w.take('deputyHead', id, 'decidePrincipalRecusal', { ...decision(head), present: '分管局长甲、分管局长乙' })
    await assert.rejects(w.take('principalHead', id, 'extendTerm', { reason: '复杂' }), /您已被决定回避/u)
    await assert.rejects(w.take('principalHead', track, 'approve', {}), /您已被决定回避/u)
    assert.equal((await w.take('deputyHead', id, 'extendTerm', { reason: '复杂' })).deadlines[0]?.name, 'term')
    const { rows } = await w.world.sql.query<{ not_persons: string[] }>(
      "select not_persons from inbox_item where matter_id = $1 and role = 'principalHead'",
      [id],
    )
    assert.ok(rows.every(({ not_persons }) => not_persons.includes(head)))
  })

  test('who is another one is decided by the principal head, not by himself; refused, he goes on', async () => {
    const deputy = w.world.people.deputyHead.id
    const id = await asked(deputy)
    await assert.rejects(w.take('deputyHead', id, 'decideRecusal', decision(deputy)), { code: 'closed' })
    await assert.rejects(w.take('deputyHead', id, 'decideDeputyRecusal', decision(deputy)), { code: 'notAllowed' })
    await w.take('principalHead', id, 'decideDeputyRecusal', decision(deputy, false))
    assert.equal((await w.take('deputyHead', id, 'extendTerm', { reason: '复杂' })).deadlines[0]?.name, 'term')
  })

  test('is not decided in the step of an officer’s, though both were asked for', async () => {
    const { principalHead, officer2 } = w.world.people
    const id = await asked(principalHead.id)
    await w.take('officer', id, 'requestRecusal', { person: officer2.id, by: 'self', reason: '同学' })
    await assert.rejects(w.take('deputyHead', id, 'decideRecusal', decision(principalHead.id)), { code: 'invalid' })
    await w.take('deputyHead', id, 'decideRecusal', decision(officer2.id))
  })
})
