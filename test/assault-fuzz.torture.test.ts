import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from './assault-fuzz.ts'

// By hand: npm run fuzz.
test('20,000 random requests over every listed route give no error of ours and no stall', { timeout: 1_800_000 }, async (t) => {
  const { statuses, stall } = await fuzz(20_000)
  t.diagnostic(`${JSON.stringify(statuses)}, longest stall ${stall} ms (the requests are made in the same process)`)
  assert.ok((statuses[200] ?? 0) >= 1_000, 'hardly any request came through the door')
  assert.ok(stall < 1000, `the event loop stood still for ${stall} ms`)
})
