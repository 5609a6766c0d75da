import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { learner, statement } from '#test/xapi'
import type { Json } from './json.ts'
import { parseJson } from './json.ts'
import { saysTheSame } from './same.ts'
import { readStatement, type Statement } from './statement.ts'
import { instantOf } from './values.ts'
import type { Version } from './version.ts'

const both = ['1.0.3', '2.0.0'] as const
const newer = ['2.0.0'] as const
const none = [] as const
const read = (parts: Record<string, unknown>, version: Version) => readStatement(statement(parts) as unknown as Json, 'statement', version)
const activity = { id: 'https://learn.example/a' }
const ref = { objectType: 'StatementRef', id: '6690e6c9-3ef0-4ed3-8b37-7f3964730bee' }
const sub = { objectType: 'SubStatement', actor: learner('x'), verb: { id: 'https://learn.example/verb' }, object: activity }
const defined = (definition: unknown) => ({ object: { ...activity, definition } })
const file = {
  usageType: 'https://learn.example/u',
  display: { 'zh-CN': '附件' },
  contentType: 'text/plain',
  length: 3,
  sha2: 'a'.repeat(64),
}

// What, the parts that are put into a statement, and in which versions it is one.
for (const [what, parts, versions] of [
  ['as it is', {}, both],
  ['an actor without a name by which it is known', { actor: { name: '某人' } }, none],
  ['an actor with two of them', { actor: { ...learner(), mbox: 'mailto:a@b.example' } }, none],
  ['a mailbox without mailto', { actor: { mbox: 'a@b.example' } }, none],
  ['a group of nobody', { actor: { objectType: 'Group', name: '组' } }, none],
  ['a group of agents', { actor: { objectType: 'Group', member: [learner()] } }, both],
  ['a group in a group', { actor: { objectType: 'Group', member: [{ ...learner(), objectType: 'Group' }] } }, none],
  ['a property that the standard does not know', { score: 3 }, none],
  ['constructor as a property', { constructor: {} }, none],
  ['a verb without scheme', { verb: { id: 'completed' } }, none],
  ['a language that is none', { verb: { id: 'https://a.example/v', display: { 'not a language': 'x' } } }, none],
  ['a language with script and region', { verb: { id: 'https://a.example/v', display: { 'zh-Hans-CN': '完成' } } }, both],
  ['null where something should be', { verb: null }, none],
  ['null in an extension', { result: { extensions: { 'https://a.example/e': null } } }, both],
  ['an extension whose name is no IRI', { result: { extensions: { e: 1 } } }, none],
  ['a score above its maximum', { result: { score: { raw: 11, max: 10 } } }, none],
  ['a score of text', { result: { score: { raw: '10' } } }, none],
  ['a scaled score beyond one', { result: { score: { scaled: 1.01 } } }, none],
  ['a duration', { result: { duration: 'P1Y2M3DT4H5M6.789S' } }, both],
  ['a duration in weeks', { result: { duration: 'P4W' } }, both],
  ['a duration of nothing', { result: { duration: 'PT' } }, none],
  ['a time without a zone', { timestamp: '2026-03-03T10:00:00' }, ['1.0.3']],
  ['a time in Shanghai', { timestamp: '2026-03-03T10:00:00+08:00' }, both],
  ['a time whose zone nobody knows', { timestamp: '2026-03-03T10:00:00-00:00' }, none],
  ['the thirtieth of February', { timestamp: '2026-02-30T10:00:00Z' }, none],
  ['a version of its own standard', { version: '1.0.9' }, both],
  ['a version of the newer standard', { version: '2.0.0' }, newer],
  ['a version of neither', { version: '1.1.0' }, none],
  ['agents of the context', { context: { contextAgents: [{ objectType: 'contextAgent', agent: learner() }] } }, newer],
  [
    'agents of the context for no kind',
    { context: { contextAgents: [{ objectType: 'contextAgent', agent: learner(), relevantTypes: [] }] } },
    none,
  ],
  ['a team that is one agent', { context: { team: learner() } }, none],
  ['a platform beside an activity', { context: { platform: 'x' } }, both],
  ['a platform beside an agent', { object: learner(), context: { platform: 'x' } }, none],
  ['a plan', { object: sub }, both],
  ['a plan with an id', { object: { ...sub, id: ref.id } }, none],
  ['a plan of a plan', { object: { ...sub, object: sub } }, none],
  ['voiding of a statement', { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: ref }, both],
  ['voiding of a course', { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' } }, none],
  ['an interaction', defined({ interactionType: 'choice', choices: [{ id: 'a' }, { id: 'b' }], correctResponsesPattern: ['a'] }), both],
  ['an interaction whose choices have one id', defined({ interactionType: 'choice', choices: [{ id: 'a' }, { id: 'a' }] }), none],
  ['choices of no interaction', defined({ choices: [{ id: 'a' }] }), none],
  ['an attachment', { attachments: [file] }, both],
  ['an attachment of negative length', { attachments: [{ ...file, length: -1 }] }, none],
  ['an authority of three', { authority: { objectType: 'Group', member: [learner(), learner(), learner()] } }, none],
] as const)
  for (const version of both) {
    const fits = (versions as readonly Version[]).includes(version)
    test(`a statement with ${what} is ${fits ? '' : 'no '}statement of ${version}`, () => {
      if (fits) assert.ok(read(parts, version).id)
      else assert.throws(() => read(parts, version), { status: 400, message: /^statement/ })
    })
  }

describe('a statement as it was read', () => {
  test('tells a single context activity as a list, also in what it plans', () => {
    const told = read(
      { object: { ...sub, context: { contextActivities: { parent: activity } } }, context: { contextActivities: { other: activity } } },
      '1.0.3',
    )
    assert.deepEqual(told.context?.contextActivities, { other: [activity] })
    assert.ok('context' in told.object)
    assert.deepEqual(told.object.context?.contextActivities, { parent: [activity] })
  })

  test('has its time in UTC under 2.0, and as it was told under 1.0.3', () => {
    assert.equal(read({ timestamp: '2026-03-03T10:00:00+08:00' }, '2.0.0').timestamp, '2026-03-03T02:00:00.000Z')
    assert.equal(read({ timestamp: '2026-03-03T10:00:00+08:00' }, '1.0.3').timestamp, '2026-03-03T10:00:00+08:00')
  })

  test('is the same with another order, another zone and the hundredth of a second alike, and another with another result', () => {
    const one = {
      ...statement(),
      timestamp: '2026-03-03T02:00:00Z',
      result: { duration: 'PT1.239S', success: true },
    } as unknown as Statement
    const other = {
      ...Object.fromEntries(Object.entries(one).toReversed()),
      timestamp: '2026-03-03T10:00:00+08:00',
      stored: 'x',
      result: { success: true, duration: 'PT1.23S' },
    }
    assert.ok(saysTheSame(one, other as unknown as Statement))
    assert.ok(!saysTheSame(one, { ...one, result: { success: false, duration: 'PT1.23S' } }))
    assert.ok(!saysTheSame(one, { ...one, result: { success: true, duration: 'PT1.24S' } }))
  })
})

test('an instant is read to the millisecond, and a leap second is the second before it', () => {
  assert.equal(instantOf('2026-03-03T10:00:00.123456+08:00', '2.0.0')?.toISOString(), '2026-03-03T02:00:00.123Z')
  assert.equal(instantOf('2016-12-31T23:59:60Z', '2.0.0')?.toISOString(), '2016-12-31T23:59:59.000Z')
  assert.equal(instantOf('2026-03-03T24:00:00Z', '2.0.0'), null)
})

test('JSON that nests without end, or holds what no column can, is refused with a sentence', () => {
  assert.throws(() => parseJson('['.repeat(100_000) + ']'.repeat(100_000), '内容'), { status: 400 })
  assert.throws(() => parseJson(JSON.stringify({ a: '\0' }), '内容'), { status: 400 })
  assert.throws(() => parseJson(Buffer.from([0x22, 0xff, 0x22]), '内容'), { status: 400 })
  assert.throws(() => parseJson('{', '内容'), { status: 400 })
})
