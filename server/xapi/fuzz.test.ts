import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fc } from '#test/property'
import { openWorld, type World } from '#test/world'
import { type Asked, learner, openRecordClient, statement, storeOf } from '#test/xapi'

/** What a stranger to the standard might send: words of the standard in the wrong places, and letters that no standard has. */
const word = fc.oneof(
  fc.constantFrom(
    '',
    'true',
    '-1',
    '1e9',
    'null',
    '{}',
    '[]',
    '{"mbox":"mailto:a@b.c"}',
    JSON.stringify(learner()),
    'https://a.example/x',
    '\u0000',
    '\ud800',
    '%00',
    '../..',
    "' or 1=1 --",
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.uuid(),
)
const names = [
  'statementId',
  'voidedStatementId',
  'agent',
  'verb',
  'activity',
  'registration',
  'since',
  'until',
  'limit',
  'format',
  'attachments',
  'ascending',
  'more',
  'method',
  'stateId',
  'profileId',
  'activityId',
  '__proto__',
]
const wholeState = { activityId: 'https://a.example/x', agent: JSON.stringify(learner()), stateId: 'a' }
const query = fc.oneof(fc.dictionary(fc.constantFrom(...names), word, { maxKeys: 4 }), fc.constant(wholeState))
const value = fc.oneof(word, fc.jsonValue({ maxDepth: 4 }))
const parts = fc.dictionary(
  fc.constantFrom('id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp', 'authority', 'version', 'attachments', 'stored'),
  value,
  { maxKeys: 3 },
)
const body = fc.oneof(
  fc.constant(undefined),
  parts.map((some) => statement(some)),
  fc.array(
    parts.map((some) => statement(some)),
    { maxLength: 3 },
  ),
  value,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
)
const header = fc.constantFrom(
  'application/json',
  'multipart/mixed; boundary=x',
  'multipart/mixed',
  'application/x-www-form-urlencoded',
  'text/plain',
  '',
  ';;',
)
const request = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE'),
  path: fc.constantFrom(
    '/statements',
    '/activities/state',
    '/activities/profile',
    '/agents/profile',
    '/activities',
    '/agents',
    '/about',
    '/statements?method=PUT',
  ),
  query,
  body,
  headers: fc.record({ 'content-type': header, 'if-match': fc.constantFrom('*', '"x"', 'x', '') }, { requiredKeys: [] }),
})

describe('the record store', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())

  test('answers whatever is sent with a number of its own and a sentence, and is never at a loss', async () => {
    const { basic } = await openRecordClient(world, ['all'])
    const stores = [storeOf(world, basic), storeOf(world, basic, '2.0.0')]
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(request, fc.constantFrom(...stores), async (asked, store) => {
        const path = asked.path.includes('?') ? { path: asked.path, query: {} } : {}
        const answer = await store({ ...asked, ...path } as Asked)
        seen.add(answer.status)
        assert.ok(answer.status < 500, JSON.stringify({ status: answer.status, asked }))
        assert.ok(![415, 422].includes(answer.status), JSON.stringify(asked))
        if (answer.status >= 400 && asked.method !== 'HEAD' && answer.status !== 404) assert.equal(typeof answer.body.sentence, 'string')
      }),
      { numRuns: 600 },
    )
    // It was no wall that everything bounced off.
    for (const status of [200, 204, 400]) assert.ok(seen.has(status), `${status} of ${[...seen]}`)
  })
})
