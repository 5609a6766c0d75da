import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isUnbound } from '#contract/clauses'
import { indicatorOf } from '#kernel/indicator'
import { type ClausesWorld, openClauses } from '#test/clauses-world'
import type { PersonKey } from '#test/world'
import { measures } from './231.ts'

describe('the clauses of a document', () => {
  let walk: ClausesWorld
  before(async () => {
    walk = await openClauses()
  })
  after(() => walk.world.close())

  test('stand once, as 231号文 states them, with the departments that the tree knows', async () => {
    const { document, clauses, counts } = await walk.view('office')
    assert.equal(document.number, '闽市监知运〔2024〕231号')
    assert.equal(clauses.length, measures.flatMap(({ sentences }) => sentences.flat()).length)
    assert.deepEqual(counts, {
      ...{ all: clauses.length, evidence: 0, none: clauses.length, outside: 0 },
      unbound: clauses.filter(({ indicators, query }) => indicators.length === 0 && query === null).length,
    })
    assert.ok(counts.unbound > 0)
    assert.match(document.unverified ?? '', /印发日期/u, 'the text gives the day of its adoption alone')
    const { units } = await walk.found('office', '每月最少开展一期')
    assert.deepEqual(
      units.map(({ name, orgId }) => [name, orgId === null]),
      [
        ['知识产权保护处', false],
        ['知识产权运用促进处', false],
        ['商标监督管理处', true],
        ['人事教育处', true],
        ['省知识产权发展保护中心', true],
        ['省知识产权保护中心', true],
      ],
    )
  })

  test('are bound to what somebody counts: to flows alone', () => {
    const bound = measures.flatMap(({ sentences }) => sentences.flat().flatMap(({ indicators = [] }) => indicators))
    assert.deepEqual(
      bound.filter((id) => indicatorOf(id)?.kind !== 'flow'),
      [],
    )
  })

  test('have evidence when records are there, and none again when these are deleted or taken back', async () => {
    assert.equal((await walk.found('office', '依法组织查处')).state, 'none')
    await walk.count('county', '2026-01-20')
    const second = await walk.count('county', '2026-03-05')
    const third = await walk.count('countyB', '2026-02-11')
    const now = async () => {
      const { state, records, since, last, id } = await walk.found('office', '依法组织查处')
      const { rows, total } = await walk.as('office').records({ params: { clauseId: id }, query: { source: 'cases.filed' } })
      assert.deepEqual([total, rows.length], [records, records])
      return [state, records, since, last]
    }
    assert.deepEqual(await now(), ['evidence', 3, '2026-01-20', '2026-03-05'])
    await walk.count('county', '2026-03-06', { id: second, sameMonth: true })
    assert.deepEqual(await now(), ['evidence', 2, '2026-01-20', '2026-02-11'])
    await walk.count('countyB', '2026-03-06', { id: third, sameMonth: false })
    assert.deepEqual(await now(), ['evidence', 1, '2026-01-20', '2026-01-20'])
    await walk.deleteRecords()
    assert.deepEqual(await now(), ['none', 0, null, null])
  })

  test('are not fulfilled by what was done before the document', async () => {
    await walk.count('county', '2024-07-31')
    assert.equal((await walk.found('office', '依法组织查处')).state, 'none')
    await walk.deleteRecords()
  })

  test('say to a county how it stands itself, to a responsible department how the province stands, to nobody else', async () => {
    await walk.count('county', '2026-03-02')
    await walk.count('countyB', '2026-03-03')
    const own = async (who: PersonKey) => (await walk.found(who, '依法组织查处')).records
    assert.deepEqual(
      [await own('principalHead'), await own('cityHead'), await own('headElsewhere'), await own('protectionHead')],
      [1, 1, 0, 2],
    )
    const { clause } = await walk
      .as('protectionHead')
      .clause({ params: { clauseId: (await walk.found('office', '依法组织查处')).id }, query: {} })
    const behind = await walk.as('protectionHead').records({ params: { clauseId: clause.id }, query: {} })
    assert.deepEqual(
      behind.rows.map(({ orgName, title }) => [orgName, title]),
      [
        ['寅县局', null],
        ['子县局', null],
      ],
    )
    for (const [who, unit] of [
      ['principalHead', 'cityA'],
      ['principalHead', 'neighbour'],
      ['cityHead', 'province'],
      ['protectionHead', 'county'],
    ] as const)
      await assert.rejects(walk.view(who, { orgId: walk.org(unit) }), { code: 'notFound' }, `${who} ${unit}`)
    await walk.deleteRecords()
  })

  test('come first to each reader as his own: a department those that name it, a county those that name its level', async () => {
    const mine = await walk.as('protectionHead').view({ query: {} })
    assert.equal(mine.mine, 'unit')
    assert.ok(mine.clauses.length > 0 && mine.clauses.every(({ units }) => units.some(({ orgId }) => orgId === walk.org('protection'))))
    const county = await walk.as('principalHead').view({ query: {} })
    assert.equal(county.mine, 'level')
    assert.ok(county.clauses.length > 0 && county.clauses.every(({ addressees }) => addressees.includes('county')))
    const promotion = await walk.view('office', { unit: walk.org('promotion') })
    assert.ok(promotion.clauses.every(({ article }) => article !== 4 && article !== 5))
  })

  test('are read by who holds a duty of the business, and by nobody else', async () => {
    for (const who of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)
      await assert.rejects(walk.as(who).view({ query: {} }), { code: 'notAllowed' })
    await assert.rejects(walk.as(null).view({ query: {} }), { code: 'signInNeeded' })
  })

  test('are outside the platform by a reason alone, and only while there are no records', async () => {
    const clause = await walk.found('office', '依法组织查处')
    const of = { params: { clauseId: clause.id } }
    await assert.rejects(walk.as('office').setOutside({ ...of, body: { reason: ' ' }, version: 1 }), { code: 'invalid' })
    await walk.as('office').setOutside({ ...of, body: { reason: '本项在另一系统办理' }, version: 1 })
    const outside = await walk.found('office', '依法组织查处')
    assert.deepEqual([outside.state, outside.outside?.reason, outside.outside?.on], ['outside', '本项在另一系统办理', '2026-03-10'])
    await walk.count('county', '2026-03-02')
    assert.equal((await walk.found('office', '依法组织查处')).state, 'evidence')
    await walk.deleteRecords()
    await walk.as('office').clearOutside({ ...of, version: 2 })
    assert.equal((await walk.found('office', '依法组织查处')).state, 'none')
  })

  test('without a bound query are listed as such, and are so no more when the office binds one or says that they are done elsewhere', async () => {
    const { clauses, counts } = await walk.view('office', { bound: 'none' })
    assert.deepEqual([clauses.length, clauses.every(isUnbound)], [counts.unbound, true])
    const [first, second] = clauses
    assert.ok(first && second)
    const { part, partTitle, article, articleTitle, sentence, item } = first
    const bound = { part, partTitle, article, articleTitle, sentence, item, duty: first.duty, indicators: ['cases.filed'] }
    await walk.as('office').edit({ params: { clauseId: first.id }, body: bound, version: first.version })
    await walk.as('office').setOutside({ params: { clauseId: second.id }, body: { reason: '本项在另一系统办理' }, version: second.version })
    const left = await walk.view('office', { bound: 'none' })
    assert.deepEqual(
      left.clauses.map(({ id }) => id),
      clauses.slice(2).map(({ id }) => id),
    )
    assert.deepEqual(
      [left.counts.unbound, left.counts.outside, left.counts.none],
      [counts.unbound - 2, counts.outside + 1, counts.none - 1],
    )
  })
})
