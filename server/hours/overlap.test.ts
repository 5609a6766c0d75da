import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mayBeTwice, type Spanned } from './overlap.ts'

const entry = (id: string, days: string, room: Spanned['room'] = 'training', form = 'class'): Spanned => {
  const [fromDay = '', earnedOn = fromDay] = days.split('..')
  return { id, room, sourceId: id, title: id, form, fromDay, earnedOn }
}
const pairs = (entries: readonly Spanned[], classes: Parameters<typeof mayBeTwice>[1] = []) =>
  [...mayBeTwice(entries, classes)].flatMap(([id, others]) => others.map((other) => `${id}=${other}`))

describe('hours that may stand for the same learning', () => {
  for (const [name, entries, expected] of [
    [
      'a class and a lecture of the same day',
      [entry('班', '2026-03-10..2026-03-12'), entry('讲座', '2026-03-12', 'lecture')],
      ['班=讲座', '讲座=班'],
    ],
    ['a lecture of the day after', [entry('班', '2026-03-10..2026-03-12'), entry('讲座', '2026-03-13', 'lecture')], []],
    [
      'two lectures of one day',
      [entry('上午', '2026-03-10', 'lecture', 'online'), entry('下午', '2026-03-10', 'lecture')],
      ['上午=下午', '下午=上午'],
    ],
    [
      'a class and a certificate that was brought for it',
      [entry('班', '2026-03-10..2026-03-12'), entry('证书', '2026-03-11', 'manual')],
      ['班=证书', '证书=班'],
    ],
    [
      'a course that ran beside a class',
      [entry('班', '2026-03-10..2026-03-12'), entry('课', '2026-02-01..2026-04-01', 'courses', 'online')],
      [],
    ],
    ['a record of the national platform', [entry('班', '2026-03-10'), entry('国', '2026-03-10', 'national', 'online')], []],
    ['a network training of weeks', [entry('班', '2026-03-10'), entry('网', '2026-03-01..2026-03-31', 'manual', 'online')], []],
    ['two turns of one source', [entry('班', '2026-03-10'), { ...entry('班', '2026-03-10'), id: 'again' }], []],
  ] as const)
    test(`${name}: ${expected.length > 0 ? 'both are named' : 'nothing is said'}`, () => assert.deepEqual(pairs(entries), expected))

  test('a class with its own exam and its own course, whatever their days; not with another one’s', () => {
    const entries = [
      entry('班', '2026-03-10..2026-03-12'),
      entry('考试', '2026-04-20', 'exams'),
      entry('课', '2026-01-05..2026-02-20', 'courses', 'online'),
      entry('别的考试', '2026-05-20', 'exams'),
    ]
    const classes = [
      { classId: '班', examId: '考试', courseId: '课' },
      { classId: '别的班', examId: '别的考试', courseId: null },
    ]
    assert.deepEqual(pairs(entries, classes), ['班=考试', '班=课', '考试=班', '课=班'])
    assert.deepEqual(pairs(entries), [], 'nothing without the link')
  })
})
