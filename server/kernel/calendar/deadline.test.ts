import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LegalDay } from '#contract/common'
import { Deadline as DeadlineShape } from '#contract/deadline'
import { calendarFor } from './calendar.ts'
import { deadlineOf, hourDeadlineOf, lastDay } from './deadline.ts'
import { withinLookBack } from './lookback.ts'
import { latestNoticeDay } from './notice.ts'
import { defaultRollOver } from './rollover.ts'
import { type LimitId, limitById, limitOn } from './statutes.ts'
import type { GrantedExtension, Interval, Term } from './term.ts'
import { deadlineToday, viewDeadline } from './view.ts'

const calendar = calendarFor()
const term = (id: LimitId, begun: LegalDay, excluded: readonly Interval[] = [], extensions: readonly GrantedExtension[] = []): Term => ({
  limit: limitById(id),
  begun,
  excluded,
  extensions,
  calendar,
})
const due = (...of: Parameters<typeof term>) => lastDay(term(...of))
const said = (of: Term) => deadlineOf(of).steps.map((step) => step.text)

describe('the last day of a term', () => {
  test('a notice served on a Friday leaves until the next Friday', () => assert.equal(due('STATEMENT', '2026-03-06'), '2026-03-13'))

  test('over National Day the made-up Saturday counts', () => {
    assert.equal(due('STATEMENT', '2026-09-30'), '2026-10-13')
    assert.equal(due('STATEMENT', '2026-09-29'), '2026-10-12')
  })

  test('an announcement of 1 November has served on 1 December', () => assert.equal(due('SERVE-PUBLIC', '2026-11-01'), '2026-12-01'))

  test('a case filed on 5 January would end in the Qingming holiday, and ends after it', () => {
    assert.equal(due('CASE-TERM', '2026-01-05'), '2026-04-07')
    assert.ok(said(term('CASE-TERM', '2026-01-05')).includes('末日 2026-04-05 为法定节假日，顺延至 2026-04-07'))
  })

  test('a seizure of thirty and thirty days stands still during an expert examination', () => {
    const examined: Interval = { from: '2026-03-10', to: '2026-03-19', reason: '鉴定', paper: '鉴定期间告知书' }
    const extended: GrantedExtension = { length: 30, unit: 'day' }
    assert.equal(due('COERCE-TERM', '2026-03-02'), '2026-04-01')
    assert.equal(due('COERCE-TERM', '2026-03-02', [examined]), '2026-04-11')
    // 1 May is a holiday until the 5th; ten days later nothing moves it.
    assert.equal(due('COERCE-TERM', '2026-03-02', [], [extended]), '2026-05-06')
    assert.equal(due('COERCE-TERM', '2026-03-02', [examined], [extended]), '2026-05-11')
  })

  test('thirteen working days from 14 February 2022: 3 March, the first day not counted', () => {
    const limit = { ...limitById('LEAD-VERIFY'), length: 13 }
    assert.equal(lastDay({ ...term('LEAD-VERIFY', '2022-02-14'), limit }), '2022-03-03')
    assert.equal(lastDay({ ...term('LEAD-VERIFY', '2022-02-13'), limit }), '2022-03-02')
  })

  test('a month ends on its corresponding day, or on the last of the month', () => {
    assert.equal(due('PFAKE-TERM', '2026-03-10'), '2026-04-10')
    assert.equal(due('PFAKE-TERM', '2026-03-31'), '2026-04-30')
    assert.equal(due('PFAKE-TERM', '2026-03-31', [], [{ length: 15, unit: 'day' }]), '2026-05-15')
    assert.equal(due('PADJ-TERM', '2026-11-30', [], [{ length: 1, unit: 'month' }]), '2027-03-30')
  })

  test('a term whose length the law leaves open has no last day and says why', () => {
    const found = deadlineOf({ ...term('REVIEW', '2026-03-02'), limit: { ...limitById('REVIEW'), length: null } })
    assert.deepEqual([found.due, found.paused], [null, false])
    assert.equal(found.steps.at(-1)?.kind, 'noLength')
  })
})

