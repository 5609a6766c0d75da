import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assault } from './assault.ts'

test('after 200 kills of server and database under load every acknowledged act is there once', { timeout: 1_800_000 }, async (t) => {
  const outcome = await assault(200)
  assert.ok(outcome.acknowledged >= 200, `only ${outcome.acknowledged} acts were acknowledged`)
  assert.deepEqual([outcome.lost, outcome.doubled], [[], []])
  t.diagnostic(
    `${outcome.acknowledged} acknowledged; back after a kill in at most ${Math.round(outcome.slowestServer)} ms (server, start included), ${Math.round(outcome.slowestDatabase)} ms (database)`,
  )
})
