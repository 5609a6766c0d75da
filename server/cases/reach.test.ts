import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { matterApi } from '#contract/matter'
import { aLead, type CaseWorld, openCaseWorld } from '#test/case-world'
import type { PersonKey } from '#test/world'

describe('a case of one county', () => {
  let w: CaseWorld
  let lead: string
  let id: string
  before(async () => {
    w = await openCaseWorld('2026-03-03')
    id = await w.file({ parties: [{ name: '子县独有名称鞋行', creditCode: '91350102MA00000001' }] })
    lead = await w.register('stationOfficer', { parties: [{ name: '子县独有名称鞋行' }] })
  })
  after(() => w.close())

  const seenBy = async (who: PersonKey) => {
    const api = w.world.as(who, casesApi)
    return {
      cases: (await api.cases({ query: {} })).total,
      leads: (await api.leads({ query: {} })).total,
      found: (await api.search({ query: { text: '独有名称' } })).length,
      filtered: (await api.cases({ query: { text: '独有名称' } })).total,
    }
  }
  const all = { cases: 1, leads: 2, found: 3, filtered: 1 }
  const nothing = { cases: 0, leads: 0, found: 0, filtered: 0 }

  test('is there for its own people and for those above', async () => {
    for (const who of ['officer', 'principalHead', 'citySupervisor', 'provinceSupervisor'] as const)
      assert.deepEqual(await seenBy(who), all, who)
  })

  test('is not there for its neighbours, by list, search or count, nor by a guessed id', async () => {
    for (const who of ['officerElsewhere', 'headElsewhere', 'officerB'] as const) {
      assert.deepEqual(await seenBy(who), nothing, who)
      const api = w.world.as(who, casesApi)
      const params = { matterId: id as never }
      await assert.rejects(api.case({ params }), { code: 'notFound' })
      await assert.rejects(api.lead({ params: { matterId: lead as never } }), { code: 'notFound' })
      await assert.rejects(api.changeParties({ params, version: 1, body: { parties: [{ name: 'x' }] } }), { code: 'notFound' })
      await assert.rejects(api.relate({ params, body: { other: lead as never, kind: 'other' } }), { code: 'notFound' })
      await assert.rejects(
        w.world.as(who, matterApi).take({ params: { ...params, step: 'suspend' }, version: 1, body: { happenedOn: '2026-03-03' } }),
        {
          code: 'notFound',
        },
      )
    }
  })

  test("of the county is not its station's; the station sees its own lead alone", async () => {
    assert.deepEqual(await seenBy('stationOfficer'), { cases: 0, leads: 1, found: 1, filtered: 0 })
  })

  test('an administrator reads no case at all', async () => {
    await assert.rejects(w.world.as('systemAdmin', casesApi).cases({ query: {} }), { code: 'notAllowed' })
    await assert.rejects(w.world.as('auditAdmin', casesApi).search({ query: { text: '独有' } }), { code: 'notAllowed' })
  })

  test('a second bureau with the same party is told that there may be an overlap, and nothing more', async () => {
    const mine = await w.register('officerElsewhere', {
      ...aLead,
      divisionCode: '350103',
      parties: [{ name: '另一名称', creditCode: '91350102MA00000001' }],
    })
    const other = await w.register('officerElsewhere', { ...aLead, divisionCode: '350103', parties: [{ name: '丑县无关商行' }] })
    const detail = await w.world.as('officerElsewhere', casesApi).lead({ params: { matterId: mine as never } })
    assert.deepEqual([detail.possibleOverlap, detail.related], [true, []])
    assert.equal((await w.world.as('officerElsewhere', casesApi).lead({ params: { matterId: other as never } })).possibleOverlap, false)
    const asked = await w.world.sql.query('select authority.possible_overlap($1) "is"', [id])
    assert.equal(asked.rows[0].is, false) // without a session that reads the matter
  })

  test('is found by two characters, by number, by code, and by several words together', async () => {
    const search = async (text: string) => (await w.world.as('officer', casesApi).cases({ query: { text } })).total
    assert.deepEqual(
      await Promise.all(['独有', '鞋行 市监立', '91350102ma', '市监立〔2026〕1号', '独', '独行'].map(search)),
      [1, 1, 1, 1, 1, 0],
    )
  })

  test('is filtered by state, kind, unit, officer, day and light', async () => {
    const api = w.world.as('citySupervisor', casesApi)
    const total = async (query: Record<string, unknown>) => (await api.cases({ query: query as never })).total // parsed by the server
    const county = w.world.orgs.get('county')
    const station = w.world.orgs.get('station')
    assert.deepEqual(
      [
        await total({ state: ['investigating'] }),
        await total({ state: ['decided', 'served'] }),
        await total({ code: ['TM-103'] }),
        await total({ code: ['TM-101'] }),
        await total({ org: county, below: 'false' }),
        await total({ org: station }),
        await total({ officer: w.world.people.officer.id }),
        await total({ officer: w.world.people.officer3.id }),
        await total({ dueBefore: '2026-06-01' }),
        await total({ dueBefore: '2026-05-31' }),
        await total({ light: ['green'] }),
        await total({ light: ['red', 'yellow'] }),
      ],
      [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0],
    )
    const { rows } = await api.leads({ query: { org: county as never, sort: 'number' } })
    assert.deepEqual(
      rows.map((row) => row.number?.slice(-3)),
      ['〕1号', '〕2号'],
    )
  })
})
