import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { tracksApi } from '#contract/tracks'
import { aLead, aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

const two = [...aLead.parties, { name: '子县某鞋厂', kind: 'legal', creditCode: '91350102MA00000002' }] as const

/** Two parties of one case, each with a penalty of its own: the second one's gives the right to be heard. */
async function approved(
  w: CaseWorld,
  fines: readonly [number, number] = [3000, 120_000],
): Promise<{ id: string; parties: [string, string] }> {
  const id = await w.file({ parties: [...two] })
  const { parties } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
  const penalties = fines.map((fine, index) => ({ ...aPenalty(parties[index]!.id), fine }))
  await w.issue(id, 'investigationReport', 'reviewForm', 'priorNotice')
  await w.take('officer', id, 'report', await aReport(w, id, { penalties }))
  await w.take('officer', id, 'submitReview')
  await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
  await w.take('deputyHead', id, 'approveNotice')
  return { id, parties: [parties[0]!.id, parties[1]!.id] }
}

const servicesOf = async (w: CaseWorld, id: string) =>
  (await w.read('officer', id)).children.filter(({ process, closed }) => process === '送达' && !closed).map((child) => child.id)
const inPerson = async (w: CaseWorld, service: string, day: string) => {
  await w.issue(service, 'serviceReceipt')
  await w.take('officer', service, 'serveDirect', { receivedBy: '店主', place: '店内' }, day)
}
/** The services of a case, in the order of its parties. */
async function servicesInOrder(w: CaseWorld, id: string, parties: readonly string[]): Promise<string[]> {
  const { rows } = await w.world.sql.query<{ party_id: string; matter_id: string }>(
    'select s.party_id, s.matter_id from service s join matter m on m.id = s.matter_id where s.parent_id = $1 and not m.closed',
    [id],
  )
  return parties.flatMap((party) => rows.find((row) => row.party_id === party)?.matter_id ?? [])
}
const dues = async (w: CaseWorld, id: string) => (await w.read('officer', id)).deadlines.map(({ name, due }) => [name, due])
const missing = { reason: 'missing', course: '住所查无此人', where: '本局网站', recording: '网页留痕1' }

describe('the notice of a penalty upon two parties', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('is served on each; the case counts as told when it has reached both, and each right runs from its own day', async () => {
    w.setDay('2026-03-03')
    const { id, parties } = await approved(w)
    await w.take('officer', id, 'serveNotice')
    await assert.rejects(w.take('officer', id, 'serveNotice'), /已经在送达/u)
    const [first, second] = await servicesInOrder(w, id, parties)
    await inPerson(w, first!, '2026-03-03')
    assert.equal((await w.read('officer', id)).state, 'noticeApproved')
    await assert.rejects(w.take('officer', id, 'finishNotice'), /还有当事人没有收到告知书/u)
    await assert.rejects(w.take('officer', id, 'notify', { partyId: parties[1], party: '某', how: 'direct' }), /送达后自动登记/u)
    w.setDay('2026-03-05')
    await inPerson(w, second!, '2026-03-05')
    assert.equal((await w.read('officer', id)).state, 'noticed')
    assert.deepEqual(
      (await dues(w, id)).filter(([name]) => name !== 'term'),
      [
        ['statement', '2026-03-10'],
        ['statement', '2026-03-12'],
        ['hearRequest', '2026-03-12'],
      ],
    )
    const titles = (await w.read('officer', id)).deadlines.map(({ title }) => title).filter((title) => title.includes('（'))
    assert.deepEqual(titles, ['陈述、申辩（子县某鞋行）', '陈述、申辩（子县某鞋厂）', '要求听证（子县某鞋厂）'])
    await w.issue(id, 'penaltyDecision', 'statementRecord')
    const penalties = parties.map((party) => aPenalty(party))
    w.setDay('2026-03-11')
    const statement = { content: '无异议', answer: '已复核' }
    await assert.rejects(w.take('officer', id, 'recordStatement', { ...statement, partyId: parties[0] }), { code: 'tooLate' })
    await assert.rejects(w.take('officer', id, 'recordStatement', statement), { code: 'invalid' })
    await w.take('officer', id, 'recordStatement', { ...statement, partyId: parties[1] })
    w.setDay('2026-03-12')
    await assert.rejects(w.take('deputyHead', id, 'decide', { penalties }), { code: 'tooEarly' })
    w.setDay('2026-03-13')
    assert.equal((await w.take('deputyHead', id, 'decide', { penalties })).state, 'decided')
  })

  test('lets the party that has it answer while the other one is still looked for; a waiver is that party’s alone', async () => {
    w.setDay('2026-03-03')
    const { id, parties } = await approved(w, [120_000, 120_000])
    await w.take('officer', id, 'serveNotice')
    const [first, second] = await servicesInOrder(w, id, parties)
    await inPerson(w, first!, '2026-03-03')
    const ask = (partyId: string | undefined) => w.take('officer', id, 'requestHearing', { partyId, how: 'written', request: '要求听证' })
    await assert.rejects(ask(parties[1]), { code: 'closed' })
    await w.take('officer', id, 'waiveStatement', { partyId: parties[0], writing: '放弃声明', hearingToo: true })
    await assert.rejects(ask(parties[0]), { code: 'closed' })
    await inPerson(w, second!, '2026-03-03')
    await w.issue(id, 'penaltyDecision')
    await assert.rejects(w.take('deputyHead', id, 'discuss', { present: '局长', conclusion: '同意' }), { code: 'tooEarly' })
    await assert.rejects(ask(parties[0]), /书面放弃/u)
    await ask(parties[1])
    await assert.rejects(ask(parties[1]), /已经登记/u)
  })

  test('of whom one has no right to be heard, gives it to the other one alone', async () => {
    w.setDay('2026-03-03')
    const { id, parties } = await approved(w)
    await w.tell('officer', id)
    const ask = (partyId: string) => w.take('officer', id, 'requestHearing', { partyId, how: 'written', request: '要求听证' })
    await assert.rejects(ask(parties[0]), (error: Error) => /不属于听证范围|尚未开始/u.test(error.message))
    await ask(parties[1])
  })
})

