import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { PersonId } from '#contract/common'
import { categoryImportsApi, hoursApi } from '#contract/hours-people'
import type { ImportBatch } from '#contract/import'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { postCredit } from './index.ts'

describe('the categories of staff, by which hours are judged', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
    await hours('trainer').setCategory({ ...of('officer'), body: { category: 'townshipDown', from: '2024-05-01' } })
  })
  after(() => world.close())
  const hours = (who: PersonKey) => world.as(who, hoursApi)
  const of = (who: PersonKey) => ({ params: { personId: world.people[who].id as PersonId } })
  const credit = (who: PersonKey, id: string, count: number, more: { form?: string; subject?: string; earnedOn: string }) =>
    world.inService((ctx) =>
      postCredit(ctx, {
        personId: world.people[who].id as PersonId,
        form: more.form ?? 'class',
        subject: more.subject ?? null,
        theme: null,
        hours: count,
        days: 0,
        fromDay: more.earnedOn,
        earnedOn: more.earnedOn,
        source: { room: 'training', id, title: `班次${id}` },
        hostOrgId: null,
        qualifies: true,
      }),
    )

  test('follow the category of the day; an earlier day than the last is refused, the same day corrects', async () => {
    const set = (category: 'countyUp' | 'professional', from: string, unmet = false) =>
      hours('trainer').setCategory({ ...of('officer2'), body: { category, from, unmet } })
    await set('professional', '2025-01-01')
    await credit('officer2', 'a', 30, { subject: 'professional', earnedOn: '2025-06-01' })
    await credit('officer2', 'b', 40, { form: 'online', subject: 'public', earnedOn: '2025-07-01' })
    await credit('officer2', 'c', 25, { form: 'practice', earnedOn: '2025-08-01' })
    const year = await hours('officer2').mine({ query: { year: 2025 } })
    assert.deepEqual(
      year.requirements.map(({ rule, met, lines }) => [rule, met, lines.map(({ done, missing }) => [done, missing])]),
      [
        [
          'PROFESSIONAL',
          false,
          [
            [95, 0],
            [30, 30],
          ],
        ],
      ],
    )
    await assert.rejects(set('countyUp', '2024-12-31'), { code: 'invalid' })
    await set('countyUp', '2026-02-01')
    const changed = await set('countyUp', '2026-02-01', true)
    assert.deepEqual(
      changed.belongings.map(({ category, from, to, unmet }) => [category, from, to, unmet]),
      [
        ['countyUp', '2026-02-01', null, true],
        ['professional', '2025-01-01', '2026-01-31', false],
      ],
    )
    // PX-04: what was missing of 2026 on the eve, to be made up by 2027-02-01.
    const makeUp = changed.requirements.find(({ rule }) => rule === 'PX-04')
    assert.deepEqual(
      [makeUp?.to, makeUp?.met, makeUp?.lines.map(({ needed, missing }) => [needed, missing])],
      [
        '2027-02-01',
        false,
        [
          [90, 90],
          [60, 60],
        ],
      ],
    )
    assert.match(changed.categoryNote ?? '', /按 2026-03-10 的类别“县处级以上”/u)
    const before = await hours('officer2').mine({ query: { year: 2025 } })
    assert.deepEqual([before.category, before.categoryNote], ['professional', null])
  })

  const table = async (...rows: string[][]): Promise<ImportBatch> => {
    const { content } = await getBytes(world, 'trainer', '/hours/category-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const row of rows) workbook.worksheets[0]!.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(world, 'trainer', '/hours/category-imports', multipart({}, '类别.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }

  test('have their categories from a table too, of one’s own people only, and give it back as one', async () => {
    const wrong = await table(
      ['stationofficer', '所办案甲', '乡科级以下', '2025-01-01'],
      ['officerelsewhere', '邻县办案甲', '乡科级以下', '2025-01-01'],
      ['trainer', '县培训甲', '乡科级以下', '2026-02-01'],
      ['unithead', '大队长', '乡科级', '2025-01-01'],
      ['officer', '县办案甲', '专业技术人员', '2024-05-01'],
    )
    assert.deepEqual(wrong.faults.map(({ row, column, message }) => `${row}${column} ${message.slice(0, 8)}`).sort(), [
      '4A 管辖范围内没有这',
      '5A 不能导入本人的记',
      '6B 与账号不符，该账',
      '6C 只能选：县处级以',
      '7D 已登记自 202',
    ])
    const imports = world.as('trainer', categoryImportsApi)
    const applied = await imports.apply({ params: { batchId: wrong.id }, version: wrong.version, body: { only: 'right' } })
    assert.equal(applied.made, 1)
    const category = async () => (await hours('stationOfficer').mine({ query: {} })).category
    assert.equal(await category(), 'townshipDown')
    const undone = await imports.undo({ params: { batchId: wrong.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept, await category()], ['undone', 0, null])
    await assert.rejects(world.as('principalHead', categoryImportsApi).list({ query: {} }), { code: 'notAllowed' })
  })
})
