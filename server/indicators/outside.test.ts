import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { outsideApi } from '#contract/indicators-outside'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('a figure from outside', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { office: true })
  })
  after(() => world.close())

  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own keys
  const draft = (more: object = {}) => ({
    series: 'CR-03',
    orgId: org('county'),
    period: '2025',
    value: 120,
    asOf: '2025-12-31',
    source: '省局统计通报',
    ...more,
  })
  const enter = (who: PersonKey, more: object = {}) => world.as(who, outsideApi).enter({ body: draft(more) })
  const entered = async (who: PersonKey, more: object = {}) => {
    const { entered: value, warnings } = await enter(who, { anyway: true, ...more })
    assert.ok(value, `not entered: ${warnings.join()}`)
    return value
  }
  const decide = (who: PersonKey, id: string, decision: 'confirmed' | 'refused' | 'withdrawn', reason?: string) =>
    world.as(who, outsideApi).decide({ params: { valueId: id }, body: { decision, reason } })
  const confirmed = async (more: object = {}) => decide('office', (await entered('cityCoordinator', more)).id, 'confirmed')
  const own = async (who: PersonKey, id: string, key: string) => {
    const { lines } = await world.as(who, outsideApi).lines({ params: { indicatorId: id }, query: { org: org(key) } })
    return lines.find((line) => line.own)?.points ?? []
  }

  test('is entered by one person and stands when another one has confirmed it', async () => {
    const value = await entered('cityCoordinator', { period: '2023', asOf: '2023-12-31' })
    assert.equal(value.state, 'entered')
    assert.deepEqual(await own('countyCoordinator', 'CR-03', 'county'), [])
    await assert.rejects(decide('cityCoordinator', value.id, 'confirmed'), { code: 'notAllowed' })
    const done = await decide('office', value.id, 'confirmed')
    assert.deepEqual([done.state, done.stands, done.decidedBy], ['confirmed', true, '省领导小组办公室甲'])
    assert.deepEqual(
      (await own('countyCoordinator', 'CR-03', 'county')).map(({ period, value: figure, mark }) => [period, figure, mark]),
      [['2023', 120, 'entered']],
    )
    await assert.rejects(decide('office2', value.id, 'refused', '重复'), { code: 'closed' })
  })
  test('is refused with a reason, or taken back by who entered it alone', async () => {
    const value = await entered('cityCoordinator', { period: '2022', asOf: '2022-12-31' })
    await assert.rejects(decide('office', value.id, 'refused'), { code: 'invalid' })
    await assert.rejects(decide('office', value.id, 'withdrawn'), { code: 'notAllowed' })
    assert.equal((await decide('cityCoordinator', value.id, 'withdrawn')).state, 'withdrawn')
  })
  test('is corrected by a new version, and the old one stays', async () => {
    const first = await confirmed({ period: '2021', asOf: '2021-12-31', value: 100 })
    const second = await entered('countyCoordinator', { period: '2021', asOf: '2021-12-31', value: 105, note: '更正漏报' })
    assert.deepEqual([first.version, second.version], [1, 2])
    assert.equal((await own('office', 'CR-03', 'county')).find(({ period }) => period === '2021')?.value, 100)
    await decide('cityCoordinator', second.id, 'confirmed')
    assert.equal((await own('office', 'CR-03', 'county')).find(({ period }) => period === '2021')?.value, 105)
    const { rows } = await world.as('office', outsideApi).list({ query: { series: 'CR-03', period: '2021' } })
    assert.deepEqual(rows.map(({ version, value, stands }) => [version, value, stands]).sort(), [
      [1, 100, false],
      [2, 105, true],
    ])
  })
  test('that looks wrong asks a person and stops nobody', async () => {
    await confirmed({ period: '2024', asOf: '2024-12-31', value: 100 })
    const asked = await enter('cityCoordinator', { period: '2025', value: 131 })
    assert.deepEqual(asked, { entered: null, warnings: ['较上期（2024：100）变动 31%，超过 30%'] })
    assert.deepEqual((await entered('cityCoordinator', { period: '2025', value: 131 })).warnings, asked.warnings)
    // At the edge it is silent.
    assert.deepEqual((await enter('cityCoordinator', { period: '2025', value: 130 })).warnings, [])
    assert.deepEqual((await enter('cityCoordinator', { period: '2025', value: -1 })).warnings.slice(0, 1), ['低于合理下限 0'])
  })
  test('belongs to an area that has statistics, to a day that has come, and to nothing that the platform counts itself', async () => {
    const paths = async (who: PersonKey, more: object) => {
      const refused = enter(who, { anyway: true, ...more }).then(() => null)
      const { body } = (await refused.catch((thrown: unknown) => thrown)) as { body?: { issues?: { path: string }[] } } // the client's own refusal
      return body?.issues?.map(({ path }) => path)
    }
    assert.deepEqual(await paths('office', { orgId: org('station') }), ['orgId'])
    assert.deepEqual(await paths('office', { asOf: '2026-03-04' }), ['asOf'])
    assert.deepEqual(await paths('office', { asOf: '2024-12-31' }), ['asOf'])
    assert.deepEqual(await paths('office', { nation: true }), ['nation'])
    assert.deepEqual(await paths('office', { series: 'cases.filed' }), ['series'])
    assert.deepEqual(await paths('office', { series: 'MG-09' }), ['series'])
    assert.deepEqual(await paths('office', { series: 'PR-05' }), ['series']) // really three figures
    await assert.rejects(enter('office', { period: '2025-13' }), { code: 'invalid' })
  })
  test('is a coordinator’s to enter, for his units alone', async () => {
    await assert.rejects(enter('principalHead'), { code: 'notAllowed' })
    await assert.rejects(enter('systemAdmin'), { code: 'notAllowed' })
    await assert.rejects(enter('countyCoordinator', { orgId: org('neighbour') }), { code: 'notFound' })
    await assert.rejects(enter('countyCoordinator', { orgId: org('cityA') }), { code: 'notFound' })
    await assert.rejects(enter('cityCoordinator', { orgId: org('province'), nation: true }), { code: 'notFound' })
  })
  test('of the units above is seen from below, of a neighbour never', async () => {
    await confirmed({ series: 'UT-03', value: 7 })
    const city = await entered('office2', { series: 'UT-03', orgId: org('cityA'), value: 50 })
    await decide('office', city.id, 'confirmed')
    const { lines } = await world.as('countyCoordinator', outsideApi).lines({ params: { indicatorId: 'UT-03' }, query: {} })
    assert.deepEqual(
      lines.map(({ place, points }) => [place, points.map(({ value }) => value)]),
      [
        ['子县局', [7]],
        ['甲市局', [50]],
        ['省局', []],
        ['全国', []],
      ],
    )
    const lines2 = world.as('countyCoordinatorElsewhere', outsideApi)
    await assert.rejects(lines2.lines({ params: { indicatorId: 'UT-03' }, query: { org: org('county') } }), { code: 'notFound' })
    const { rows } = await lines2.list({ query: { series: 'UT-03' } })
    assert.deepEqual(
      rows.map(({ place }) => place),
      ['甲市局'],
    )
    // What nobody has confirmed yet is seen from its own line of units alone.
    await entered('office', { series: 'UT-04', orgId: org('cityA'), value: 3 })
    assert.equal((await lines2.list({ query: { series: 'UT-04' } })).total, 0)
    assert.equal((await world.as('cityCoordinator', outsideApi).list({ query: { series: 'UT-04' } })).total, 1)
  })
  test('per head is derived from two, beside the official one, and names the year of the population', async () => {
    const of = { orgId: org('cityB') }
    const at = async (more: object) => decide('office', (await entered('office2', { ...of, ...more })).id, 'confirmed')
    await at({ series: 'CR-01', period: '2023', asOf: '2023-12-31', value: 3000 })
    assert.deepEqual(
      (await own('office', 'CR-02', 'cityB')).filter(({ derived }) => derived),
      [],
    )
    await at({ series: 'POP', period: '2022', asOf: '2022-12-31', value: 200 })
    await at({ series: 'CR-01', period: '2022', asOf: '2022-12-31', value: 2000, provisional: true })
    const points = (await own('office', 'CR-02', 'cityB')).filter(({ derived }) => derived)
    assert.deepEqual(
      points.map(({ period, value, provisional, from, yearOnYear }) => ({ period, value, provisional, from, yearOnYear })),
      [
        { period: '2022', value: 10, provisional: true, from: '2000 件 ÷ 200 万人（2022 年常住人口）', yearOnYear: null },
        {
          period: '2023',
          value: 15,
          provisional: false,
          from: '3000 件 ÷ 200 万人（2022 年常住人口，本年人口尚未取得）',
          yearOnYear: null,
        },
      ],
      'two figures over the people of one year are not compared as if each had its own',
    )
    await at({ series: 'POP', period: '2023', asOf: '2023-12-31', value: 250 })
    const own2023 = (await own('office', 'CR-02', 'cityB')).find(({ derived, period }) => derived && period === '2023')
    assert.deepEqual([own2023?.value, own2023?.yearOnYear], [12, 20])
  })
  test('cannot be confirmed by its author in SQL either, nor changed, nor written under another name', async () => {
    const { rows } = await world.sql.query('select id from indicator_value limit 1')
    const asCoordinator = (text: string, values: unknown[] = []) =>
      world.house.database.transaction({ token: world.people.cityCoordinator.token, requestId: 'test', address: 'test' }, async (tx) => {
        const { sql } = await import('kysely')
        return sql.raw(values.reduce<string>((all, value, at) => all.replaceAll(`$${at + 1}`, `'${value}'`), text)).execute(tx)
      })
    const mine = await entered('cityCoordinator', { series: 'UT-02', value: 1 })
    await assert.rejects(asCoordinator("update indicator_value set state = 'confirmed' where id = $1", [mine.id]), /second person/)
    await assert.rejects(asCoordinator('update indicator_value set value = 9 where id = $1', [mine.id]), /permission denied/)
    await assert.rejects(asCoordinator('delete from indicator_value where id = $1', [rows[0].id]), /permission denied/)
    const other = world.people.office.id
    await asCoordinator(
      `insert into indicator_value (series, org_id, org_at, period, value, as_of, source, provisional, state, entered_by, decided_at)
       values ('UT-02', $1, 0, '2020', 1, '2020-12-31', '某处', false, 'confirmed', $2, now())`,
      [org('county'), other],
    )
    const kept = await world.sql.query("select state, entered_by from indicator_value where series = 'UT-02' and period = '2020'")
    assert.deepEqual(kept.rows, [{ state: 'entered', entered_by: world.people.cityCoordinator.id }])
    // 全国 is the province's to enter and to confirm, in its own line alone.
    const nationOf = (unit: string) =>
      asCoordinator(
        `insert into indicator_value (series, org_id, org_at, nation, period, value, as_of, source, provisional)
         values ('UT-02', $1, 0, true, '2019', 1, '2019-12-31', '某处', false)`,
        [org(unit)],
      )
    await assert.rejects(nationOf('county'), { code: '42501' })
    await assert.rejects(nationOf('cityA'), { code: '42501' })
    await world.sql.query(
      `insert into indicator_value (series, org_id, org_at, nation, period, value, as_of, source, provisional)
       values ('UT-02', $1, 0, true, '2018', 1, '2018-12-31', '某处', false)`,
      [org('county')],
    )
    const decided = await asCoordinator("update indicator_value set state = 'confirmed' where series = 'UT-02' and nation")
    assert.equal(decided.numAffectedRows, 0n)
  })
})
