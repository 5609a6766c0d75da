import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { roles } from '#contract/authority'
import { type By, openSteps, type Process, placesOf } from '#kernel/process'
import { complaintProcess } from './complaint.process.ts'
import { leadProcess } from './lead.process.ts'
import { penaltyProcess } from './penalty.process.ts'
import { simpleProcess } from './simple.process.ts'

/** Who may take which step in which state. Whoever is not named may take none: every other role and every other state is compared with nothing. */
type Table = Record<string, Partial<Record<By['role'], string>>>
const heads = (steps: string) => ({ deputyHead: steps, principalHead: steps })

const lead: Table = {
  registered: { officer: 'withdraw', unitHead: 'assign merge withdraw' },
  verifying: {
    officer: 'recordFindings commission askAssistance disputeJurisdiction proposeFiling proposeNotFiling',
    unitHead: 'reassign merge',
    ...heads('extendVerification extendComplaintVerification transferOut'),
  },
  filingProposed: {
    officer: 'withdrawProposal',
    ...heads('extendVerification extendComplaintVerification approveFiling sendBack transferOut'),
  },
  notFilingProposed: {
    officer: 'withdrawProposal',
    ...heads('extendVerification extendComplaintVerification approveNotFiled sendBack transferOut'),
  },
}

const complaint: Table = {
  received: { officer: 'accept refuse', unitHead: 'assign' },
  mediating: { officer: 'startAppraisal recordMeeting settle terminate discoverLead', unitHead: 'assign' },
  appraising: { officer: 'endAppraisal terminate discoverLead', unitHead: 'assign' },
  terminated: { officer: 'notifyEnd discoverLead', unitHead: 'assign' },
}

const simple: Table = {
  found: { officer: 'decideOnSpot turnOrdinary abandon' },
  decided: { officer: 'collectCash handIn payBank recordPayment collect depositFile archive' },
  paid: { officer: 'archive' },
}

const inquiry =
  'requestRecusal recordScene recordInquiry recordSampling preserve seize commission askAssistance disputeJurisdiction transferCriminal orderCorrection orderRefund report'
/** The second extension is the collective discussion's, entered by the principal head alone. */
const extending = (rest: string) => ({
  // A withdrawal is asked for by whoever works on the case or is asked himself; the principal head's own is the other heads' to decide.
  ...{ unitHead: 'requestRecusal', caseReviewer: 'requestRecusal', legalReviewer: 'requestRecusal' },
  deputyHead: `requestRecusal decideRecusal decidePrincipalRecusal extendTerm extendPatentTerm ${rest}`.trim(),
  principalHead: `requestRecusal decideRecusal decideDeputyRecusal extendTerm extendTermAgain extendPatentTerm ${rest}`.trim(),
})
const reassigning = { unitHead: 'requestRecusal reassignOfficers' }
const outcomes = 'decideNoPenalty decideNotEstablished transferOut endByCriminal'

