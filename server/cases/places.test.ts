import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Process, placesOf } from '#kernel/process'
import { complaintProcess } from './complaint.process.ts'
import { leadProcess } from './lead.process.ts'
import { penaltyProcess } from './penalty.process.ts'
import { simpleProcess } from './simple.process.ts'
import { trackRooms } from './tracks/index.ts'

/**
 * Where each role stands: at the unit that handles or in whose name it runs, assigned or not, and never who handled the case. The tables of
 * process.test.ts and tracks.law.test.ts say who in each state; this one says from where.
 */
const officer = 'officer at handling, assigned'
const heads = 'deputyHead at owner | principalHead at owner'
const principal = 'principalHead at owner'
const presider = 'presider at owner, no handler'
const reviewers = 'caseReviewer at owner, no handler | legalReviewer at owner, no handler'
const itself = 'service at owner'

const coercion = (approver: string) => ({
  [officer]: 'take takeAtOnce commission dispose',
  [heads]: `${approver === heads ? 'approve refuse confirm disapprove ' : ''}extend disposeEarly release`,
  ...(approver === heads ? {} : { [approver]: 'approve refuse confirm disapprove' }),
  [itself]: 'expire',
})

const tables: Record<string, Record<string, string>> = {
  lead: {
    'unitHead at handling': 'assign reassign merge',
    [officer]: 'recordFindings commission askAssistance disputeJurisdiction proposeFiling proposeNotFiling withdrawProposal',
    [heads]: 'extendVerification extendComplaintVerification approveFiling approveNotFiled sendBack transferOut',
    'officer at handling | unitHead at handling': 'withdraw',
  },
  complaint: {
    'unitHead at handling': 'assign',
    'officer at handling': 'accept refuse startAppraisal endAppraisal recordMeeting settle terminate notifyEnd discoverLead',
  },
  simple: {
    [officer]: 'decideOnSpot collectCash handIn payBank recordPayment collect turnOrdinary abandon depositFile archive',
  },
  penalty: {
    'unitHead at handling': 'assignOfficers reassignOfficers',
    [`${officer} | unitHead at handling | ${heads} | ${reviewers}`]: 'requestRecusal',
    [heads]:
      'decideRecusal extendTerm extendPatentTerm suspend resume terminate extendReview returnProposal approveNotice noticeAgain discuss decide decideNoPenalty decideNotEstablished transferOut endByCriminal close',
    [principal]: 'decideDeputyRecusal extendTermAgain',
    'deputyHead at owner': 'decidePrincipalRecusal',
    [officer]:
      'recordScene recordInquiry recordSampling preserve seize commission askAssistance disputeJurisdiction transferCriminal orderCorrection orderRefund report reinvestigate submitReview serveNotice recordStatement waiveStatement requestHearing serve confirmService publish collect recordDisposal finishExecution openSupplierLead archive',
    [reviewers]: 'sendBack passCaseReview',
    'legalReviewer at owner, no handler': 'passLegalReview',
    [`${officer} | ${itself}`]: 'notify finishNotice',
  },
  preservation: { [heads]: 'approve refuse confirm disapprove release', [officer]: 'take takeAtOnce dispose giveBack', [itself]: 'lapse' },
  coercion: coercion(heads),
  coercionByCity: coercion(principal),
  coercionFromAbove: coercion('principalHead at above'),
  appraisal: { [officer]: 'tellPeriod receiveResult tellResult withdraw' },
  assistance: { [officer]: 'send accept withdraw', 'officer at assistance | unitHead at assistance': 'receive tellDelay answer' },
  jurisdiction: {
    [heads]: 'agree report designate withdraw',
    'officer at designation | deputyHead at designation | principalHead at designation': 'receiveReport',
  },
  hearing: {
    [heads]: 'appointPresider',
    [officer]: 'handOver',
    [presider]: 'schedule notifyParty notifyOfficers announceHearing suspend resume hold report',
    [`${presider} | ${heads}`]: 'end',
  },
  service: {
    [officer]: 'recordAttempt serveDirect serveLeaving serveElectronic servePost serveEntrusted serveForwarded announce pickUp withdraw',
    [`${itself} | ${officer}`]: 'deemServed',
  },
  publicity: {
    [officer]: 'publish push recordReceipt applyEarlyNormal applyEarlyKey acceptEarly returnEarly stopEarly learnChange withdraw',
    [heads]: 'extendEarly grantEarly refuseEarly',
    [itself]: 'stopLow stopNormal stopKey',
  },
  collection: {
    [officer]: 'pay startRemedy endRemedy demand courtAccept courtDecline courtGrant courtRefuse settle endExecution',
    [heads]: 'defer applyCourt askCourtAgain stop',
    [`${itself} | ${officer}`]: 'lapseRemedies',
  },
  criminalTransfer: {
    [principal]: 'approve refuse',
    [officer]: 'send receipt policeFile policeDecline reconsiderFile reconsiderDecline supervisedFile superviseEnd handGoods',
    [heads]: 'askReconsideration suggestSupervision suggestAfterReconsideration acceptDecline',
  },
}

// Each was checked against its own names at its declaration; here all are alike.
const processes = [leadProcess, complaintProcess, simpleProcess, penaltyProcess, ...trackRooms.map(({ process }) => process)] as Process[]

const placeOf = (rule: Process['steps'][string]): string =>
  placesOf(rule)
    .map(
      ({ role, at, assigned, notBy }) =>
        `${role} at ${typeof at === 'string' ? at : at.granted}${assigned ? ', assigned' : ''}${notBy ? ', no handler' : ''}`,
    )
    .join(' | ')

test('every process of the room stands in the table', () =>
  assert.deepEqual(processes.map(({ name }) => name).toSorted(), Object.keys(tables).toSorted()))

for (const process of processes)
  test(`in ${process.title}（${process.name}） each step is taken from the place of the table, by whom it was given to`, () => {
    const expected = Object.entries(tables[process.name] ?? {}).flatMap(([place, steps]) => steps.split(' ').map((step) => [step, place]))
    const declared = Object.entries(process.steps).map(([step, rule]) => [step, placeOf(rule)])
    assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(expected))
  })
