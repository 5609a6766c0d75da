import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { itemsApi } from '#contract/exchange-items'
import { supervisionApi } from '#contract/supervision'
import { indicatorOf } from '#kernel/indicator'
import { type Acts, openActs } from '#test/acts'
import { aLead } from '#test/case-world'
import { movedBy, workAll } from '#test/counted'
import { idOf } from '#test/planted'

/** An act with all that it moves, and one beside it that moves nothing. Jobs that wait behind an act are part of it. */
interface Act {
  act: string
  near: () => Promise<unknown>
  does: () => Promise<unknown>
  moves: Record<string, number>
}

const today = '2026-05-06'
let w: Acts
const refused = (act: Promise<unknown>) => assert.rejects(act, { code: 'notAllowed' })

const onSpot = (code: string, field: string, fine: 0 | 1, moves: Record<string, number>): Act => ({
  act: `a decision on the spot of ${code}, and not its opening`,
  near: () => w.openOnSpot(code, fine),
  does: () => w.decideOnSpot(code),
  moves: { 'cases.decided': 1, [`cases.${field}`]: 1, ...moves },
})

const credited = (form: string, indicator: string): Act => ({
  act: `hours learned elsewhere (${form}) when they are checked, and not when they are brought`,
  near: () => w.bring(form),
  does: () => w.check(form),
  moves: { 'hours.credited': 1, [`hours.${indicator}`]: 1 },
})

const acts: readonly Act[] = [
  {
    act: 'a lead that is registered, and not one that may not be',
    near: () => refused(w.world.as('trainer', casesApi).registerLead({ body: { ...aLead, ...w.found } })),
    does: () => w.register('withdrawn'),
    moves: { 'leads.registered': 1, 'leads.open': 1 },
  },
  {
    act: 'a lead that is withdrawn, and not by who does not assign it',
    near: () => refused(w.take('caseReviewer', 'withdrawn', 'withdraw', { reason: '重复登记' })),
    does: () => w.take('officer', 'withdrawn', 'withdraw', { reason: '重复登记' }),
    moves: { 'leads.withdrawn': 1, 'leads.open': -1 },
  },
  {
    act: 'a lead that is not filed when it is approved, and not when it is proposed',
    near: () => w.take('officer', 'unfiled', 'proposeNotFiling', { ground: 'other', findings: '没有违法事实' }),
    does: () => w.take('deputyHead', 'unfiled', 'approveNotFiled'),
    moves: { 'leads.notFiled': 1, 'leads.open': -1 },
  },
  {
    act: 'a lead that is handed on, and not its letter',
    near: () => w.cases.issue(w.of('transferred'), 'transferLetter'),
    does: () => w.take('deputyHead', 'transferred', 'transferOut', { toOutside: '某县公安局', reason: '不属于本局' }),
    moves: { 'leads.transferred': 1, 'leads.open': -1 },
  },
  {
    act: 'a case when it is filed, and not when that is proposed',
    near: () => w.take('officer', 'filed', 'proposeFiling', w.filing),
    does: () => w.take('deputyHead', 'filed', 'approveFiling'),
    moves: { 'leads.filed': 1, 'leads.open': -1, 'cases.filed': 1, 'cases.open': 1 },
  },
  {
    act: 'what the police are sent, and not that it was approved',
    near: async () => {
      await w.take('principalHead', 'criminal', 'approve', { approvedAt: `${today}T09:30` })
      await w.cases.issue(w.of('criminal'), 'criminalTransfer')
    },
    does: () => w.take('officer', 'criminal', 'send', { police: '某县公安局', hasReport: true, hasList: true, copied: true }),
    moves: { 'cases.toPolice': 1 },
  },
  {
    act: 'what the police file, and not their receipt',
    near: () => w.take('officer', 'criminal', 'receipt', { signedBy: '某民警' }),
    does: () => w.take('officer', 'criminal', 'policeFile', { notice: '立字1号' }),
    moves: { 'cases.policeFiled': 1 },
  },
  {
    act: 'assistance when it is asked for by letter, and not when the letter is written',
    near: async () => {
      await w.take('officer', 'case', 'askAssistance', { orgId: idOf(w.world, 'neighbour'), content: '请协助询问', until: '2026-06-30' })
      await w.child('letter', 'case', '协助调查')
      await w.cases.issue(w.of('letter'), 'assistanceLetter')
    },
    does: () => w.take('officer', 'letter', 'send'),
    moves: { 'cases.assistanceAsked': 1 },
  },
  {
    act: 'assistance when its answer is accepted, and not when it is given',
    near: async () => {
      await w.take('officerElsewhere', 'letter', 'receive', { contact: '邻县办案甲' })
      await w.take('officerElsewhere', 'letter', 'answer', { result: '已询问' })
    },
    does: () => w.take('officer', 'letter', 'accept'),
    moves: { 'cases.assistanceAnswered': 1 },
  },
  onSpot('TM-103', 'decidedTrademark', 1, { 'cases.handled': 1, 'cases.fined': 1 }),
  onSpot('PT-101', 'decidedPatent', 1, { 'cases.handled': 1, 'cases.fined': 1 }),
  onSpot('GI-201', 'decidedGeographic', 1, { 'cases.handled': 1, 'cases.fined': 1 }),
  // A warning is no money, and an agency none of 商标、专利、地理标志案件.
  onSpot('TA-101', 'decidedAgency', 0, {}),
  {
    act: 'a complaint that is received, and not one that may not be',
    near: () => refused(w.world.as('trainer', casesApi).registerComplaint({ body: w.complaint })),
    does: () => w.complain('settled'),
    moves: { 'complaints.received': 1, 'complaints.open': 1 },
  },
  {
    act: 'a complaint that is settled, and not one that is accepted',
    near: () => w.take('officer', 'settled', 'accept'),
    does: () => w.take('officer', 'settled', 'settle', { agreement: '退货退款' }),
    moves: { 'complaints.settled': 1, 'complaints.mediated': 1, 'complaints.open': -1 },
  },
  {
    act: 'mediation that ends without an agreement, and not its beginning',
    near: () => w.take('officer', 'ended', 'accept'),
    does: () => w.take('officer', 'ended', 'terminate', { ground: 'absent' }),
    moves: { 'complaints.mediated': 1 },
  },
  {
    act: 'a lead that goes to another unit when it is sent, and not its draft',
    near: () => w.ask('leadTransfer', { kind: 'leadTransfer', lead: w.suspect }),
    does: () => w.coordination.take('countyCoordinator', w.of('leadTransfer'), 'send'),
    moves: { 'coordination.requestsSent': 1, 'coordination.leadsTransferred': 1 },
  },
  {
    act: 'a request that is accepted, and not by who asks',
    near: () => refused(w.coordination.take('countyCoordinator', w.of('leadTransfer'), 'accept', w.accepted)),
    does: () => w.coordination.take('countyCoordinatorB', w.of('leadTransfer'), 'accept', w.accepted),
    moves: { 'coordination.requestsAccepted': 1 },
  },
  {
    act: 'a request that is answered, and not its questions one by one',
    near: () => w.reply('leadTransfer'),
    does: () => w.coordination.take('countyCoordinatorB', w.of('leadTransfer'), 'answer'),
    moves: { 'coordination.requestsAnswered': 1, 'coordination.answeredOnTime': 1, 'coordination.leadsReported': 1 },
  },
  {
    act: 'a task that is issued, and not one that may not be',
    near: () => refused(w.world.as('officer', supervisionApi).create({ body: w.aTask() })),
    does: async () => w.keep('task', (await w.world.as('cityCoordinator', supervisionApi).create({ body: w.aTask() })).id),
    moves: { 'supervision.issued': 1 },
  },
  {
    act: 'an item that goes up, and not its draft',
    near: async () => w.keep('item', (await w.world.as('countyCoordinator', itemsApi).write({ body: w.anItem })).id),
    does: () => w.coordination.take('countyCoordinator', w.of('item'), 'submit'),
    moves: { 'exchange.items': 1 },
  },
  {
    act: 'an item that is adopted, and not one that is received',
    near: () => w.coordination.take('cityCoordinator', w.of('item'), 'receive'),
    does: async () =>
      w.coordination.take('cityCoordinator', w.of('item'), 'adopt', {
        ...{ level: 'city', channel: 'briefing', form: 'whole', place: '《工作简报》第3期' },
        files: [(await w.coordination.bring('cityCoordinator', '采用页.pdf')).id],
      }),
    moves: { 'exchange.adopted': 1 },
  },
  credited('online', 'creditedOnline'),
  credited('practice', 'creditedOther'),
  {
    act: 'a course that is learned to its end, and not a part of it',
    near: () => w.watchAlmost(),
    does: () => w.watchToTheEnd(),
    moves: { 'courses.completed': 1, 'hours.credited': 1, 'hours.creditedOnline': 1 },
  },
  {
    act: 'a lecture that is held, and not one that is planned',
    near: () => w.planLecture(),
    does: () => w.holdLecture(),
    moves: { 'lectures.held': 1, 'training.sessions': 1 },
  },
  {
    act: 'an officer who leaves, and not a training officer',
    near: async () => {
      await w.leaves('trainerB')
      await w.night()
    },
    does: async () => {
      await w.leaves('officerB')
      await w.night()
    },
    moves: { 'people.officers': -1 },
  },
]