describe('the notice of a penalty', () => {
  test('reaches a party that cannot be found by announcement: thirty days, which do not count for the case', async () => {
    const w = await openCaseWorld('2026-11-02')
    const { id, parties } = await approved(w, [3000, 3000])
    const term = async () => (await dues(w, id)).find(([name]) => name === 'term')?.[1]
    const before = await term()
    await w.take('officer', id, 'serveNotice')
    const [first, second] = await servicesInOrder(w, id, parties)
    await inPerson(w, first!, '2026-11-02')
    await w.issue(second!, 'serviceAnnouncement')
    await w.take('officer', second!, 'announce', missing)
    assert.equal(await term(), null)
    w.setDay('2026-12-02')
    await assert.rejects(w.take('officer', second!, 'deemServed'), { code: 'tooEarly' })
    w.setDay('2026-12-03')
    await w.take('officer', second!, 'deemServed')
    const view = await w.read('officer', id)
    assert.deepEqual(
      [view.state, view.history.filter(({ step }) => step === 'notify').map(({ happenedOn, input }) => [happenedOn, input.how])],
      [
        'noticed',
        [
          ['2026-11-02', 'direct'],
          ['2026-12-02', 'announcement'],
        ],
      ],
    )
    assert.ok(String(await term()) > String(before))
    assert.deepEqual(
      (await dues(w, id)).filter(([name]) => name === 'statement').map(([, due]) => due),
      ['2026-11-09', '2026-12-09'],
    )
    await w.close()
  })

  test('whose service was given up is drawn up and served anew; nobody who did not get it is passed over', async () => {
    const w = await openCaseWorld('2026-03-03')
    const { id, parties } = await approved(w)
    await w.take('officer', id, 'serveNotice')
    const [first, second] = await servicesInOrder(w, id, parties)
    await w.take('officer', second!, 'withdraw', { reason: '文书有误' })
    await inPerson(w, first!, '2026-03-03')
    assert.equal((await w.read('officer', id)).state, 'noticeApproved')
    await assert.rejects(w.take('officer', id, 'serveNotice'), { code: 'incomplete' })
    await w.issue(id, 'priorNotice')
    await w.take('officer', id, 'serveNotice')
    const again = await servicesOf(w, id)
    assert.equal(again.length, 1)
    await inPerson(w, again[0]!, '2026-03-03')
    assert.equal((await w.read('officer', id)).state, 'noticed')
    await w.close()
  })
})