describe('time that is not counted', () => {
  const examined: Interval = { from: '2026-02-01', to: '2026-02-10', reason: '鉴定', paper: '鉴定委托书' }
  const tested: Interval = { from: '2026-02-08', to: '2026-02-12', reason: '检测' }

  test('is taken out once where intervals overlap', () => {
    assert.equal(due('CASE-TERM', '2026-01-05', [examined]), '2026-04-15')
    assert.equal(due('CASE-TERM', '2026-01-05', [examined, tested]), '2026-04-17')
    const texts = said(term('CASE-TERM', '2026-01-05', [examined, tested]))
    assert.ok(texts.includes('排除 2026-02-01 至 2026-02-10（鉴定）共 10 日，文书：鉴定委托书'))
    assert.ok(texts.includes('排除 2026-02-08 至 2026-02-12（检测）共 2 日（另有 3 日与前段重叠，只排除一次）'))
  })

  test('is not taken out for a reason that the article does not know', () => {
    assert.equal(due('COERCE-TERM', '2026-03-02', [{ from: '2026-03-10', to: '2026-03-19', reason: '听证' }]), '2026-04-01')
    assert.equal(due('COERCE-TERM', '2026-03-02', [{ from: '2026-03-10', to: null, reason: '听证' }]), '2026-04-01')
    assert.ok(
      said(term('COERCE-TERM', '2026-03-02', [{ from: '2026-03-10', to: null, reason: '听证' }])).some((text) =>
        text.includes('不在扣除之列'),
      ),
    )
  })

  test('counts in working days where the limit does', () => {
    const texts = said(term('LEAD-VERIFY', '2026-03-02', [{ from: '2026-03-05', to: '2026-03-11', reason: '鉴定' }]))
    assert.ok(texts.includes('排除 2026-03-05 至 2026-03-11（鉴定）共 5 个工作日'))
  })

  test('while it is open there is no last day', () => {
    const found = deadlineOf(term('CASE-TERM', '2026-01-05', [{ from: '2026-02-01', to: null, reason: '中止', paper: '中止调查决定书' }]))
    assert.deepEqual([found.due, found.paused], [null, true])
    assert.deepEqual(found.steps.at(-1), {
      kind: 'paused',
      text: '自 2026-02-01 起依文书“中止调查决定书”（中止），恢复前没有届满日',
      day: '2026-02-01',
    })
  })

  test('what opens after the term has run out does not bring it back', () => {
    // 90 days end on 5 April, a holiday, and may be kept on 7 April: the days of the term itself have run out on the 5th.
    assert.equal(due('CASE-TERM', '2026-01-05', [{ from: '2026-04-05', to: null, reason: '中止' }]), null)
    assert.equal(due('CASE-TERM', '2026-01-05', [{ from: '2026-04-06', to: null, reason: '中止' }]), '2026-04-07')
    assert.equal(due('CASE-TERM', '2026-01-05', [{ from: '2026-04-06', to: '2026-05-06', reason: '中止' }]), '2026-04-07')
    assert.equal(due('CASE-TERM', '2026-01-05', [{ from: '2026-01-01', to: '2026-01-05', reason: '中止' }]), '2026-04-07')
  })

  test('a term that nothing ends is refused, not counted for ever', () => {
    assert.throws(() => due('CASE-TERM', '2026-01-05', [{ from: '2026-02-01', to: '9999-12-31', reason: '中止' }]), /does not end/)
  })
})

describe('a last day that is a day off', () => {
  test('on an ordinary weekend: the authority keeps it, the party may wait for Monday, and both are marked', () => {
    const authority = deadlineOf(term('COMPLAINT-MEDIATE', '2026-06-23'))
    assert.equal(authority.due, '2026-08-22')
    assert.match(authority.rollOverMark ?? '', /未核实.*按机关义务从严不顺延/)
    const party = deadlineOf(term('PAY-FINE', '2026-06-26'))
    assert.equal(party.due, '2026-07-13')
    assert.match(party.rollOverMark ?? '', /未核实.*按当事人权利从宽顺延/)
  })

  test('in a statutory holiday: it rolls over for both, and nothing is unverified', () => {
    for (const id of ['PAY-FINE', 'COURT-NOACCEPT-RECON'] as const) {
      const found = deadlineOf(term(id, '2026-09-18'))
      assert.deepEqual([found.due, found.rollOverMark], ['2026-10-08', null], id)
    }
  })

  test('a weekend day that is worked is no day off', () => assert.equal(due('PAY-FINE', '2026-09-25'), '2026-10-10'))

  test('a bureau may configure another answer', () => {
    const rollOver = { ...defaultRollOver.authority, weekend: true, weekendVerified: true, reason: '省局批复' }
    const found = deadlineOf({ ...term('COMPLAINT-MEDIATE', '2026-06-23'), rollOver })
    assert.deepEqual([found.due, found.rollOverMark], ['2026-08-24', null])
  })
})

