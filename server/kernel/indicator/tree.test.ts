import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { orgsApi } from '#contract/orgs'
import { type Counting, openCounting } from '#test/counting'
import { paper, plantMatter } from '#test/planted'
import { figuresOf, recordsBehind } from './index.ts'

describe('what is counted, by the tree of its month', () => {
  let w: Counting
  before(async () => {
    w = await openCounting('2026-03-20', { flows: ['t.seen', 't.moved', 't.today'], stocks: ['t.following', 't.closed', 't.standing'] })
  })
  after(() => w.close())

  test('for a matter goes along when the matter goes to another unit, if it still stands', async () => {
    const id = await plantMatter(w.world, 'county', 'station')
    for (const indicator of ['t.following', 't.seen'])
      await w.count(indicator, 'station', { day: '2026-02-10', matterId: id, record: 'open' })
    const seen = (await w.look('stationHead', 't.seen', 'station', '2026-02')).values
    await w.world.sql.query('begin')
    await w.world.sql.query("select set_config('app.now', '2026-03-20T02:00:00Z', true)")
    await w.world.sql.query('update matter set handling_org_id = $2 where id = $1', [id, w.org('county')])
    await w.world.sql.query('commit')
    const own = (unit: string) =>
      w.as('principalHead', (ctx) =>
        figuresOf(ctx, { indicators: ['t.following'], orgId: w.org(unit), from: '2026-02', to: '2026-03', by: 'child' }),
      )
    assert.deepEqual(
      (await own('station')).map(({ value }) => value),
      [1, 0],
    )
    assert.deepEqual(
      (await own('county')).map(({ orgName, month, value }) => [orgName, month, value]),
      [
        ['本级', '2026-02', 0],
        ['东街所', '2026-02', 1],
        ['本级', '2026-03', 1],
        ['东街所', '2026-03', 0],
      ],
    )
    assert.deepEqual((await w.look('stationHead', 't.seen', 'station', '2026-02')).values, seen, 'what was done stays where it was done')
    await w.count('t.following', 'county', { day: '2026-03-20', matterId: id, record: 'close', value: -1 })
    assert.deepEqual((await w.look('principalHead', 't.following', 'county', '2026-03')).values, [0])
  })

  test('of a month that is over stays with who stood above it then; out of today’s reach it is a line without a name', async () => {
    const before = await plantMatter(w.world, 'county', 'county')
    await w.count(
      't.moved',
      'county',
      { day: '2026-02-10', matterId: before, record: 'open' },
      { day: '2026-03-02', matterId: before, record: 'open' },
    )
    assert.deepEqual(
      (await w.look('cityHead', 't.moved', 'cityA', '2026-02', '2026-03')).rows.map(({ title }) => title),
      ['涉嫌假冒专利', '涉嫌假冒专利'],
    )
    const admin = w.world.as('systemAdmin', orgsApi)
    const { version } = await admin.read({ params: { orgId: w.org('county') } })
    await admin.move({ params: { orgId: w.org('county') }, version, body: { parentId: w.org('cityB'), from: '2026-03-05', paper } })
    const { values, rows } = await w.look('cityHead', 't.moved', 'cityA', '2026-02', '2026-03')
    assert.deepEqual(values, [1, 0])
    assert.deepEqual(
      rows.map(({ title, matterId, path, orgName }) => [title, matterId, path, orgName]),
      [[null, null, null, '子县局']],
    )
    assert.deepEqual((await w.look('provinceHead', 't.moved', 'cityB', '2026-02', '2026-03')).values, [0, 1])
    await assert.rejects(w.look('cityHead', 't.moved', 'county', '2026-02'), { code: 'notFound' })
  })

  /** Every line of a unit, and its list as long: what each unit below did, what the unit did itself, and all of it. */
  async function linesAndLists(indicator: string, unit: string, month: string) {
    const asked = { indicators: [indicator], orgId: w.org(unit), from: month, to: month }
    const [lines, [whole]] = await w.as('provinceHead', async (ctx) => [
      await figuresOf(ctx, { ...asked, by: 'child' }),
      await figuresOf(ctx, { ...asked, by: 'self' }),
    ])
    for (const { orgId, own, records } of [...lines, ...(whole ? [whole] : [])]) {
      const list = await w.as('provinceHead', (ctx) =>
        recordsBehind(ctx, { indicator, orgId, own, from: month, to: month, page: 1, size: 100 }),
      )
      assert.deepEqual([list.total, list.rows.length], [records, records], `${indicator} of ${orgId} in ${month}`)
    }
    assert.equal(
      lines.reduce((sum, { records }) => sum + records, 0),
      whole?.records ?? 0,
    )
    return lines.flatMap(({ orgName, value, records }) => (records > 0 ? [`${orgName} ${value}`] : []))
  }
  const admin = () => w.world.as('systemAdmin', orgsApi)

  test('and stands in a unit that was closed stands there on, in its number and in its list', async () => {
    await w.count('t.closed', 'stationElsewhere', { day: '2026-02-10', record: 'a' }, { day: '2026-03-02', record: 'b' })
    await w.count('t.closed', 'neighbour', { day: '2026-03-02', record: 'c' })
    const params = { orgId: w.org('stationElsewhere') }
    const { version } = await admin().read({ params })
    await admin().close({ params, version, body: { from: '2026-03-10', paper } })
    assert.deepEqual(await linesAndLists('t.closed', 'neighbour', '2026-02'), ['西街所 1'])
    assert.deepEqual(await linesAndLists('t.closed', 'neighbour', '2026-03'), ['本级 1', '西街所 2'])
    w.setDay('2026-05-20')
    assert.deepEqual(await linesAndLists('t.closed', 'neighbour', '2026-04'), ['本级 1', '西街所 2'])
    assert.deepEqual(await linesAndLists('t.closed', 'stationElsewhere', '2026-05'), ['本级 2'])
    w.setDay('2026-03-20')
  })

  test('by a unit that moved today is counted above it where it stands now for this month, and where it stood for the last', async () => {
    for (const indicator of ['t.today', 't.standing'])
      await w.count(indicator, 'neighbour', ...['2026-02-10', '2026-03-19', '2026-03-20'].map((day) => ({ day, record: day })))
    const params = { orgId: w.org('neighbour') }
    const { version } = await admin().read({ params })
    await admin().move({ params, version, body: { parentId: w.org('cityB'), from: '2026-03-20', paper } })
    await w.count('t.today', 'neighbour', { day: '2026-03-20', record: 'after' })
    const both = async (indicator: string, month: string) =>
      Promise.all(['cityA', 'cityB', 'province'].map((unit) => linesAndLists(indicator, unit, month)))
    assert.deepEqual(await both('t.today', '2026-02'), [['丑县局 1'], [], ['甲市局 1']])
    assert.deepEqual(await both('t.today', '2026-03'), [[], ['丑县局 3'], ['乙市局 3']])
    assert.deepEqual(await both('t.standing', '2026-02'), [['丑县局 1'], [], ['甲市局 1']])
    assert.deepEqual(await both('t.standing', '2026-03'), [[], ['丑县局 3'], ['乙市局 3']])
  })
})
