import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CaseParty } from '#contract/case-drafts'
import { PartyPenalty } from '#contract/case-steps'
import { casesApi } from '#contract/cases'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'
import { type Conduct, differsFromTold, type Judged, judgePenalties } from './proposal.ts'

const party = (id: string): CaseParty => ({
  id,
  name: `${id.slice(0, 1)}店`,
  kind: 'legal',
  creditCode: null,
  address: null,
  representative: null,
  phone: null,
  outsideProvince: false,
})
const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const conduct: Conduct = {
  code: 'PT-101',
  conductFrom: '2026-01-10',
  conductTo: '2026-03-03',
  turnover: null,
  illegalGains: 660,
  goodsValue: null,
  flags: [],
}
const penalty = (partyId: string, of: Partial<PartyPenalty> = {}): PartyPenalty =>
  PartyPenalty.parse({ partyId, measures: ['orderCorrect'], fine: 100, confiscatedGains: 0, confiscatedGoodsValue: 0, ...of })
const judge = (penalties: readonly PartyPenalty[], on = conduct) =>
  judgePenalties(on, [party(one), party(two)], penalties, '2026-03-03', { officer: 'a', reviewer: 'b' })

describe('the penalties of a decision', () => {
  test('name the same target of the same party once', () => {
    assert.equal(judge([penalty(one), penalty(two)]).length, 2)
    assert.equal(judge([penalty(one), penalty(one, { target: 'responsiblePersons', fine: 0 })]).length, 2)
    assert.throws(() => judge([penalty(one), penalty(two), penalty(one, { fine: 50 })]), {
      code: 'invalid',
      message: /对1店（当事人）填写了两项处罚/u,
    })
  })

  test('take no more gains together than were found', () => {
    const taking = (id: string, confiscatedGains: number) =>
      penalty(id, { measures: ['orderCorrect', 'confiscateGains'], confiscatedGains })
    assert.equal(judge([taking(one, 330), taking(two, 330)]).length, 2)
    assert.throws(() => judge([taking(one, 330), taking(two, 330.01)]), { message: /合计 660.01 元，高于认定的违法所得 660 元/u })
  })
})

describe('a decision against what was told', () => {
  const told = (judged: readonly Judged[]) =>
    judged.map(({ penalty: { otherBasis, ...rest }, judgement: { basis } }) => ({
      ...rest,
      otherBasis,
      law: basis.law,
      article: basis.article,
    }))
  const quality = { law: '《产品质量法》', article: '第53条（以专用标志为“质量标志”路径）', reason: '冒用质量标志' }
  const consumer = { law: '《消费者权益保护法》', article: '第56条第1款', reason: '质量标志' }
  const mark = { ...conduct, code: 'GI-105' as const, goodsValue: 50_000, illegalGains: null }
  const by = (chosenBasis: PartyPenalty['chosenBasis'], of: Partial<PartyPenalty> = {}) =>
    judge([penalty(one, { chosenBasis, ...of })], mark)

  test('may be the same or less', () => {
    assert.equal(differsFromTold(told(judge([penalty(one)])), judge([penalty(one)])), null)
    assert.equal(differsFromTold(told(judge([penalty(one)])), judge([penalty(one, { fine: 99 })])), null)
    assert.match(differsFromTold(told(judge([penalty(one)])), judge([penalty(one, { fine: 101 })])) ?? '', /高于告知/u)
    assert.match(differsFromTold(told(judge([penalty(one)])), judge([penalty(two)])) ?? '', /没有告知过/u)
  })

  test('rests on the rule that was told, be another one no heavier', () => {
    assert.equal(differsFromTold(told(by(quality)), by({ ...quality, reason: '说明得更细' })), null)
    assert.match(differsFromTold(told(by(quality)), by(consumer)) ?? '', /处罚依据《消费者权益保护法》第56条第1款不是告知的《产品质量法》/u)
  })

  test('rests on no other law for a measure than the one that was told', () => {
    const [measures, other] = [['orderCorrect', 'publicCriticism'] as const, { law: '《某法》', article: '第1条', reason: '情节严重' }]
    const on = (otherBasis: PartyPenalty['otherBasis']) => by(quality, { measures: [...measures], otherBasis })
    assert.equal(differsFromTold(told(on(other)), on({ ...other, reason: '说明得更细' })), null)
    assert.match(differsFromTold(told(on(other)), on({ ...other, article: '第2条' })) ?? '', /另有依据《某法》第2条没有告知过/u)
    assert.equal(differsFromTold(told(on(other)), by(quality)), null, 'less than was told')
  })
})

describe('a report', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('that penalises a party twice is refused with the sentence that says so', async () => {
    const id = await w.file()
    await w.issue(id, 'investigationReport')
    const report = await aReport(w, id)
    const [first] = report.penalties
    const again = { ...aPenalty(first!.partyId), fine: 1000 }
    await assert.rejects(w.take('officer', id, 'report', { ...report, penalties: [first, again] }), /填写了两项处罚/u)
    await w.take('officer', id, 'report', report)
  })

  test('on one act against several rules keeps them, and the fine rests on the heavier', async () => {
    const id = await w.file({ violationCode: 'TM-210' }, { violationCode: 'TM-210' })
    await w.issue(id, 'investigationReport')
    const fine = { fine: 20_000, measures: ['orderCorrect'], confiscatedGoodsValue: 0 }
    await assert.rejects(w.take('officer', id, 'report', await aReport(w, id, {}, fine)), /高于法定上限/u)
    await w.take('officer', id, 'report', await aReport(w, id, { alsoViolates: ['PT-101'] }, fine))
    const { alsoViolates, proposed } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    assert.deepEqual([alsoViolates, proposed.map(({ law }) => law)], [['PT-101'], ['《专利法》(2020修正)']])
  })
})