describe('a decision upon two parties', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const decided = async () => {
    w.setDay('2026-03-03')
    const { id, parties } = await approved(w, [10_000, 20_000])
    await w.tell('officer', id)
    for (const partyId of parties) await w.take('officer', id, 'waiveStatement', { partyId, writing: '放弃声明' })
    await w.issue(id, 'penaltyDecision', 'correctionOrder')
    const penalties = [10_000, 20_000].map((fine, index) => ({ ...aPenalty(parties[index]!), fine }))
    await w.take('deputyHead', id, 'decide', { penalties })
    return { id, parties }
  }
  const collections = async (id: string) => {
    const { rows } = await w.world.sql.query<{ matter_id: string; party_id: string; fine: string; served_on: string }>(
      'select c.matter_id, c.party_id, c.fine, c.served_on::text from collection c join matter m on m.id = c.matter_id where m.parent_id = $1 order by c.fine',
      [id],
    )
    return rows
  }
  const account = (id: string) => w.world.as('officer', tracksApi).collection({ params: { matterId: id as never }, query: {} })

  test('is collected from each by itself: fifteen days, surcharge, remedies and the way to court run from its own service', async () => {
    const { id, parties } = await decided()
    await w.serve('officer', id, 'penaltyDecision', parties[0])
    await w.take('officer', id, 'collect')
    await assert.rejects(w.take('officer', id, 'collect'), /尚未送达/u)
    await assert.rejects(w.take('officer', id, 'confirmService'), /尚未送达/u)
    w.setDay('2026-03-12')
    await w.serve('officer', id, 'penaltyDecision', parties[1])
    await w.take('officer', id, 'confirmService')
    await w.take('officer', id, 'collect')
    await assert.rejects(w.take('officer', id, 'collect'), /已经办理/u)
    const [first, second] = await collections(id)
    assert.deepEqual(
      [first, second].map((row) => [row?.party_id, Number(row?.fine), row?.served_on]),
      [
        [parties[0], 10_000, '2026-03-03'],
        [parties[1], 20_000, '2026-03-12'],
      ],
    )
    assert.deepEqual(await dues(w, first!.matter_id), [
      ['payment', '2026-03-18'],
      ['reconsideration', '2026-05-06'],
      ['suit', '2026-09-03'],
    ])
    assert.deepEqual(await dues(w, second!.matter_id), [
      ['payment', '2026-03-27'],
      ['reconsideration', '2026-05-11'],
      ['suit', '2026-09-14'],
    ])
    w.setDay('2026-03-20')
    assert.deepEqual(
      [(await account(first!.matter_id)).remaining.surcharge, (await account(second!.matter_id)).remaining.surcharge],
      [600, 0],
    )
    await w.issue(first!.matter_id, 'demandLetter')
    await w.issue(second!.matter_id, 'demandLetter')
    await w.take('officer', first!.matter_id, 'demand', { servedOn: '2026-03-20' })
    await assert.rejects(w.take('officer', second!.matter_id, 'demand', { servedOn: '2026-03-20' }), { code: 'tooEarly' })
    // The window of three months opens when the remedies of that party have run out.
    w.setDay('2026-09-10')
    await w.take('officer', first!.matter_id, 'lapseRemedies', { endsOn: '2026-09-03' })
    await assert.rejects(w.take('officer', second!.matter_id, 'lapseRemedies', { endsOn: '2026-09-03' }), { code: 'invalid' })
    assert.deepEqual((await dues(w, first!.matter_id)).find(([name]) => name === 'window')?.[1], '2026-12-03')
    await assert.rejects(w.take('officer', id, 'finishExecution', { content: '已缴清' }), { code: 'closed' })
  })

  test('is served only by itself: another paper, or the paper of another case, is no decision', async () => {
    const { id, parties } = await decided()
    await w.serve('officer', id, 'correctionOrder')
    await assert.rejects(w.take('officer', id, 'confirmService'), /决定书尚未送达/u)
    await assert.rejects(w.take('officer', id, 'collect'), /尚未送达/u)
    const other = await decided()
    const foreign = { paperId: await w.paper(other.id, 'penaltyDecision'), partyId: parties[0] }
    await assert.rejects(w.take('officer', id, 'serve', foreign), { code: 'invalid' })
    const stranger = { paperId: await w.paper(id, 'penaltyDecision'), partyId: other.parties[0] }
    await assert.rejects(w.take('officer', id, 'serve', stranger), { code: 'invalid' })
  })

  test('keeps its day of service, whatever is served on the party afterwards', async () => {
    const { id, parties } = await decided()
    await w.serve('officer', id, 'penaltyDecision')
    w.setDay('2026-03-20')
    await w.serve('officer', id, 'correctionOrder')
    await w.serve('officer', id, 'penaltyDecision', parties[0])
    await assert.rejects(w.take('officer', id, 'confirmService'), { code: 'invalid' })
    await w.take('officer', id, 'confirmService', {}, '2026-03-03')
    await w.take('officer', id, 'collect')
    assert.deepEqual(
      (await collections(id)).map((row) => row.served_on),
      ['2026-03-03', '2026-03-03'],
    )
  })

  test('that an earlier round had drawn up is not the one that is served', async () => {
    w.setDay('2026-03-03')
    const { id, parties } = await approved(w, [10_000, 20_000])
    await w.tell('officer', id)
    await w.issue(id, 'penaltyDecision')
    const old = await w.paper(id, 'penaltyDecision')
    await w.take('deputyHead', id, 'noticeAgain', { reason: '理由有变' })
    await w.issue(id, 'priorNotice')
    await w.tell('officer', id)
    for (const partyId of parties) await w.take('officer', id, 'waiveStatement', { partyId, writing: '放弃声明' })
    await w.issue(id, 'penaltyDecision')
    const penalties = [10_000, 20_000].map((fine, index) => ({ ...aPenalty(parties[index]!), fine }))
    await w.take('deputyHead', id, 'decide', { penalties })
    await assert.rejects(w.take('officer', id, 'serve', { paperId: old, partyId: parties[0] }), { code: 'invalid' })
    await w.serve('officer', id, 'penaltyDecision')
  })
})

