import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { matterApi } from '#contract/matter'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

describe('an earlier penalty on the same party', () => {
  let w: CaseWorld
  const shop = { name: '子县某鞋行', kind: 'legal', creditCode: '91350102MA00000001' } as const
  before(async () => {
    w = await openCaseWorld('2022-03-03')
  })
  after(() => w.close())

  const filing = (day: string) => ({ conductFrom: day, conductTo: day })
  const count = async (id: string) => (await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })).earlierCount

  /** A decision of this county of that day, with its publicity opened. */
  async function penalised(day: string): Promise<string> {
    w.setDay(day)
    const id = await w.file({ foundOn: day, parties: [shop] }, filing(day))
    await w.issue(id, 'investigationReport', 'reviewForm', 'priorNotice', 'penaltyDecision')
    await w.take('officer', id, 'report', await aReport(w, id, filing(day)))
    await w.take('officer', id, 'submitReview')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'approveNotice')
    await w.tell('officer', id)
    await w.take('officer', id, 'waiveStatement', { writing: '放弃声明' })
    const { parties } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    await w.take('deputyHead', id, 'decide', { penalties: [aPenalty(parties[0]!.id)] })
    return id
  }

  test('counts within five years for marks and within two for the thresholds of crime, to the day', async () => {
    await penalised('2022-03-03')
    const again = async (day: string, draft: object = {}) => {
      w.setDay(day)
      return count(await w.file({ foundOn: day, parties: [shop], ...draft }, filing(day)))
    }
    assert.deepEqual(await again('2024-03-03'), { fiveYears: 1, twoYears: 1 })
    assert.deepEqual(await again('2024-03-04'), { fiveYears: 1, twoYears: 0 })
    w.setDay('2026-03-03')
    const other = await w.file({ foundOn: '2026-03-03', parties: [{ ...shop, creditCode: '91350102MA00000002' }] }, filing('2026-03-03'))
    assert.deepEqual(await count(other), { fiveYears: 0, twoYears: 0 }, 'two codes are two parties, whatever their names')
    const patent = { violationCode: 'PT-102' as const, foundOn: '2023-03-03', parties: [shop] }
    w.setDay('2023-03-03')
    const unlike = await w.file(patent, { ...filing('2023-03-03'), violationCode: 'PT-102' })
    assert.deepEqual(await count(unlike), { fiveYears: 0, twoYears: 0 }, 'passing off a patent is another kind of conduct')
  })

  test('for conduct of the same days is named before the party is fined for the same act again', async () => {
    const warned = async (day: string) => {
      w.setDay('2022-04-01')
      const id = await w.file({ foundOn: '2022-04-01', parties: [shop] }, filing(day))
      const { parties } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
      const draft = { ...filing(day), turnover: 2640, illegalGains: null, goodsValue: null, flags: [], penalty: aPenalty(parties[0]!.id) }
      const body = draft as never // as the page sends it
      const { notes } = await w.world.as('officer', casesApi).previewProposal({ params: { matterId: id as never }, body })
      return notes.some((note) => /已于 2022-03-03 因同期同类行为被罚款.*不得给予两次以上罚款/u.test(note))
    }
    assert.deepEqual([await warned('2022-03-03'), await warned('2022-03-04')], [true, false])
  })

  test('in another county counts when it is published, and never says where', async () => {
    w.setDay('2022-06-01')
    const { rows } = await w.world.sql.query("select id from matter where process = 'penalty' and state = 'decided'")
    const penalisedId = String(rows[0].id)
    const { officerElsewhere } = w.world.people
    const lead = await w.register('officerElsewhere', { foundOn: '2022-06-01', divisionCode: '350103', parties: [shop] })
    await w.world.sql.query("update matter set state = 'verifying' where id = $1", [lead])
    await w.world.sql.query(
      "insert into matter_assignee (matter_id, person_id, person_name, certificate_no, from_day) values ($1, $2, '邻县办案甲', '闽执9', '2022-06-01')",
      [lead, officerElsewhere.id],
    )
    await w.take('officerElsewhere', lead, 'proposeFiling', { violationCode: 'TM-103', ...filing('2022-06-01'), findings: '发现侵权商品' })
    await w.issue(lead, 'filingApproval')
    await w.take('headElsewhere', lead, 'approveFiling')
    const { caseId } = await w.world.as('officerElsewhere', casesApi).lead({ params: { matterId: lead as never } })
    const seen = async () => w.world.as('officerElsewhere', casesApi).case({ params: { matterId: caseId as never } })
    assert.deepEqual((await seen()).earlierCount, { fiveYears: 0, twoYears: 0 }, 'what is not published is the other unit’s own')
    await w.take('officer', penalisedId, 'publish')
    const publicity = await w.child('officer', penalisedId, '行政处罚信息公示')
    await w.take('officer', publicity, 'publish', { address: '公示网页' })
    const { earlierCount, earlier } = await seen()
    assert.deepEqual([earlierCount, earlier], [{ fiveYears: 1, twoYears: 1 }, []])
    await assert.rejects(w.world.as('officerElsewhere', matterApi).read({ params: { matterId: penalisedId as never } }), {
      code: 'notFound',
    })
    const direct = await w.world.sql.query('select * from authority.earlier_penalties($1)', [caseId])
    assert.deepEqual(direct.rows[0], { five_years: 0, two_years: 0 }, 'without a session nothing is answered')
  })
})
