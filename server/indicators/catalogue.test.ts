import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { OrgId } from '#contract/common'
import type { ImportBatch } from '#contract/import'
import { fiveHigh } from '#contract/indicators'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { outsideApi, outsideImportsApi } from '#contract/indicators-outside'
import { allIndicators, countFacts } from '#kernel/indicator'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { catalogue } from './catalogue.ts'

describe('the catalogue of indicators', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { office: true })
  })
  after(() => world.close())
  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own key
  const api = (who: PersonKey) => world.as(who, indicatorsApi)
  const read = (id: string, who: PersonKey = 'office') => api(who).read({ params: { indicatorId: id } })

  test('holds the 53 entries with their marks, in two dimensions, and says of each how it is collected', async () => {
    const lines = await api('officer').list({})
    const listed = lines.filter((line) => line.listed)
    assert.equal(listed.length, 53)
    assert.deepEqual(new Set(listed.map((line) => line.fiveHigh)), new Set(fiveHigh))
    assert.ok(listed.every(({ how, ability, mark }) => how.length > 5 && ability && mark))
    const collected = (id: string) => lines.find((line) => line.id === id)?.collected
    // Computed, from outside, and not obtained: whatever happens to the rooms, a figure is one of the three.
    assert.deepEqual(['PR-02', 'MG-01', 'MG-02', 'CR-03', 'PR-11', 'MG-09', 'POP'].map(collected), [
      ...['here', 'here', 'here', 'outside', 'none', 'none', 'outside'],
    ])
  })
  test('names issuers and shows no address, and keeps what is derived or provisional apart', async () => {
    assert.doesNotMatch(JSON.stringify(catalogue), /https?:|www\.|\.(com|cn|net|vip)\b/)
    const { published } = await read('CR-02')
    assert.deepEqual(
      published.filter(({ kind }) => kind === 'derived').map(({ value, note }) => [value, note]),
      [[9.5, '仅供演示，不得作为官方数']],
    )
    // It never stands in a line with official ones; nor does what was newly registered in a year with what stood at its end.
    const { lines } = await world.as('office', outsideApi).lines({ params: { indicatorId: 'CR-02' }, query: {} })
    assert.ok(lines.every(({ points }) => points.every(({ value }) => value !== 9.5)))
    const marks = await world.as('office', outsideApi).lines({ params: { indicatorId: 'CR-12' }, query: {} })
    assert.deepEqual(
      marks.lines.find(({ own }) => own)?.points.map(({ value }) => value),
      [497, 561],
    )
  })
  test('has at least 25 indicators computed from records, each with definition, clause, source and mark', () => {
    const counted = allIndicators()
    assert.ok(counted.length >= 25, String(counted.length))
    for (const { id, definition, clauses, source, mark, title, unit } of counted)
      assert.ok(definition.length > 8 && clauses.length > 0 && source && mark && title && unit, id)
    for (const { id, over } of counted)
      if (over)
        for (const part of Object.values(over))
          assert.ok(
            counted.some((one) => one.id === part),
            `${id}: ${part}`,
          )
  })
  test('opens for who reads figures, and not for who administers', async () => {
    await assert.rejects(read('CR-01', 'systemAdmin'), { code: 'notAllowed' })
    await assert.rejects(read('XX-99'), { code: 'notFound' })
    await assert.rejects(api('office').figures({ params: { indicatorId: 'CR-01' }, query: {} }), { code: 'notFound' })
  })
  test('has targets with their source: compiled ones, and those that an office sets for its own units; the newest holds', async () => {
    const set = (who: PersonKey, value: number | null, key = 'county') =>
      api(who).setTarget({
        params: { indicatorId: 'cases.decided' },
        body: { orgId: org(key), year: 2026, value, source: '年度工作要点', mark: 'unverified' },
      })
    await set('office', 30)
    assert.deepEqual(
      (await set('cityCoordinator', 40)).map(({ value, orgName }) => [value, orgName]),
      [[40, '子县局']],
    )
    await assert.rejects(set('cityCoordinatorB', 1), { code: 'notFound' })
    await assert.rejects(set('principalHead', 1), { code: 'notAllowed' })
    const seen = await api('principalHead').figures({ params: { indicatorId: 'cases.decided' }, query: {} })
    assert.deepEqual(
      seen.targets.map(({ value }) => value),
      [40],
    )
    assert.deepEqual(await set('office', null), [])
    const { targets } = await world.as('office', outsideApi).lines({ params: { indicatorId: 'CR-09' }, query: {} })
    assert.deepEqual(
      targets.map(({ year, value, orgName }) => [year, value, orgName]),
      [[2025, 2_500_000, '省局']],
    )
  })
  test('asks by a range that the office of the province keeps', async () => {
    const keep = (who: PersonKey, change: number | null) =>
      api(who).setPlausibility({ params: { indicatorId: 'CR-05' }, body: { min: 0, max: null, change, reason: '历年波动较大' } })
    assert.deepEqual((await read('CR-05')).plausibility, { min: 0, max: null, change: 30 })
    await assert.rejects(keep('cityCoordinator', 50), { code: 'notAllowed' })
    assert.deepEqual((await keep('office', 50)).plausibility, { min: 0, max: null, change: 50 })
    await assert.rejects(
      api('office').setPlausibility({ params: { indicatorId: 'cases.filed' }, body: { min: 0, max: 1, change: null, reason: '不适用' } }),
      {
        code: 'notFound',
      },
    )
  })
  test('goes out as a table', async () => {
    for (const path of ['/indicator-catalogue/export', '/indicators/CR-03/export', '/indicators/cases.filed/export']) {
      const { content } = await getBytes(world, 'office', path)
      const workbook = new Workbook()
      await workbook.xlsx.load(content)
      assert.ok((workbook.worksheets[0]?.rowCount ?? 0) > 3, path)
    }
  })

  test('a ratio of stocks is what stands at the end: neither of its two is added over months, and it opens as many records', async () => {
    const [a, others] = [randomUUID(), [randomUUID(), randomUUID(), randomUUID()]]
    await world.inService((ctx) =>
      countFacts(ctx, [
        ...[a, ...others].map((record) => ({ indicator: 'training.toTrain', orgId: org('county'), day: '2026-01-10', record })),
        { indicator: 'training.trained', orgId: org('county'), day: '2026-01-20', record: a },
        ...others.slice(0, 2).map((record) => ({ indicator: 'training.trained', orgId: org('county'), day: '2026-02-20', record })),
      ]),
    )
    const figures = (query: { to?: string }) =>
      api('principalHead').figures({ params: { indicatorId: 'training.coverageRate' }, query: { from: '2026-01', ...query } })
    const { months, total, children } = await figures({ to: '2026-02' })
    assert.deepEqual(
      months.map(({ over }) => over),
      [
        { numerator: 1, denominator: 4 },
        { numerator: 3, denominator: 4 },
      ],
    )
    assert.deepEqual(total, { value: 75, records: 4 })
    assert.deepEqual(
      children.filter(({ cell }) => cell.value !== null).map(({ cell }) => [cell.value, cell.records]),
      [[75, 4]],
    )
    const query = { org: org('county'), from: '2026-01', to: '2026-02' }
    const list = await api('principalHead').records({ params: { indicatorId: 'training.coverageRate' }, query })
    assert.equal(list.rows.length, total.records)
    assert.equal((await read('training.coverageRate')).standing, true)
    assert.equal((await read('cases.inTimeRate')).standing, false)
    // Asked up to a month that has not begun, it is told of the last one that has, with the units below.
    const later = await figures({ to: '2026-12' })
    assert.deepEqual([later.to, later.total.value, later.children.filter(({ cell }) => cell.value !== null).length], ['2026-03', 75, 1])
  })

  const table = async (...rows: (string | number)[][]): Promise<ImportBatch> => {
    const { content } = await getBytes(world, 'cityCoordinator', '/indicator-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const row of rows) workbook.worksheets[0]!.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(world, 'cityCoordinator', '/indicator-imports', multipart({}, '外部数据.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }
  test('takes outside figures from Excel: faults by row and column, warnings that stop nothing, taken back as one', async () => {
    const right = ['UT-10', '用标企业数', '350102', '2025', 12, '2025-12-31', '县局统计']
    const batch = await table(
      right,
      ['UT-10', '', '350103', '2025-13', 12, '2025-12-31', '县局统计'],
      ['UT-10', '', '350203', '2025', 12, '2025-12-31', '乙市的县'],
      ['cases.filed', '', '350102', '2025', 12, '2025-12-31', '县局统计'],
      ['UT-10', '', '350103', '2025', '十二', '2025-12-31', '县局统计'],
      ['UT-10', '', '350103', '2024', 12, '2026-12-31', '县局统计'],
      right,
    )
    assert.deepEqual(batch.faults.map(({ row, column }) => `${row}${column}`).sort(), ['4D', '5C', '6A', '7E', '8F', '9D'])
    const imports = world.as('cityCoordinator', outsideImportsApi)
    const applied = await imports.apply({ params: { batchId: batch.id }, version: batch.version, body: { only: 'right' } })
    assert.equal(applied.made, 1)
    const waiting = () => world.as('office', outsideApi).list({ query: { series: 'UT-10', state: 'entered' } })
    assert.equal((await waiting()).total, 1)
    const again = await table(right)
    assert.deepEqual([again.sameRows, again.wrongRows], [1, 0])
    const undone = await imports.undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept, (await waiting()).total], ['undone', 0, 0])
    await assert.rejects(world.as('principalHead', outsideImportsApi).list({ query: {} }), { code: 'notAllowed' })
  })
})
