import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ViolationCode } from '#contract/penalty'
import { type JurisdictionFlags, jurisdictionCheck, type OrgLevel } from './jurisdiction.ts'

type Answer = 'allowed' | 'refused' | 'warning'
const levels: OrgLevel[] = ['province', 'city', 'county', 'station']
const answers = (code: ViolationCode, flags: JurisdictionFlags = {}) =>
  levels.map((orgLevel) => jurisdictionCheck({ code, orgLevel, flags }).kind)

describe('who may take a case', () => {
  const matrix: [string, ViolationCode, JurisdictionFlags, [province: Answer, city: Answer, county: Answer, station: Answer]][] = [
    ['an ordinary trademark case', 'TM-103', {}, ['warning', 'allowed', 'allowed', 'allowed']],
    ['the same, raised by decision', 'TM-103', { authorityDocument: true }, ['allowed', 'allowed', 'allowed', 'allowed']],
    ['a well-known mark', 'TM-103', { wellKnownMark: true }, ['allowed', 'allowed', 'refused', 'refused']],
    ['patent passing-off', 'PT-101', {}, ['warning', 'allowed', 'allowed', 'allowed']],
    ['a trademark agency', 'TA-101', {}, ['warning', 'allowed', 'allowed', 'allowed']],
    ['a patent agency', 'PA-105', {}, ['allowed', 'warning', 'warning', 'warning']],
    ['a patent agency, delegated', 'PA-105', { authorityDocument: true }, ['allowed', 'allowed', 'allowed', 'allowed']],
    [
      'a patent agency to be suspended',
      'PA-105',
      { suspendOrRevoke: true, authorityDocument: true },
      ['refused', 'refused', 'refused', 'refused'],
    ],
    ['a licence got by fraud', 'PA-302', {}, ['refused', 'refused', 'refused', 'refused']],
    ['patent adjudication', 'PT-201', {}, ['warning', 'allowed', 'warning', 'warning']],
    ['patent adjudication by a county with its paper', 'PT-201', { authorityDocument: true }, ['allowed', 'allowed', 'allowed', 'allowed']],
    ['patent adjudication with a foreign side', 'PT-201', { foreignOrCrossCity: true }, ['allowed', 'refused', 'refused', 'refused']],
    ['patent adjudication of national impact', 'PT-201', { nationwideImpact: true }, ['refused', 'refused', 'refused', 'refused']],
    ['a technical secret', 'UC-102', { technicalSecret: true }, ['warning', 'allowed', 'refused', 'refused']],
    [
      'a technical secret with consent from above',
      'UC-102',
      { technicalSecret: true, nationalConsent: true },
      ['warning', 'allowed', 'allowed', 'allowed'],
    ],
    ['a business secret', 'UC-102', { technicalSecret: false }, ['warning', 'allowed', 'allowed', 'allowed']],
    ['a secret of a kind not yet found', 'UC-102', {}, ['warning', 'allowed', 'warning', 'warning']],
    ['a seizure for unfair competition', 'UC-101', { seizureOrAccounts: true }, ['warning', 'allowed', 'warning', 'warning']],
    [
      'the same, approved by the city',
      'UC-101',
      { seizureOrAccounts: true, cityApproval: true },
      ['warning', 'allowed', 'allowed', 'allowed'],
    ],
    [
      'approval does not heal the level',
      'UC-102',
      { technicalSecret: true, seizureOrAccounts: true, cityApproval: true },
      ['warning', 'allowed', 'refused', 'refused'],
    ],
    [
      'nor does its want turn a refusal into a warning',
      'UC-102',
      { technicalSecret: true, seizureOrAccounts: true },
      ['warning', 'allowed', 'refused', 'refused'],
    ],
    ['layout designs', 'IC-101', {}, ['refused', 'refused', 'refused', 'refused']],
    ['copyright', 'CR-900', {}, ['refused', 'refused', 'refused', 'refused']],
    ['the list of the dishonest', 'BL-001', {}, ['allowed', 'warning', 'warning', 'warning']],
    ['a station in its own name', 'TM-103', { inOwnName: true, partyKind: 'legal' }, ['warning', 'allowed', 'allowed', 'refused']],
    [
      'a station against a sole trader',
      'TM-103',
      { inOwnName: true, partyKind: 'soleTrader' },
      ['warning', 'allowed', 'allowed', 'allowed'],
    ],
    [
      'a station revoking',
      'TM-103',
      { inOwnName: true, partyKind: 'soleTrader', suspendOrRevoke: true },
      ['warning', 'allowed', 'allowed', 'refused'],
    ],
  ]
  for (const [what, code, flags, expected] of matrix)
    test(`${what}: ${expected.join(', ')}`, () => assert.deepEqual(answers(code, flags), expected))

  test('a county adjudicating patents is told which paper is missing, and the mark stays when it is there', () => {
    const missing = jurisdictionCheck({ code: 'PT-201', orgLevel: 'county' })
    assert.ok(missing.kind === 'warning')
    assert.match(missing.requires, /权限依据/)
    const there = jurisdictionCheck({ code: 'PT-201', orgLevel: 'county', flags: { authorityDocument: true } })
    assert.match(there.kind === 'allowed' ? there.marks.join() : '', /未核实/)
  })

  test('a refusal names article and competent authority', () => {
    const refused = jurisdictionCheck({ code: 'TM-103', orgLevel: 'county', flags: { wellKnownMark: true } })
    assert.ok(refused.kind === 'refused')
    assert.match(`${refused.article}${refused.competent}`, /驰名商标认定和保护规定》第7条.*设区的市/)
  })
})