describe('a hearing that was held', () => {
  test('is reviewed for law also where the case went back to its officers first; then the way to the decision is open', async () => {
    const w = await openCaseWorld('2026-03-03')
    const { id, parties } = await approved(w, [120_000, 3000])
    await w.tell('officer', id)
    await w.take('officer', id, 'requestHearing', { partyId: parties[0], how: 'written', request: '要求听证' })
    await w.endHearing(await w.child('officer', id, '听证'))
    await w.take('deputyHead', id, 'returnProposal', { reason: '听证中提出了新的证据' })
    await w.issue(id, 'investigationReport', 'reviewForm', 'collectiveDiscussion')
    const penalties = [120_000, 3000].map((fine, index) => ({ ...aPenalty(parties[index]!), fine }))
    await w.take('officer', id, 'report', await aReport(w, id, { penalties }))
    await w.take('officer', id, 'submitReview')
    await w.take('legalReviewer', id, 'passLegalReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'noticeAgain', { reason: '重新提出了处罚建议' })
    await w.issue(id, 'priorNotice')
    await w.tell('officer', id)
    for (const partyId of parties) await w.take('officer', id, 'waiveStatement', { partyId, writing: '放弃声明', hearingToo: true })
    await w.issue(id, 'collectiveDiscussion', 'penaltyDecision')
    await w.take('principalHead', id, 'discuss', { present: '局长甲', conclusion: '同意' })
    assert.equal((await w.take('principalHead', id, 'decide', { penalties })).state, 'decided')
    await w.close()
  })
})