describe('notice ahead, look-back, hours', () => {
  test('seven working days lie whole between the notice and the hearing', () => {
    const limit = limitById('HEAR-NOTICE-PARTY')
    assert.equal(latestNoticeDay(limit, '2026-06-12', calendar), '2026-06-02')
    assert.equal(latestNoticeDay(limit, '2026-10-12', calendar), '2026-09-23')
    const found = deadlineOf(term('HEAR-NOTICE-PARTY', '2026-10-12'))
    assert.deepEqual([found.due, found.begun], ['2026-09-23', '2026-10-12'])
    assert.throws(() => latestNoticeDay(limitById('CASE-TERM'), '2026-06-12', calendar), RangeError)
  })

  test('conduct is found in time up to the corresponding day two years on', () => {
    const limit = limitById('PUNISH-LOOKBACK-2Y')
    assert.equal(withinLookBack(limit, '2024-03-01', '2026-03-01'), true)
    assert.equal(withinLookBack(limit, '2024-03-01', '2026-03-02'), false)
    assert.equal(withinLookBack(limit, '2026-03-01', '2026-02-01'), true)
    assert.throws(() => withinLookBack(limitById('CASE-TERM'), '2024-03-01', '2026-03-01'), RangeError)
  })

  test('a look-back at conduct is not lengthened by a holiday; a petitioner’s is', () => {
    assert.equal(due('PUNISH-LOOKBACK-2Y', '2024-10-03'), '2026-10-03')
    assert.equal(due('PADJ-LIMIT', '2023-10-03'), '2026-10-08')
  })

  test('a limit in hours has an instant, and no days', () => {
    const found = hourDeadlineOf({ limit: limitById('COERCE-URGENT'), begunAt: '2026-10-02T10:30:00+08:00' })
    assert.deepEqual([found.due, found.dueAt], ['2026-10-03', '2026-10-03T02:30:00.000Z'])
    assert.equal(found.steps.at(-1)?.text, '届满于 2026-10-03 10:30')
    assert.throws(() => hourDeadlineOf({ limit: limitById('CASE-TERM'), begunAt: '2026-10-02T10:30:00+08:00' }), RangeError)
  })
})

test('a page is told all of it: article, marks, light, what is left, the arithmetic', () => {
  const limit = limitOn('PFAKE-TERM', '2026-11-16')
  assert.ok(limit)
  const excluded = [{ from: '2026-11-20', to: '2026-11-24', reason: '听证' }]
  const extensions = [{ length: 15, unit: 'day' as const, paper: '延期审批表' }]
  const deadline = deadlineOf({ limit, begun: '2026-11-16', excluded, extensions, calendar })
  const view = viewDeadline({ name: 'closing', limit, deadline, excluded, extensions, today: '2026-12-31', calendar })
  assert.deepEqual(DeadlineShape.parse(view), view)
  const { arithmetic, ...rest } = view
  assert.deepEqual(rest, {
    name: 'closing',
    title: '假冒专利案件结案',
    limitId: 'PFAKE-TERM',
    kind: 'deadline',
    unit: 'month',
    actor: 'authority',
    basis: '《专利行政执法办法》（国家知识产权局令第71号，2015）第36条',
    begun: '2026-11-16',
    due: '2027-01-05',
    dueAt: null,
    paused: false,
    provisional: true,
    disputed: true,
    verified: true,
    fromVerified: true,
    rollOverMark: null,
    light: 'yellow',
    remaining: 5,
    remainingUnit: 'day',
    extensions: 1,
    intervals: [{ from: '2026-11-20', to: '2026-11-24', reason: '听证', paper: null }],
    note: limit.note,
  })
  assert.deepEqual(
    arithmetic.map((step) => step.text),
    [
      '起算日 2026-11-16 不计入',
      `期限 1 个月（${limit.basis}），对应日 2026-12-16`,
      `延长 15 日（${limit.basis}），文书：延期审批表`,
      '排除 2026-11-20 至 2026-11-24（听证）共 5 日',
      '届满日 2027-01-05',
      '2027年节假日安排尚未公布，按周一至周五为工作日暂定',
    ],
  )
})

test('a right that the party let lapse is nobody’s delay, then and on a later day; the office’s own term is', () => {
  const shown = (id: 'STATEMENT' | 'REVIEW', today: string) => {
    const limit = limitOn(id, '2026-06-22')
    assert.ok(limit)
    const deadline = deadlineOf({ limit, begun: '2026-06-22', excluded: [], extensions: [], calendar })
    return viewDeadline({ name: 'x', limit, deadline, excluded: [], extensions: [], today, calendar })
  }
  const [right, duty] = [shown('STATEMENT', '2026-06-23'), shown('REVIEW', '2026-06-23')]
  const later = { today: '2026-08-03', now: '2026-08-03T02:00:00Z', calendar }
  assert.deepEqual([shown('STATEMENT', '2026-08-03').light, deadlineToday(right, later).light], ['none', 'none'])
  assert.deepEqual([shown('REVIEW', '2026-08-03').light, deadlineToday(duty, later).light], ['red', 'red'])
})
