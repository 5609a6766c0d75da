import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LegalDay } from '#contract/common'
import { calendarFor } from './calendar.ts'
import { deadlineOf, hourDeadlineOf } from './deadline.ts'
import { extensionAllowed } from './extension.ts'
import { hourCases, type LimitCase, limitCases } from './limits.table.ts'
import { type Limit, limitOn, limits } from './statutes.ts'
import type { GrantedExtension, Interval } from './term.ts'

const calendar = calendarFor()
const inScope = ['线索与管辖', '投诉举报', '调查取证', '审核告知听证', '决定送达公示', '执行结案', '假冒专利']
const dueOf = (limit: Limit, begun: LegalDay, excluded: readonly Interval[] = [], extensions: readonly GrantedExtension[] = []) =>
  deadlineOf({ limit, begun, excluded, extensions, calendar }).due

function plainLimit({ id, plain: [begun] }: LimitCase): Limit {
  const limit = limitOn(id, begun)
  assert.ok(limit, `${id} is in force on ${begun}`)
  return limit
}

describe('every limit of a penalty case', () => {
  test('stands in the table', () => {
    const expected = limits.filter((limit) => inScope.includes(limit.category)).map((limit) => limit.subject)
    const tested = [...limitCases, ...hourCases].map((row) => row.id)
    assert.deepEqual(tested.toSorted(), expected.toSorted())
    assert.equal(tested.length, 53)
  })

  for (const row of limitCases) {
    for (const season of ['plain', 'springFestival', 'nationalDay'] as const) {
      const [begun, due] = row[season] ?? []
      if (begun === undefined) continue
      test(`${row.id} (${season}) begun ${begun} ends ${due ?? 'nowhere: no rule in force on that day'}`, () => {
        const limit = limitOn(row.id, begun)
        assert.equal(limit && dueOf(limit, begun), due)
      })
    }

    test(`${row.id} counts time out only for the reasons of its article`, () => {
      const limit = plainLimit(row)
      const [begun, due] = row.plain
      const interval = (reason: string): Interval[] => [{ from: '2026-06-25', to: '2026-07-01', reason }]
      assert.equal(dueOf(limit, begun, interval('领导出差')), due)
      assert.equal(limit.excludedReasons.length > 0, row.excluded !== undefined)
      if (row.excluded) assert.equal(dueOf(limit, begun, interval(row.excluded[0])), row.excluded[1])
    })

    test(`${row.id} is extended as far as its article goes, and no further`, () => {
      const limit = plainLimit(row)
      const granted: GrantedExtension[] = []
      for (const [length, due] of row.extended ?? []) {
        const fixed = limit.extensions[granted.length]?.length ?? null
        assert.equal(extensionAllowed(limit, granted, { length: (fixed ?? 0) + 1 }).ok, fixed === null)
        const answer = extensionAllowed(limit, granted, fixed === null ? { length } : {})
        assert.ok(answer.ok)
        assert.equal(answer.length, length)
        granted.push({ length: answer.length, unit: answer.unit })
        assert.equal(dueOf(limit, row.plain[0], [], granted), due)
      }
      const refused = extensionAllowed(limit, granted, { length: 1 })
      assert.ok(!refused.ok)
      assert.match(refused.reason, granted.length > 0 ? /不得再延长/ : /没有可以延长的规定/)
      assert.equal(refused.basis, limit.basis)
    })

    test(`${row.id} begun in a year whose calendar is not published is provisional, unless no holiday can move it`, () => {
      const limit = plainLimit(row)
      const hangsOnCalendar = limit.kind !== 'lookBack'
      const found = (begun: LegalDay) => deadlineOf({ limit, begun, excluded: [], extensions: [], calendar })
      assert.equal(found('2027-03-01').provisional, hangsOnCalendar)
      assert.equal(
        found('2027-03-01').steps.some((step) => step.kind === 'provisional'),
        hangsOnCalendar,
      )
      const [begun, due] = row.plain
      assert.equal(found(begun).provisional, hangsOnCalendar && (due ?? '') > '2026-12-28')
    })
  }

  for (const { id, begunAt, dueAt, due } of hourCases) {
    test(`${id} begun ${begunAt} ends ${dueAt}, and cannot be extended`, () => {
      const limit = limitOn(id, due)
      assert.ok(limit)
      const found = hourDeadlineOf({ limit, begunAt })
      assert.deepEqual([found.dueAt, found.due, found.provisional], [dueAt, due, false])
      assert.equal(extensionAllowed(limit, [], { length: 1 }).ok, false)
      assert.throws(() => dueOf(limit, due), RangeError)
    })
  }
})
