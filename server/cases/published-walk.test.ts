import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { z } from 'zod'
import type { ShownPenalty } from '#contract/case-details'
import { casesApi } from '#contract/cases'
import { aFiling, type CaseWorld, openCaseWorld } from '#test/case-world'
import { type Published, records } from './published-records.ts'

const bureau = { officer: 'officer', second: 'officer2', head: 'unitHead' } as const
const station = { officer: 'stationOfficer', second: 'stationOfficer2', head: 'stationHead' } as const

/** From the lead to the approval of the filing, on the recorded days. */
async function filed(w: CaseWorld, record: Published): Promise<string> {
  const { officer, second, head } = record.byStation ? station : bureau
  const { people } = w.world
  w.setDay(record.foundOn)
  const lead = await w.register(officer, {
    foundOn: record.foundOn,
    violationCode: record.code as never,
    parties: Array.from({ length: record.parties ?? 1 }, (_, n) => ({ name: `${record.id} 当事人${n + 1}`, kind: record.kind })),
  })
  await w.take(head, lead, 'assign', { officers: [people[officer].id] })
  w.setDay(record.filedOn)
  const [conductFrom, conductTo] = record.conduct
  await w.take(officer, lead, 'proposeFiling', { ...aFiling, violationCode: record.code, conductFrom, conductTo, ...record.filing })
  await w.issue(lead, 'filingApproval')
  await w.take('deputyHead', lead, 'approveFiling')
  const id = String((await w.world.as(officer, casesApi).lead({ params: { matterId: lead as never } })).caseId)
  await w.take(head, id, 'assignOfficers', { officers: [people[officer].id, people[second].id] })
  return id
}

async function walk(w: CaseWorld, record: Published): Promise<string> {
  const { officer } = record.byStation ? station : bureau
  const id = await filed(w, record)
  const [conductFrom, conductTo] = record.conduct
  const { parties } = await w.world.as(officer, casesApi).case({ params: { matterId: id as never } })
  w.setDay(record.noticedOn)
  await w.issue(id, 'investigationReport', 'reviewForm', 'priorNotice')
  const penalties = parties.map((party) => ({ partyId: party.id, target: 'party', ...record.penalty }))
  await w.take(officer, id, 'report', {
    conductFrom,
    conductTo,
    turnover: record.turnover,
    illegalGains: record.gains,
    goodsValue: record.goods,
    findings: '据公开报道',
    violated: '据公开报道',
    discretion: '据公开报道',
    grade: 'ordinary',
    outcome: 'penalty',
    penalties,
  })
  await w.take(officer, id, 'submitReview')
  await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
  await w.take('deputyHead', id, 'approveNotice')
  await w.tell(officer, id)
  w.setDay(record.decidedOn)
  await w.issue(id, 'penaltyDecision')
  await w.take('deputyHead', id, 'decide', { penalties })
  return id
}

/** The fine inside the range; what the record holds against its own rule is named, and nothing else. */
function assertLawful(decided: z.infer<typeof ShownPenalty>, { penalty, hearing, contradicts }: Published): void {
  assert.equal(decided.fine, penalty.fine)
  if (decided.range) assert.ok(decided.range.min <= decided.fine && decided.fine <= decided.range.max)
  else assert.equal(decided.fine, 0, 'no range, no fine')
  assert.equal(decided.hearing, hearing)
  if (contradicts) assert.match(decided.doubts.join(), contradicts)
  else assert.deepEqual(decided.doubts, [])
}

