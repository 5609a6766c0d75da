import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { clauseImportsApi } from '#contract/clauses'
import type { ImportBatch } from '#contract/import'
import { multipart, postBytes } from '#test/bytes'
import { type ClausesWorld, cityPlan, openClauses } from '#test/clauses-world'

describe('clauses in a sheet', () => {
  let walk: ClausesWorld
  before(async () => {
    walk = await openClauses()
  })
  after(() => walk.world.close())

  test('come in from Excel with the row and the column of what is wrong, and go out again as one batch', async () => {
    const plan = await walk.as('cityCoordinator').create({ body: { ...cityPlan, number: '甲市监知〔2026〕9号' } })
    const file = await sheetOf([
      [
        '甲市监知〔2026〕9号',
        '1',
        '队伍',
        '1',
        '培训',
        '1',
        '',
        '每季度组织一次培训',
        '',
        '牵头：子县局、丑县局',
        '县局',
        'cases.filed',
        '',
        '',
      ],
      ['甲市监知〔2026〕9号', '1', '队伍', '1', '培训', '1', '', '同一位置', '', '', '乡局', '', '', ''],
      ['闽市监知运〔2024〕231号', '1', '队伍', '1', '培训', '2', '', '别人的文件', '', '', '', 'no.such', '', ''],
    ])
    for (const who of ['countyCoordinator', 'cityHead'] as const) {
      const refused = await walk.world
        .as(who, clauseImportsApi)
        .list({ query: {} })
        .then(
          () => 'read',
          (error: { code: string }) => error.code,
        )
      assert.equal(refused, who === 'cityHead' ? 'notAllowed' : 'read')
    }
    const batch = (await postBytes(
      walk.world,
      'cityCoordinator',
      '/clause-imports',
      multipart({}, '条款.xlsx', file),
    )) as unknown as ImportBatch // by its own schema
    assert.deepEqual(
      batch.faults.map(({ row, title }) => [row, title]),
      [
        [3, '点名的层级'],
        [3, '第几项'],
        [4, '文件'],
      ],
    )
    const imports = walk.world.as('cityCoordinator', clauseImportsApi)
    const applied = await imports.apply({ params: { batchId: batch.id }, body: { only: 'right' }, version: batch.version })
    assert.equal(applied.made, 1)
    const [clause] = (await walk.view('cityCoordinator', { documentId: plan.id })).clauses
    assert.deepEqual(
      clause?.units.map(({ part, orgId }) => [part, orgId]),
      [
        ['lead', walk.org('county')],
        ['shared', walk.org('neighbour')],
      ],
    )
    const undone = await imports.undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept], ['undone', 0])
    await walk.as('cityCoordinator').discard({ params: { documentId: plan.id }, version: 1 })
  })
})

async function sheetOf(rows: string[][]): Promise<Buffer> {
  const { Workbook } = await import('@cj-tech-master/excelts')
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet('条款')
  const head = [
    '文件',
    '部分',
    '部分标题',
    '条',
    '条标题',
    '第几句',
    '第几项',
    '要求',
    '原文关键词',
    '责任单位',
    '点名的层级',
    '佐证指标',
    '记录查询',
    '备注',
  ]
  for (const cells of [head, ...rows]) sheet.addRow(cells)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
