import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from '#kernel/calendar'
import { allProcesses } from '#rooms'

/** The categories whose every limit runs in a process of the case room. */
const categories = ['线索与管辖', '投诉举报', '调查取证', '审核告知听证', '决定送达公示', '执行结案', '假冒专利']

/** Look-backs are questions at filing, not clocks; the older text of a rule is reached through the newer one's id. */
const asked = new Set(['PUNISH-LOOKBACK-2Y', 'PUNISH-LOOKBACK-5Y'])

for (const limit of limits.filter((one) => categories.includes(one.category))) {
  test(`${limit.id} (${limit.name}) runs in a process`, () => {
    const running = allProcesses.flatMap(({ process }) => Object.values(process.clocks).filter((clock) => clock.limit === limit.subject))
    assert.ok(asked.has(limit.id) || running.length > 0, `no clock has the limit ${limit.id}`)
  })
}

for (const { process } of allProcesses) {
  test(`${process.name}: every state has a way out or is an end, and every state but the first has a way in`, () => {
    const steps = Object.values(process.steps)
    for (const [state, { end }] of Object.entries(process.states)) {
      const leaves = steps.some((rule) => rule.to !== undefined && rule.to !== state && rule.from.includes(state))
      assert.equal(leaves, !end, `${state} ${end ? 'is an end with a way out' : 'has no way out'}`)
      assert.ok(state === process.start || steps.some((rule) => rule.to === state), `${state} is never reached`)
    }
  })
}
