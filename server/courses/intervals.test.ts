import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '#test/property'
import { type Beat, hear, type Limits, nothingWatched, readingSeconds, secondsOf, united, watchedFrom } from './intervals.ts'

const limits: Limits = { maxRate: 1.5, duration: 600 }

/** Beats of one launch: [second heard, position], playing at the usual rate unless said otherwise. */
const beats = (lines: readonly (readonly [number, number, Partial<Beat>?])[]): Beat[] =>
  lines.map(([heardAt, position, more], serial) => ({ launch: 'a', serial, heardAt, position, playing: true, rate: 1, ...more }))
const watched = (...lines: (readonly [number, number, Partial<Beat>?])[]) => watchedFrom(beats(lines), limits).intervals

describe('what was watched', () => {
  test('is what ran by the clock, and joins into one piece', () => {
    assert.deepEqual(watched([0, 0], [10, 10], [20, 20], [30, 30]), [[0, 30]])
  })
  test('is nothing of what was jumped over, and goes on after it', () => {
    assert.deepEqual(watched([0, 0], [10, 10], [20, 500], [30, 510]), [
      [0, 10],
      [500, 510],
    ])
  })
  test('is nothing when somebody says at once that he is at the end', () => {
    assert.deepEqual(watched([0, 0], [1, 600, { playing: false }]), [])
    assert.deepEqual(watched([0, 600]), [])
  })
  test('is at most what the allowed rate makes of the time, whatever rate is claimed', () => {
    assert.equal(secondsOf(watched([0, 0], [10, 15, { rate: 16 }], [20, 30])), 15) // what was claimed of the second ten seconds at rate 1 is a jump
    assert.deepEqual(watched([0, 0, { rate: 16 }], [10, 160, { rate: 16 }], [20, 320]), [])
    assert.deepEqual(watched([0, 0, { rate: 1.5 }], [10, 15, { rate: 1.5 }], [20, 30]), [[0, 30]])
  })
  test('is nothing while it stands still, goes back, or after a sleep', () => {
    assert.deepEqual(watched([0, 50, { playing: false }], [10, 60]), [])
    assert.deepEqual(watched([0, 50], [10, 40]), [])
    assert.deepEqual(watched([0, 50], [100, 150]), [])
  })
  test('counts a piece that was watched twice once', () => {
    assert.deepEqual(watched([0, 0], [10, 10], [20, 0], [30, 10]), [[0, 10]])
  })
  test('loses nothing to a line that is unsteady', () => {
    const lines = Array.from({ length: 30 }, (_, at) => [at * 10 + (at % 2 ? 0.8 : 0), at * 10] as const)
    assert.ok(secondsOf(watched(...lines)) >= 289)
  })
  test('does not add up over two devices', () => {
    const two = [
      ...beats([
        [0, 0],
        [10, 10],
        [20, 20],
      ]),
      ...beats([
        [5, 300],
        [15, 310],
        [25, 320],
      ]).map((beat) => ({ ...beat, launch: 'b' })),
    ]
    assert.ok(secondsOf(watchedFrom(two, limits).intervals) <= 25)
  })
})

const someBeats = fc.array(
  fc.record({
    launch: fc.constantFrom('a', 'b'),
    serial: fc.nat(40),
    heardAt: fc.double({ min: 0, max: 1000, noNaN: true }),
    position: fc.double({ min: -50, max: 900, noNaN: true }),
    playing: fc.boolean(),
    rate: fc.double({ min: 0, max: 16, noNaN: true }),
  }),
  { maxLength: 60 },
)
/** One line of a log for each number that a launch gave. */
const asLog = (some: Beat[]) => [...new Map(some.map((beat) => [`${beat.launch} ${beat.serial}`, beat])).values()]

describe('whatever a page says', () => {
  test('it is never credited with more than the time that passed at the allowed rate', () => {
    fc.assert(
      fc.property(someBeats, (some) => {
        const heard = some.map((beat) => beat.heardAt)
        const passed = heard.length ? Math.max(...heard) - Math.min(...heard) : 0
        assert.ok(secondsOf(watchedFrom(some, limits).intervals) <= passed * limits.maxRate + 1e-3)
      }),
    )
  })
  test('it is never credited beyond the film, and the pieces are in order and apart', () => {
    fc.assert(
      fc.property(someBeats, (some) => {
        const { intervals } = watchedFrom(some, limits)
        intervals.forEach(([from, to], at) => {
          assert.ok(from >= 0 && to <= limits.duration && from < to)
          assert.ok(at === 0 || (intervals[at - 1]?.[1] ?? 0) < from)
        })
      }),
    )
  })
  test('a log that is replayed, doubled or out of order gives the same', () => {
    fc.assert(
      fc.property(someBeats.map(asLog), fc.infiniteStream(fc.nat()), (log, numbers) => {
        const mixed = [...log, ...log].map((beat) => [numbers.next().value ?? 0, beat] as const).sort((a, b) => a[0] - b[0])
        assert.deepEqual(
          watchedFrom(
            mixed.map(([, beat]) => beat),
            limits,
          ).intervals,
          watchedFrom(log, limits).intervals,
        )
      }),
    )
  })
  test('a beat that comes again or late changes nothing', () => {
    const [first, second, third] = beats([
      [0, 0],
      [10, 10],
      [20, 20],
    ])
    const after = [first!, second!, third!].reduce((so, beat) => hear(so, beat, limits), nothingWatched)
    for (const again of [first!, second!, third!]) assert.equal(hear(after, { ...again, heardAt: 30, position: 30 }, limits), after)
  })
  test('more is never less: what was watched stays watched', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 20 })), { maxLength: 20 }), (pieces) => {
        let before = 0
        pieces.reduce<readonly (readonly [number, number])[]>((all, [from, long]) => {
          const next = united(all, [from, from + long])
          assert.ok(secondsOf(next) >= before)
          before = secondsOf(next)
          return next
        }, [])
      }),
    )
  })
})

test('crumbs beyond number are not kept: a page cannot make the record grow without end', () => {
  const intervals = Array.from({ length: 5000 }, (_, at) => [at * 2, at * 2 + 0.001] as const)
  const last = { launch: 'l', serial: 1, heardAt: 0, position: 20_000, playing: true, rate: 1 }
  const beat = (position: number) => ({ ...last, serial: 2, heardAt: 10, position })
  const limits = { maxRate: 1, duration: 86_400 }
  assert.equal(hear({ intervals, budget: 0, last }, beat(20_001), limits).intervals.length, 5000)
  // What joins a piece that is there is kept.
  const joined = hear({ intervals, budget: 0, last: { ...last, position: 9998 } }, beat(9999), limits).intervals
  assert.deepEqual([joined.length, joined.at(-1)], [5000, [9998, 9999]])
})

test('reading counts the time that a document lies open, and no sleep', () => {
  assert.equal(readingSeconds({ heardAt: 0, playing: true }, 10), 10)
  assert.equal(readingSeconds({ heardAt: 0, playing: false }, 10), 0)
  assert.equal(readingSeconds({ heardAt: 0, playing: true }, 100), 0)
  assert.equal(readingSeconds(null, 10), 0)
})
