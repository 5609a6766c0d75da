import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendarFor } from './calendar.ts'
import { deadlineOf } from './deadline.ts'
import { extensionAllowed } from './extension.ts'
import { type LimitId, limitById } from './statutes.ts'
import type { Interval } from './term.ts'

const calendar = calendarFor()
const arithmetic = (id: LimitId, begun: string, excluded: readonly Interval[] = []) =>
  deadlineOf({ limit: limitById(id), begun, excluded, extensions: [], calendar }).steps.map((step) => step.text)
const says = (texts: readonly string[], text: string) => assert.ok(texts.includes(text), texts.join('\n'))

describe('the arithmetic that people read', () => {
  test('names the days off that were skipped and the weekend days that were worked', () => {
    says(arithmetic('LEAD-VERIFY', '2026-02-10'), '其间休息日和法定节假日 12 天不计入；调休上班的 2026-02-14、2026-02-28 计入')
    says(arithmetic('STATEMENT', '2026-09-25'), '其间休息日和法定节假日 9 天不计入')
    assert.ok(!arithmetic('STATEMENT', '2026-06-01').some((text) => text.includes('调休')))
  })

  test('answers for every interval, also for one that took nothing out', () => {
    const begun = '2026-06-22' // ninety days end on 2026-09-20
    const texts = (from: string, to: string | null) => arithmetic('CASE-TERM', begun, [{ from, to, reason: '鉴定' }])
    says(texts('2026-06-20', '2026-06-22'), '2026-06-20 至 2026-06-22（鉴定）：在起算之前，不影响期限')
    says(texts('2026-06-20', '2026-06-23'), '排除 2026-06-20 至 2026-06-23（鉴定）共 1 日')
    says(texts('2026-09-21', '2026-09-30'), '2026-09-21 至 2026-09-30（鉴定）：在期限届满之后，不再扣除')
    says(texts('2026-09-21', null), '2026-09-21 至 今（鉴定）：在期限届满之后，不再扣除')
  })

  test('of two that are still running, one pauses and the other keeps it so', () => {
    const running = (from: string, reason: string): Interval => ({ from, to: null, reason })
    const texts = arithmetic('CASE-TERM', '2026-06-22', [running('2026-07-01', '鉴定'), running('2026-07-05', '中止')])
    says(texts, '2026-07-05 至 今（中止）：同时进行，期限不恢复')
    assert.equal(texts.at(-1), '自 2026-07-01 起（鉴定），恢复前没有届满日')
  })

  test('says 未核实 where an ordinary weekend decides, and not where a holiday does', () => {
    says(arithmetic('COMPLAINT-MEDIATE', '2026-06-23'), '末日 2026-08-22 为休息日，不顺延（按机关义务从严，未核实）')
    says(arithmetic('PAY-FINE', '2026-06-26'), '末日 2026-07-11 为休息日，顺延至 2026-07-13（按当事人权利从宽，未核实）')
    says(arithmetic('PAY-FINE', '2026-09-18'), '末日 2026-10-03 为法定节假日，顺延至 2026-10-08')
  })

  test('names the notice that it rests on, and says when the next one may still move it', () => {
    says(arithmetic('CASE-TERM', '2026-06-22'), '国务院办公厅2026年节假日安排')
    says(arithmetic('STATEMENT', '2026-12-24'), '暂定：2027年节假日安排尚未公布，按周一至周五为工作日暂定，可能调整上年12月末的安排')
    says(arithmetic('CLOSE', '2026-12-22'), '2027年节假日安排尚未公布，按周一至周五为工作日暂定')
  })

  test('advises an earlier working day when the latest day for a notice is a day off', () => {
    // Three working days before Friday 2026-07-17 are the 14th to the 16th: Monday 13 July will do.
    assert.ok(!arithmetic('HEAR-PUBLIC', '2026-07-17').some((text) => text.includes('宜不迟于')))
    says(arithmetic('HEAR-PUBLIC', '2026-07-16'), '2026-07-12 为休息日，倒算不顺延；宜不迟于 2026-07-10 通知')
  })
})

test('a count of working days through a year that is not known is provisional, though it ends in one that is', () => {
  const found = deadlineOf({ limit: limitById('LEAD-VERIFY'), begun: '2003-12-25', excluded: [], extensions: [], calendar })
  assert.deepEqual([found.due?.slice(0, 4), found.provisional], ['2004', true])
})

describe('an extension', () => {
  const answer = (id: LimitId, length?: number) => extensionAllowed(limitById(id), [], { length })

  test('is as long as the article says unless less is asked for', () => {
    assert.deepEqual(answer('CASE-TERM'), {
      ok: true,
      length: 30,
      unit: 'day',
      approver: '市场监管部门负责人',
      condition: '案情复杂或者其他原因',
    })
    assert.equal(answer('CASE-TERM', 10).ok, true)
  })

  for (const [id, length, reason] of [
    ['CASE-TERM', 31, '本次最多延长 30 日，不能延长 31 日'],
    ['LEAD-VERIFY', 16, '本次最多延长 15 个工作日，不能延长 16 个工作日'],
    ['CASE-TERM', 0, '延长的长度须为正整数'],
    ['CASE-TERM', 1.5, '延长的长度须为正整数'],
    ['REVIEW', undefined, '依据未规定延长的固定长度，须在批准文书中写明延长多久'],
    ['REVIEW', -3, '延长的长度须为正整数'],
    ['EVID-REG', 7, '“先行登记保存证据后采取处理措施”没有可以延长的规定'],
  ] as const) {
    test(`of ${length ?? 'no'} length to ${id} is refused: ${reason}`, () =>
      assert.deepEqual(answer(id, length), { ok: false, reason, basis: limitById(id).basis }))
  }

  test('comes in the article’s order: the head first, collective discussion second, nothing third', () => {
    const limit = limitById('CASE-TERM')
    const first = { length: 30, unit: 'day' as const }
    const second = extensionAllowed(limit, [first], { length: 60 })
    assert.equal(second.ok && second.approver, '市场监管部门负责人集体讨论')
    assert.equal(extensionAllowed(limit, [first, { length: 60, unit: 'day' }], { length: 1 }).ok, false)
  })
})
