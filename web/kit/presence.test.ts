import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { isSomebodyThere, watchPresence } from './presence.ts'

const minutes = (count: number) => mock.timers.tick(count * 60_000)
let room: EventTarget
let told: boolean[]
let leave: () => void

beforeEach(() => {
  room = new EventTarget()
  Object.assign(globalThis, { window: room })
  mock.timers.enable({ apis: ['setTimeout'] })
  told = []
  leave = watchPresence(() => told.push(isSomebodyThere()))
})
afterEach(() => {
  leave()
  mock.timers.reset()
  Reflect.deleteProperty(globalThis, 'window')
})

test('after ten minutes without a key or a pointer nobody is there, and this is said once', () => {
  minutes(9)
  assert.equal(isSomebodyThere(), true)
  minutes(1)
  assert.equal(isSomebodyThere(), false)
  minutes(60)
  assert.deepEqual(told, [false])
})

for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  test(`${sign} says that somebody is there, and the ten minutes begin anew`, () => {
    minutes(9)
    room.dispatchEvent(new Event(sign))
    minutes(9)
    assert.equal(isSomebodyThere(), true)
    minutes(1)
    room.dispatchEvent(new Event(sign))
    assert.deepEqual(told, [false, true])
  })

test('a page that was left listens no more', () => {
  leave()
  minutes(60)
  room.dispatchEvent(new Event('keydown'))
  assert.deepEqual(told, [])
})