describe('an indicator is moved by its act and by nothing beside it', () => {
  before(async () => {
    w = await openActs(today)
    for (const word of ['unfiled', 'transferred', 'filed']) {
      await w.register(word)
      await w.assign(word)
    }
    for (const word of ['unfiled', 'filed']) await w.cases.issue(w.of(word), 'filingApproval')
    w.keep('case', await w.cases.file(w.found, w.filing))
    await w.take('officer', 'case', 'transferCriminal', { crime: '假冒注册商标罪', report: '有合理嫌疑', team: '县办案甲、县办案乙' })
    await w.child('criminal', 'case', '移送涉嫌犯罪案件')
    await w.complain('ended')
    await w.night()
    await workAll(w.world)
  })
  after(() => w.close())

  const moved = (act: () => Promise<unknown>) =>
    movedBy(w.world.sql, async () => {
      await act()
      await workAll(w.world)
    })
  for (const { act, near, does, moves } of acts)
    test(act, async () => {
      assert.deepEqual(await moved(near), {}, 'what is near it')
      assert.deepEqual(await moved(does), moves)
    })

  test('so it is with at least twenty-five of them, each declared and moved by one', () => {
    const ids = new Set(acts.flatMap(({ moves }) => Object.keys(moves)))
    assert.ok(ids.size >= 25, String(ids.size))
    for (const id of ids) assert.ok(indicatorOf(id) && !indicatorOf(id)?.over, id)
    assert.ok(acts.every(({ moves }) => Object.values(moves).every((by) => Math.abs(by) === 1)))
  })
})