const penalty: Table = {
  filed: { officer: 'requestRecusal disputeJurisdiction transferCriminal', ...extending(''), unitHead: 'requestRecusal assignOfficers' },
  investigating: { officer: inquiry, ...extending('suspend terminate transferOut endByCriminal'), ...reassigning },
  suspended: { officer: 'requestRecusal transferCriminal', ...extending('resume terminate'), ...reassigning },
  reported: { officer: `${inquiry} reinvestigate submitReview openSupplierLead`, ...extending('terminate endByCriminal'), ...reassigning },
  underReview: {
    officer: 'requestRecusal transferCriminal openSupplierLead',
    ...extending('extendReview'),
    caseReviewer: 'requestRecusal sendBack passCaseReview',
    legalReviewer: 'requestRecusal sendBack passCaseReview passLegalReview',
  },
  reviewed: {
    officer: 'requestRecusal transferCriminal openSupplierLead',
    ...extending(`returnProposal approveNotice noticeAgain discuss decide ${outcomes}`),
  },
  noticeApproved: {
    officer:
      'requestRecusal transferCriminal openSupplierLead serveNotice notify finishNotice recordStatement waiveStatement requestHearing',
    service: 'notify finishNotice',
    ...extending(''),
  },
  noticed: {
    officer: 'requestRecusal transferCriminal submitReview recordStatement waiveStatement requestHearing openSupplierLead',
    ...extending(`returnProposal noticeAgain discuss decide ${outcomes}`),
  },
  discussed: { officer: 'requestRecusal transferCriminal openSupplierLead', ...extending(`returnProposal noticeAgain decide ${outcomes}`) },
  decided: { officer: 'transferCriminal openSupplierLead serve confirmService publish collect recordDisposal' },
  served: { officer: 'transferCriminal openSupplierLead publish collect recordDisposal finishExecution' },
  executed: { officer: 'transferCriminal openSupplierLead publish recordDisposal', ...heads('close') },
  noPenalty: { officer: 'openSupplierLead serve recordDisposal', ...heads('close') },
  notEstablished: { officer: 'serve recordDisposal', ...heads('close') },
  transferred: { officer: 'recordDisposal', ...heads('close') },
  terminated: { officer: 'recordDisposal', ...heads('close') },
  closed: { officer: 'archive' },
}

const everyone: readonly By['role'][] = [...(Object.keys(roles) as By['role'][]), 'service'] // the keys of a const object

function sorted(steps: readonly string[]): string {
  return [...steps].sort().join(' ')
}

for (const [process, table] of [
  [leadProcess, lead],
  [complaintProcess, complaint],
  [simpleProcess, simple],
  [penaltyProcess, penalty],
  // Each was checked against its own names at its declaration; here all are alike.
] as unknown as [Process, Table][]) {
  describe(process.title, () => {
    for (const state of Object.keys(process.states))
      for (const role of everyone) {
        const expected = table[state]?.[role] ?? ''
        test(`in ${state}, ${role} may take [${expected}]`, () =>
          assert.equal(sorted(openSteps(process, state, [role])), sorted(expected.split(' ').filter(Boolean))))
      }

    test('names no state that does not exist', () => {
      assert.deepEqual(
        Object.keys(table).filter((state) => !process.states[state]),
        [],
      )
    })

    test('leaves every state that is no end, and none that is one; every state can be reached', () => {
      const moves = Object.values(process.steps)
      for (const [state, { end }] of Object.entries(process.states)) {
        const leaves = moves.some((rule) => rule.to !== undefined && rule.to !== state && rule.from.includes(state))
        assert.equal(leaves, !end, state)
        assert.ok(state === process.start || moves.some((rule) => rule.to === state), `${state} is never entered`)
      }
    })

    test('cites an article for every step that touches the party', () => {
      const internal = /^(reassign|assign|sendBack|withdrawProposal|withdraw|merge|reinvestigate|returnProposal|abandon)/u
      assert.deepEqual(
        Object.entries(process.steps).flatMap(([name, rule]) => (rule.basis || internal.test(name) ? [] : [name])),
        [],
      )
    })

    test('asks for the assignment of every officer who moves a case', () => {
      const free = [
        'accept',
        'refuse',
        'startAppraisal',
        'endAppraisal',
        'recordMeeting',
        'settle',
        'terminate',
        'notifyEnd',
        'discoverLead',
        'withdraw',
      ]
      const loose = Object.entries(process.steps).filter(
        ([name, rule]) => placesOf(rule).some((by) => by.role === 'officer' && !by.assigned) && !free.includes(name),
      )
      assert.deepEqual(
        loose.map(([name]) => name),
        [],
      )
    })
  })
}

test('nobody reviews a case that he handles', () => {
  const reviewing = Object.values(penaltyProcess.steps).flatMap((rule) => placesOf(rule).filter((by) => /Reviewer$/u.test(by.role)))
  assert.ok(reviewing.length >= 5 && reviewing.every((by) => by.notBy === 'handlers'))
})
