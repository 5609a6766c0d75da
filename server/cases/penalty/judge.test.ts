import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ConductDays, FineRange, PenaltyProposal } from '#contract/penalty'
import { facts } from './example.ts'
import { judgeProposal } from './judge.ts'

const proposal = (of: Partial<PenaltyProposal> = {}): PenaltyProposal =>
  PenaltyProposal.parse({ target: 'party', measures: ['orderStop'], fine: 30_000, confiscatedGains: 0, confiscatedGoodsValue: 0, ...of })
const by = { officer: 'a', reviewer: 'b' }
const days = { conductFrom: '2026-05-01', conductTo: '2026-05-20', decidedOn: '2026-09-01' }

describe('a proposal', () => {
  test('within the law is answered with rule, range and hearing', () => {
    const answer = judgeProposal({ code: 'TM-103', days, facts: facts({ turnover: 80_000.01 }), proposal: proposal({ fine: 100_000 }), by })
    assert.ok(answer.ok)
    assert.deepEqual([answer.range?.max, answer.hearing.holds, answer.doubts], [400_000.05, true, []])
    assert.doesNotThrow(() => FineRange.parse(answer.range))
  })

  test('outside the range is refused in a sentence with range and article', () => {
    const answer = judgeProposal({ code: 'TM-103', days, facts: facts({ turnover: 80_000 }), proposal: proposal({ fine: 400_001 }), by })
    assert.ok(!answer.ok)
    assert.match(answer.sentence, /400,001元.*400,000元以下（《商标法》\(2019修正\)第60条第2款）/)
  })

  test('on a geographical indication is refused until a rule is chosen', () => {
    const ask = (chosenBasis?: PenaltyProposal['chosenBasis']) =>
      judgeProposal({ code: 'GI-105', days, facts: facts({ goodsValue: 50_000 }), proposal: proposal({ chosenBasis }), by })
    assert.equal(ask().ok, false)
    assert.equal(ask({ law: '《产品质量法》', article: '第53条（以专用标志为“质量标志”路径）', reason: '冒用质量标志' }).ok, true)
  })

  test('over the switch of laws needs the reviewer', () => {
    const switched = { conductFrom: '2026-12-01', conductTo: '2026-12-20', decidedOn: '2027-02-10' }
    const chosenBasis = { law: '《商标法》(2019修正)', article: '第60条第2款', reason: '罚款幅度相同，从旧' }
    const ask = (reviewer: string | null) =>
      judgeProposal({ code: 'TM-103', days: switched, facts: facts(), proposal: proposal({ chosenBasis }), by: { officer: 'a', reviewer } })
    assert.deepEqual([ask('b').ok, ask('a').ok, ask(null).ok], [true, false, false])
  })

  const refusal = (code: 'SM-101' | 'TM-103' | 'PT-101', of: Partial<PenaltyProposal>, illegalGains: number | null = 5_801) => {
    const answer = judgeProposal({ code, days, facts: facts({ illegalGains }), proposal: proposal({ fine: 1_000, ...of }), by })
    return answer.ok ? answer.doubts.map((doubt) => doubt.needs) : answer.sentence
  }

  test('that takes gains of which the rule says nothing gives its reason, and keeps the doubt', () => {
    const gains = { measures: ['confiscateGains' as const], confiscatedGains: 5_801 }
    assert.match(String(refusal('SM-101', gains)), /第12条没有规定没收违法所得.*请填写“没收违法所得的理由”/u)
    assert.match(String(refusal('SM-101', { ...gains, gainsReason: ' ' })), /请填写“没收违法所得的理由”/u)
    assert.deepEqual(refusal('SM-101', { ...gains, gainsReason: '依《行政处罚法》第28条第2款' }), ['statement'])
    assert.deepEqual(refusal('PT-101', gains), [], 'the Patent Law says so itself')
  })

  test('with a measure that the rule does not name is refused until the other rule is given', () => {
    const measures = ['orderStop' as const, 'revokeLicence' as const]
    assert.match(String(refusal('TM-103', { measures })), /第60条第2款没有规定吊销许可证件或者营业执照.*请填写“另有依据”/u)
    assert.match(String(refusal('TM-103', { measures, gainsReason: '另有理由' })), /请填写“另有依据”/u)
    const otherBasis = { law: '《某法》', article: '第1条', reason: '情节严重' }
    assert.deepEqual(refusal('TM-103', { measures, otherBasis }), ['anotherBasis'])
  })

  test('of one act against several rules is fined by the heavier one, and never above it', () => {
    const ask = (fine: number, also?: ('TM-210' | 'PT-101' | 'GI-105')[]) =>
      judgeProposal({ code: 'TM-210', days, facts: facts(), proposal: proposal({ fine, measures: ['orderCorrect'] }), by, also })
    const alone = ask(20_000)
    assert.equal(alone.ok, false)
    const both = ask(20_000, ['PT-101'])
    assert.ok(both.ok)
    assert.equal(`${both.basis.law}${both.basis.article}`, '《专利法》(2020修正)第68条')
    assert.match(both.notes.join(), /按罚款数额高的规定处罚.*第29条/u)
    assert.equal(ask(250_000.01, ['PT-101']).ok, false, 'one fine, not the sum of two')
    const unclear = ask(100, ['GI-105'])
    assert.match(unclear.ok ? '' : unclear.sentence, /GI-105不能与案由的罚则比较/u)
    assert.equal(ask(100, ['TM-210']).ok, true, 'the rule of the case itself is no other')
  })

  test('takes no more gains than were found, and none without the measure', () => {
    const take = (confiscatedGains: number, found: number | null = 660) =>
      refusal('PT-101', { measures: ['orderCorrect', 'confiscateGains'], confiscatedGains }, found)
    assert.match(String(take(1_000_000)), /没收违法所得1,000,000元，高于认定的违法所得660元/u)
    assert.match(String(take(660.01)), /高于认定/u)
    assert.match(String(take(1, null)), /没有认定违法所得/u)
    assert.deepEqual([take(660), take(0, null)], [[], []])
    assert.match(String(refusal('PT-101', { measures: ['orderCorrect'], confiscatedGains: 660 }, 660)), /处罚种类中没有“没收违法所得”/u)
  })

  test('takes goods by a measure that takes or destroys them', () => {
    const take = (measures: PenaltyProposal['measures']) => refusal('TM-103', { measures, confiscatedGoodsValue: 1_200 })
    assert.match(String(take(['orderStop'])), /没收财物价值1,200元，但处罚种类中没有/u)
    assert.deepEqual([take(['confiscateGoods']), take(['destroyTools'])], [[], []])
  })

  test('against the people of an agency is heard at a person’s amount', () => {
    const on = (target: 'agency' | 'responsiblePersons') =>
      judgeProposal({ code: 'TA-101', days, facts: facts(), proposal: proposal({ target, fine: 20_000, measures: ['warning'] }), by })
    const [agency, people] = [on('agency'), on('responsiblePersons')]
    assert.deepEqual([agency.ok && agency.hearing.holds, people.ok && people.hearing.holds], [false, true])
  })

  test('is not read with a blank reason, an unknown measure or a third of a cent', () => {
    for (const wrong of [{ mitigation: { circumstance: 'harmRemoved', reason: ' ' } }, { measures: ['lashes'] }, { fine: 0.003 }])
      assert.equal(PenaltyProposal.safeParse({ ...proposal(), ...wrong }).success, false)
  })

  test('has conduct that begins before it ends and ends before it is decided', () => {
    assert.equal(ConductDays.safeParse(days).success, true)
    assert.equal(ConductDays.safeParse({ ...days, conductFrom: '2026-05-21' }).success, false)
    assert.equal(ConductDays.safeParse({ ...days, decidedOn: '2026-05-19' }).success, false)
  })
})
