import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aFiling, type CaseWorld, openCaseWorld } from './case-world.ts'

/**
 * Published cases as real input (design §6.22): days, amounts and measures stand in the record of each bureau; what a record lacks is filled here and
 * marked 假定. Each recorded act must be open on its day and each fine lawful, or the test names the rule that the record contradicts.
 */
interface Published {
  id: string
  code: string
  foundOn: string
  filedOn: string
  noticedOn: string
  decidedOn: string
  conduct: [from: string, to: string]
  turnover: number | null
  gains: number | null
  goods: number | null
  kind: 'natural' | 'soleTrader' | 'legal'
  penalty: {
    measures: string[]
    fine: number
    confiscatedGains: number
    confiscatedGoodsValue: number
    chosenBasis?: object
    mitigation?: object
  }
  hearing: boolean
  published: boolean
}

const records: readonly Published[] = [
  {
    id: 'CN-2023-HI-001', // 55 barrels of paint; filed and decided on these days
    code: 'TM-103',
    foundOn: '2023-07-10', // 假定
    filedOn: '2023-07-13',
    noticedOn: '2023-09-01', // 假定
    decidedOn: '2023-09-15',
    conduct: ['2023-05-01', '2023-07-10'], // 假定
    turnover: 19_250,
    gains: null,
    goods: null,
    kind: 'legal', // 假定
    penalty: { measures: ['orderStop', 'confiscateGoods'], fine: 24_000, confiscatedGains: 0, confiscatedGoodsValue: 19_250 },
    hearing: false,
    published: true,
  },
  {
    id: 'CN-2022-ZJ-001', // a collective mark of origin; the gains were confiscated besides
    code: 'GI-201',
    foundOn: '2022-09-22',
    filedOn: '2022-09-28', // 假定
    noticedOn: '2022-10-14', // 假定
    decidedOn: '2022-10-26',
    conduct: ['2022-03-01', '2022-09-22'], // 假定
    turnover: 32_400,
    gains: 17_800,
    goods: null,
    kind: 'legal', // 假定
    penalty: {
      measures: ['orderStop', 'confiscateGoods', 'confiscateGains'],
      fine: 62_900,
      confiscatedGains: 17_800,
      confiscatedGoodsValue: 0,
    },
    hearing: false,
    published: true,
  },
  {
    id: 'CN-2024-SD-002', // one cake box worth 120 yuan, fined 35
    code: 'GI-201',
    foundOn: '2024-09-13',
    filedOn: '2024-09-20', // 假定
    noticedOn: '2024-10-10', // 假定
    decidedOn: '2024-10-24', // 假定
    conduct: ['2024-09-13', '2024-09-13'],
    turnover: 120, // 假定: as much as the goods
    gains: null,
    goods: 120,
    kind: 'soleTrader', // 假定
    penalty: { measures: ['orderStop', 'confiscateGoods'], fine: 35, confiscatedGains: 0, confiscatedGoodsValue: 120 },
    hearing: false,
    published: true,
  },
  {
    id: 'FJ-2022-FZ-002', // 350 figures of the Olympic mascot, from lead to close in thirteen working days
    code: 'SM-101',
    foundOn: '2022-02-14',
    filedOn: '2022-02-15', // 假定
    noticedOn: '2022-02-21', // 假定
    decidedOn: '2022-03-01', // 假定: the day before the recorded close
    conduct: ['2022-01-20', '2022-02-14'], // 假定
    turnover: 20_000, // 假定
    gains: 5801,
    goods: null,
    kind: 'legal', // 假定
    penalty: { measures: ['orderStop', 'confiscateGains'], fine: 50_000, confiscatedGains: 5801, confiscatedGoodsValue: 0 },
    hearing: false,
    published: true,
  },
  {
    id: 'FJ-2021-FZ-003 a year later', // 233 boxes of liquor, fined 100,000: its own decision of 2021-05-11 has no rule on that day (below)
    code: 'TM-103',
    foundOn: '2022-03-01', // 假定: the record moved by a year into the rules in force
    filedOn: '2022-03-10',
    noticedOn: '2022-04-20',
    decidedOn: '2022-05-11',
    conduct: ['2022-01-01', '2022-03-01'],
    turnover: 18_200,
    gains: null,
    goods: null,
    kind: 'legal',
    penalty: { measures: ['orderStop', 'confiscateGoods'], fine: 100_000, confiscatedGains: 0, confiscatedGoodsValue: 18_200 },
    hearing: true, // 法人罚款达到十万元
    published: true,
  },
]

async function walk(w: CaseWorld, record: Published): Promise<string> {
  const { officer, officer2 } = w.world.people
  w.setDay(record.foundOn)
  const lead = await w.register('officer', {
    foundOn: record.foundOn,
    violationCode: record.code as never,
    parties: [{ name: `${record.id} 当事人`, kind: record.kind }],
  })
  await w.take('unitHead', lead, 'assign', { officers: [officer.id] })
  w.setDay(record.filedOn)
  const [conductFrom, conductTo] = record.conduct
  await w.take('officer', lead, 'proposeFiling', { ...aFiling, violationCode: record.code, conductFrom, conductTo })
  await w.issue(lead, 'filingApproval')
  await w.take('deputyHead', lead, 'approveFiling')
  const { caseId } = await w.world.as('officer', casesApi).lead({ params: { matterId: lead as never } })
  const id = String(caseId)
  await w.take('unitHead', id, 'assignOfficers', { officers: [officer.id, officer2.id] })
  const partyId = (await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })).parties[0]!.id
  w.setDay(record.noticedOn)
  await w.issue(id, 'investigationReport', 'reviewForm', 'priorNotice')
  const penalties = [{ partyId, target: 'party', ...record.penalty }]
  await w.take('officer', id, 'report', {
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
  await w.take('officer', id, 'submitReview')
  await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
  await w.take('deputyHead', id, 'approveNotice')
  await w.take('officer', id, 'notify', { how: 'direct' })
  w.setDay(record.decidedOn)
  await w.issue(id, 'penaltyDecision')
  await w.take('deputyHead', id, 'decide', { penalties })
  return id
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
      const detail = await world.world.as('officer', casesApi).case({ params: { matterId: id as never } })
      const [decided] = detail.decided
      assert.equal(detail.decidedOn, record.decidedOn)
      assert.equal(decided?.fine, record.penalty.fine)
      assert.ok(decided?.range && decided.range.min <= decided.fine && decided.fine <= decided.range.max)
      assert.equal(decided?.hearing, record.hearing)
      const view = await world.read('officer', id)
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
})
