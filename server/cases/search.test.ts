import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { type CaseWorld, openCaseWorld } from '#test/case-world'
import type { PersonKey } from '#test/world'
import { initialsJobs } from './initials.jobs.ts'

describe('a search among matters', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())
  const found = async (text: string, who: PersonKey = 'officer') =>
    (await w.world.as(who, casesApi).search({ query: { text } })).map(({ id }) => id)
  const party = (name: string, kind = 'legal') => ({ parties: [{ name, kind: kind as 'legal' }] })

  test('finds a party by three of the first letters of its pinyin, in either case, and within reach alone', async () => {
    const lead = await w.register('officer', party('厦门长乐行商贸有限公司'))
    for (const text of ['xmclhsmyxgs', 'XMCL', 'clh', 'clxsm', '厦门长乐行']) assert.deepEqual(await found(text), [lead], text)
    assert.deepEqual(await found('xmclhz'), [])
    assert.deepEqual(await found('xmclh', 'officerElsewhere'), [])
    assert.deepEqual(
      (await w.world.as('officer', casesApi).leads({ query: { text: 'xmclh' } })).rows.map(({ id }) => id),
      [lead],
    )
  })

  test('reads a surname as a surname, and a shop both ways', async () => {
    const person = await w.register('officer', party('单甲乙', 'natural'))
    assert.deepEqual(await found('sjy'), [person])
    const shop = await w.register('officer', party('单记鞋行', 'soleTrader'))
    for (const text of ['sjxh', 'djxh']) assert.deepEqual(await found(text), [shop], text)
  })

  test('takes two letters, or letters beside a character, as what they are', async () => {
    const marked = await w.register('officer', party('龙五LV鞋行'))
    await w.register('officer', party('绿微商行'))
    assert.deepEqual(await found('LV'), [marked])
    assert.deepEqual(await found('lv鞋'), [marked])
    assert.deepEqual(await found('lwlvxh'), [marked])
  })

  test('follows a party that is renamed, and one that is taken out', async () => {
    const lead = await w.register('officer', party('丙丁茶庄'))
    const change = { divisionCode: '350102', place: '子县东街', content: '更正当事人' }
    const api = w.world.as('officer', casesApi)
    const params = { matterId: lead as never } // an id of this world
    await api.changeLead({ params, version: 1, body: { ...change, parties: [{ name: '戊己酒坊' }] } })
    assert.deepEqual([await found('bdcz'), await found('丙丁茶庄'), await found('wjjf')], [[], [], [lead]])
    await api.changeLead({ params, version: 2, body: { ...change, parties: [] } })
    assert.deepEqual([await found('wjjf'), await found('戊己酒坊')], [[], []])
  })

  test('finds what was there before letters were kept, once the job has been by; nobody else may write them', async () => {
    const lead = await w.register('officer', party('庚辛玉器店'))
    await w.world.sql.query('update case_party set initials = null where matter_id = $1', [lead])
    assert.deepEqual(await found('gxyqd'), [])
    const write = "select authority.set_party_initials(array(select id from case_party where initials is null), array['gxyqd'])"
    await w.world.sql.query('begin')
    await w.world.sql.query("select authority.enter($1, 'r', 'a', '2026-03-03T02:00:00Z')", [w.world.people.officer.token])
    await w.world.sql.query(write)
    await w.world.sql.query('commit')
    assert.deepEqual(await found('gxyqd'), [])
    await initialsJobs['cases.initials'].long!(w.world.house, w.world.inService, {}, new AbortController().signal)
    assert.deepEqual(await found('gxyqd'), [lead])
  })
})
