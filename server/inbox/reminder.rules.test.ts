import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays } from '#kernel/calendar'
import { asksToday, reminderRule, spokeOn } from './reminder.rules.ts'

const term = { yellowOn: '2026-03-20', due: '2026-04-01' }

/** The days on which a person who reads nothing is told, day by day. */
function daysTold(from: string, to: string, works: (day: string) => boolean = () => true): string[] {
  const told: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1))
    if (works(day) && asksToday(reminderRule, { ...term, toldOn: told.at(-1) ?? null }, day)) told.push(day)
  return told
}

describe('a reminder', () => {
  test('comes when the term turns yellow, on its last day, one, three, seven days after, then weekly, and stops after sixty', () => {
    assert.deepEqual(daysTold('2026-03-01', '2026-12-31'), [
      '2026-03-20',
      '2026-04-01',
      '2026-04-02',
      '2026-04-04',
      '2026-04-08',
      '2026-04-15',
      '2026-04-22',
      '2026-04-29',
      '2026-05-06',
      '2026-05-13',
      '2026-05-20',
      '2026-05-27',
    ])
  })

  test('is made up for on the first day after an outage, once', () => {
    assert.deepEqual(
      daysTold('2026-03-01', '2026-04-05', (day) => day > '2026-03-25'),
      ['2026-03-26', '2026-04-01', '2026-04-02', '2026-04-04'],
    )
  })

  test('does not come before the term is yellow, nor sixty-one days after its end to somebody never told', () => {
    assert.equal(spokeOn(reminderRule, term, '2026-03-19'), null)
    assert.equal(asksToday(reminderRule, { ...term, toldOn: null }, '2026-05-31'), true)
    assert.equal(asksToday(reminderRule, { ...term, toldOn: null }, '2026-06-01'), false)
  })
})
