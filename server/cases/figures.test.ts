import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { figuresApi } from '#contract/figures'
import { type CaseWorld, openCaseWorld } from '#test/case-world'
import type { PersonKey } from '#test/world'

describe('the figures of a unit', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const of = async (who: PersonKey, org: string, year = 2026) => {
    const orgId = w.world.orgs.get(org) as OrgId // the world's own key
    const lines = await w.world.as(who, figuresApi).ofUnit({ params: { orgId }, query: { year } })
    return Object.fromEntries(lines.map(({ indicator, months }) => [indicator, months]))
  }

  test('follow from what was done, in the month in which it was done, up to the province', async () => {
    await w.register('stationOfficer', { parties: [{ name: '二月鞋行' }] })
    await w.file()
    const county = await of('principalHead', 'county')
    // Before anybody counted there is no figure, not even a nought.
    assert.deepEqual(county['leads.registered'], [null, null, 2])
    assert.deepEqual(county['cases.filed'], [null, null, 1])
    assert.deepEqual(county['cases.decided'], [null, null, null])
    assert.deepEqual((await of('provinceSupervisor', 'province'))['leads.registered'], [null, null, 2])
    assert.deepEqual((await of('citySupervisor', 'cityA'))['cases.filed'], [null, null, 1])
    assert.deepEqual((await of('principalHead', 'station'))['leads.registered'], [null, null, 1])
    assert.deepEqual((await of('headElsewhere', 'neighbour'))['cases.filed'], [null, null, 0])
  })
  test('hold no month that has not begun', async () => assert.deepEqual((await of('principalHead', 'county', 2027))['cases.filed'], []))
  test('of a unit out of reach are not given', async () => {
    await assert.rejects(of('headElsewhere', 'county'), { code: 'notFound' })
    await assert.rejects(of('principalHead', 'cityA'), { code: 'notFound' })
  })
})
