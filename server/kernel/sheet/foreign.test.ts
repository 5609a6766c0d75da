import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { SheetPlan } from './plan.ts'
import { readRows } from './read.ts'
import { markSheet, readSheet } from './sheet.ts'

const plan: SheetPlan = {
  name: '花名册',
  instructions: [],
  columns: [
    { key: 'name', title: '姓名', required: true },
    { key: 'org', title: '单位', required: true },
    { key: 'number', title: '执法证号', kind: 'code' },
    { key: 'from', title: '任职起始日', kind: 'day' },
  ],
}
const head = plan.columns.map(({ title }) => title)

/** A workbook that was not made from the template. */
async function written(arrange: (workbook: Workbook) => void): Promise<Buffer> {
  const workbook = new Workbook()
  arrange(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
const filled = (workbook: Workbook, name: string, ...rows: unknown[][]) => {
  const sheet = workbook.addWorksheet(name)
  for (const row of [head, ...rows]) sheet.addRow(row)
  return sheet
}
const cells = async (file: Buffer) => (await readRows(file, plan)).rows.map((row) => Object.values(row.cells))

describe('a table from elsewhere', () => {
  test('counts its days from 1904 where it says so, and loses none of the four years', async () => {
    const file = await written((workbook) => {
      workbook.properties.date1904 = true
      filled(workbook, '表', ['甲', '子县局', '', new Date('2026-03-01T00:00:00Z')])
    })
    assert.deepEqual(await cells(file), [['甲', '子县局', '', '2026-03-01']])
  })

  test('gives each row of a merged cell what stands in it, as it is read on paper', async () => {
    const file = await written((workbook) => {
      filled(workbook, '表', ['甲', '子县局', '', null], ['乙', null, '', null], ['丙', '丑县局', '', null]).mergeCells('B2:B3')
    })
    assert.deepEqual(await cells(file), [
      ['甲', '子县局', '', ''],
      ['乙', '子县局', '', ''],
      ['丙', '丑县局', '', ''],
    ])
  })

  test('takes a formula by its result, text without its colours, and says a formula that failed', async () => {
    const file = await written((workbook) => {
      const sheet = filled(workbook, '表')
      sheet.addRow([
        { richText: [{ text: '张' }, { font: { bold: true }, text: '某' }] },
        { formula: 'CONCATENATE("子县","局")', result: '子县局' },
        { formula: 'B9', result: 0 },
        { formula: 'DATE(2026,3,1)', result: new Date('2026-03-01T00:00:00Z') },
      ])
      sheet.addRow(['乙', { formula: 'VLOOKUP(1,A:A,2)', result: { error: '#N/A' } }, { error: '#REF!' }, { formula: '1/0' }])
    })
    const read = await readRows(file, plan)
    assert.deepEqual(Object.values(read.rows[0]?.cells ?? {}), ['张某', '子县局', '0', '2026-03-01'])
    assert.deepEqual(
      read.faults.map(({ row, column }) => [row, column]),
      [
        [3, 'B'],
        [3, 'C'],
        [3, 'D'],
      ],
    )
  })

  test('is not read from a hidden sheet, however well that is filled', async () => {
    for (const state of ['hidden', 'veryHidden'] as const) {
      const file = await written((workbook) => {
        filled(workbook, '旧表', ['旧', '子县局', '', null]).state = state
        filled(workbook, '新表', ['新', '子县局', '', null])
      })
      assert.deepEqual(await cells(file), [['新', '子县局', '', '']])
    }
    const only = await written((workbook) => {
      filled(workbook, '旧表', ['旧', '子县局', '', null]).state = 'hidden'
      workbook.addWorksheet('空表').addRow(['说明'])
    })
    await assert.rejects(readSheet(only, plan), { code: 'invalid' })
  })

  test('with two filled sheets asks which is meant, instead of passing one over', async () => {
    const file = await written((workbook) => {
      filled(workbook, '机关', ['甲', '子县局', '', null])
      filled(workbook, '基层所', ['乙', '东街所', '', null])
    })
    await assert.rejects(readSheet(file, plan), (error: { facts: { what: string } }) => /机关、基层所/u.test(error.facts.what))
    const empty = await written((workbook) => {
      filled(workbook, '机关', ['甲', '子县局', '', null])
      filled(workbook, '空白')
    })
    assert.equal((await cells(empty)).length, 1)
  })

  test('says which columns nobody reads, at their head, and holds no row back for it', async () => {
    const file = await written((workbook) => {
      const sheet = workbook.addWorksheet('表')
      sheet.addRow(['序号', '姓名', '单 位', '执法证号码', '任职起始日', '姓名', '', '错误说明'])
      sheet.addRow([1, '甲', '子县局', '证1', null, '乙', 'x', '旧的'])
    })
    const read = await readRows(file, plan)
    assert.deepEqual(
      read.faults.map(({ row, column, title, message }) => `${row}${column} ${title} ${message}`),
      ['1D 执法证号码 这一列不在模板中，内容不会导入', '1F 姓名 列名重复，只读取左边的一列'],
    )
    assert.deepEqual(Object.values(read.rows[0]?.cells ?? {}), ['甲', '子县局', '', ''])
    const marked = new Workbook()
    await marked.xlsx.load(await markSheet(file, plan, read.faults))
    const sheet = marked.worksheets[0]
    assert.deepEqual([sheet?.getCell('H1').text, sheet?.getCell('H2').text], ['错误说明', ''])
    assert.match(JSON.stringify(sheet?.getCell('D1').note), /不在模板中/u)
  })

  test('of ten thousand rows with a fault in each cell gets its error file, said in words to the last row', async () => {
    const file = await written((workbook) => {
      filled(workbook, '表', ...Array.from({ length: 9_990 }, () => ['', '', Number('350102199001011234'), '二月']))
    })
    const read = await readSheet(file, plan)
    assert.equal(read.faults.length, 4 * 9_990)
    const marked = new Workbook()
    await marked.xlsx.load(await markSheet(file, plan, read.faults))
    const sheet = marked.worksheets[0]
    assert.match(sheet?.getCell('E9991').text ?? '', /A列「姓名」.*B列「单位」.*C列「执法证号」.*D列「任职起始日」/u)
    assert.match(JSON.stringify(sheet?.getCell('D9991').style), /FFFFC7CE/u)
  })
})