describe('a published case', () => {
  let w: CaseWorld | undefined
  const opened = async () => {
    w ??= await openCaseWorld('2022-03-01')
    return w
  }
  after(() => w?.close())

  for (const record of records) {
    test(`${record.id}: every recorded act is open on its day, and the fine lies inside the range`, async () => {
      const world = await opened()
      const id = await walk(world, record)
      const { officer } = record.byStation ? station : bureau
      const detail = await world.world.as(officer, casesApi).case({ params: { matterId: id as never } })
      assert.equal(detail.decidedOn, record.decidedOn)
      assert.equal(detail.decided.length, record.parties ?? 1)
      for (const decided of detail.decided) assertLawful(decided, record)
      const view = await world.read(officer, id)
      assert.equal(view.owner.name, '甲市子县市场监督管理局')
      const publish = view.steps.find((step) => step.name === 'publish')
      assert.equal(publish?.open, record.published)
      assert.ok(view.deadlines.every((deadline) => deadline.light !== 'red'))
    })
  }

  test('CN-2023-HI-001 could not have been decided while the party might still answer', async () => {
    const world = await opened()
    const early = walk(world, { ...records[0]!, noticedOn: '2023-09-08', decidedOn: '2023-09-15' })
    await assert.rejects(early, { code: 'tooEarly' })
  })

  test('FJ-2021-SM-001 contradicts art. 19: an unruly patent mark is corrected, not penalised', async () => {
    const world = await opened()
    const wrong = walk(world, {
      ...records[0]!,
      code: 'PT-106',
      foundOn: '2021-08-30',
      filedOn: '2021-08-31',
      conduct: ['2021-08-30', '2021-08-30'],
    })
    await assert.rejects(wrong, /应当责令改正，不进入处罚程序/u)
  })

  test('FJ-2020-ND-002 and FJ-2021-FZ-003 are older than the procedure rules: no rule in force on that day', async () => {
    const world = await opened()
    for (const foundOn of ['2020-01-30', '2021-05-11']) {
      await assert.rejects(walk(world, { ...records[0]!, foundOn }), new RegExp(`${foundOn} 当日没有生效的程序规定`, 'u'))
    }
  })

  test('FJ-2023-ZZ-001: 5.11 million yuan of goods would allow no fine above five times the turnover, and none replaces the transfer', async () => {
    const world = await opened()
    const heavy = { ...records[0]!, code: 'TM-101', turnover: 5_111_000, penalty: { ...records[0]!.penalty, fine: 25_555_000.01 } }
    await assert.rejects(walk(world, heavy), /高于法定上限/u)
  })

  test('FJ-2023-ZZ-001: found on 2022-12-06, the transfer of 2023-01-10 was the principal head’s alone, and no penalty went before it', async () => {
    const world = await opened()
    const conduct: [string, string] = ['2022-12-06', '2022-12-06']
    // The days of filing and of the written report 假定; the inspection and the transfer stand in the record.
    const id = await filed(world, {
      ...records[0]!,
      id: 'FJ-2023-ZZ-001',
      code: 'TM-101',
      foundOn: '2022-12-06',
      filedOn: '2022-12-07',
      conduct,
    })
    world.setDay('2023-01-09')
    await world.issue(id, 'investigationReport')
    await world.take('officer', id, 'report', {
      ...{ conductFrom: conduct[0], conductTo: conduct[1], turnover: 5_111_000, illegalGains: null, goodsValue: 5_111_000 },
      ...{ crime: { marks: 3 }, findings: '据公开报道', violated: '《商标法》第五十七条第一项', discretion: '据公开报道', grade: 'severe' },
      ...{ outcome: 'transfer', penalties: [] },
    })
    const { suspicion } = await world.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    assert.match(suspicion?.todo ?? '', /提请移送涉嫌犯罪/u)
    await world.take('officer', id, 'transferCriminal', {
      ...{ crime: '假冒注册商标罪', report: '三种商标，货值 511.1 万元', team: '县办案甲、县办案乙' },
    })
    const track = await world.child('officer', id, '移送涉嫌犯罪案件')
    assert.equal((await world.read('principalHead', track)).deadlines.find(({ name }) => name === 'approval')?.due, '2023-01-12')
    world.setDay('2023-01-10')
    const approval = { approvedAt: '2023-01-10T09:00', opinion: '同意移送' }
    await assert.rejects(world.take('deputyHead', track, 'approve', approval), { code: 'notAllowed' })
    await world.take('principalHead', track, 'approve', approval)
    const sending = { police: '某县公安局', hasReport: true, hasList: true, hasOpinion: true, copied: true }
    await assert.rejects(world.take('officer', track, 'send', sending), { code: 'incomplete' })
    await world.issue(track, 'criminalTransfer')
    assert.equal((await world.take('officer', track, 'send', sending)).state, 'sent')
    // 不得以罚代移: the case goes on, and ends neither by a penalty nor by the transfer before the police have it.
    await world.take('officer', id, 'submitReview')
    const closed = (await world.read('deputyHead', id)).steps.filter(({ open }) => open).map(({ name }) => name)
    assert.ok(!closed.includes('decide') && !closed.includes('endByCriminal'))
  })

  test('CN-2024-TJ-002: a sale of November 2022 that the procuratorate sent over on 2024-09-30 was found in time; two months later it was not', async () => {
    const world = await opened()
    const sale = { ...records[0]!, id: 'CN-2024-TJ-002', conduct: ['2022-11-15', '2022-11-15'] } as const // the day 假定
    const found = await filed(world, { ...sale, conduct: [...sale.conduct], foundOn: '2024-09-30', filedOn: '2024-10-11' })
    assert.equal((await world.read('officer', found)).state, 'investigating')
    const late = filed(world, { ...sale, conduct: [...sale.conduct], foundOn: '2024-11-30', filedOn: '2024-12-06' })
    await assert.rejects(late, /超过追责时效/u)
  })

  test('CN-2024-BJ-001 and CN-2022-HN-001 rest on texts that we do not hold: no rule in force on the day of the conduct', async () => {
    const world = await opened()
    const secret = { ...records[0]!, code: 'UC-102', filing: { technicalSecret: false } }
    await assert.rejects(walk(world, secret), /没有现行有效的罚则，平台不作计算/u)
    const origin = { ...records[0]!, code: 'GI-105', foundOn: '2022-10-19', filedOn: '2022-10-25', noticedOn: '2022-12-01' }
    await assert.rejects(walk(world, { ...origin, conduct: ['2022-10-19', '2022-10-19'] }), /没有现行有效的禁止性规定，平台不作计算/u)
  })
})
