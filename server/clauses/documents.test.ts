import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ClausesWorld, cityPlan, duty, openClauses } from '#test/clauses-world'

describe('a document of clauses', () => {
  let walk: ClausesWorld
  before(async () => {
    walk = await openClauses()
  })
  after(() => walk.world.close())

  test('of the province are changed by its office alone', async () => {
    const clause = await walk.found('office', '做好知识产权维权援助工作'.slice(2))
    const { units, ...rest } = clause
    const draft = { ...duty(1), part: rest.part, article: rest.article, sentence: rest.sentence, item: rest.item }
    for (const who of [
      'cityCoordinator',
      'countyCoordinator',
      'protectionOfficer',
      'provinceHead',
      'provinceTrainer',
      'officer',
    ] as const) {
      await assert.rejects(walk.as(who).edit({ params: { clauseId: clause.id }, body: draft, version: 1 }), { code: 'notAllowed' }, who)
      await assert.rejects(walk.as(who).setOutside({ params: { clauseId: clause.id }, body: { reason: '在别处办理的事' }, version: 1 }), {
        code: 'notAllowed',
      })
      await assert.rejects(walk.as(who).add({ params: { documentId: clause.documentId }, body: duty(9) }), { code: 'notAllowed' })
    }
    const edited = await walk.as('office').edit({ params: { clauseId: clause.id }, body: draft, version: 1 })
    assert.deepEqual([edited.duty, edited.version, edited.units], ['第1项要求', 2, []])
    await assert.rejects(walk.as('office2').edit({ params: { clauseId: clause.id }, body: draft, version: 1 }), { code: 'stale' })
    assert.ok(units.length > 0)
  })

  test('of a city come from its office: a draft is its own, published it is read below it and above it, not beside it', async () => {
    for (const who of ['countyCoordinator', 'protectionOfficer', 'cityHead'] as const)
      await assert.rejects(walk.as(who).create({ body: cityPlan }), { code: 'notAllowed' }, who)
    const draft = await walk.as('cityCoordinator').create({ body: cityPlan })
    const of = { params: { documentId: draft.id } }
    await assert.rejects(walk.as('cityCoordinator').create({ body: cityPlan }), { code: 'invalid' })
    await assert.rejects(walk.as('cityCoordinator').publish({ ...of, version: 1 }), { code: 'incomplete' })
    await walk
      .as('cityCoordinator')
      .add({ ...of, body: duty(1, { indicators: ['cases.filed'], units: [{ name: '子县局', part: 'lead' }] }) })
    await assert.rejects(walk.as('cityCoordinator').add({ ...of, body: duty(1) }), { code: 'invalid' })
    await assert.rejects(walk.as('cityCoordinator').add({ ...of, body: duty(2, { indicators: ['cases.none'] }) }), { code: 'invalid' })
    const reads = async () =>
      Promise.all(
        (['countyCoordinator', 'office', 'cityCoordinatorB', 'countyCoordinatorB'] as const).map((who) =>
          walk.view(who, { documentId: draft.id }).then(
            (seen) => seen.clauses.length,
            (error: { code: string }) => error.code,
          ),
        ),
      )
    assert.deepEqual(await reads(), ['notFound', 'notFound', 'notFound', 'notFound'])
    await walk.as('cityCoordinator').publish({ ...of, version: 1 })
    assert.deepEqual(await reads(), [1, 1, 'notFound', 'notFound'])
    await assert.rejects(walk.as('office').change({ ...of, body: cityPlan, version: 2 }), { code: 'notAllowed' })
    await assert.rejects(walk.as('cityCoordinator').discard({ ...of, version: 2 }), { code: 'closed' })
  })

  test('of a new edition begin as they were; the edition before ends the day before and stays', async () => {
    const { rows } = await walk.as('cityCoordinator').documents({ query: {} })
    const old = rows.find(({ number }) => number === cityPlan.number)
    assert.ok(old)
    const next = { ...cityPlan, validFrom: '2026-03-01', issuedOn: '2026-02-20' }
    await assert.rejects(walk.as('office').renew({ params: { documentId: old.id }, body: next, version: old.version }), {
      code: 'notAllowed',
    })
    const made = await walk.as('cityCoordinator').renew({ params: { documentId: old.id }, body: next, version: old.version })
    assert.deepEqual([made.edition, made.published, made.clauses], [2, false, 1])
    await walk.as('cityCoordinator').publish({ params: { documentId: made.id }, version: 1 })
    const [before, now] = [await walk.view('office', { documentId: old.id }), await walk.view('office', { documentId: made.id })]
    assert.deepEqual([before.document.validTo, before.document.replacedBy, before.clauses.length], ['2026-02-28', made.id, 1])
    assert.deepEqual(now.clauses[0]?.units, [{ orgId: walk.org('county'), name: '甲市子县市场监督管理局', part: 'lead' }])
  })
})
