import assert from 'node:assert/strict'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { deflateRawSync } from 'node:zlib'
import { Workbook } from '@cj-tech-master/excelts'
import { fc } from '#test/property'
import { faultAt, type SheetPlan } from './plan.ts'
import { readRows } from './read.ts'
import { markSheet, readSheet } from './sheet.ts'
import { buildTemplate, writeTable } from './write.ts'

const plan: SheetPlan = {
  name: '花名册',
  instructions: ['每行一人。'],
  columns: [
    { key: 'name', title: '姓名', required: true, example: '张某' },
    { key: 'number', title: '执法证号', kind: 'code', example: '000123' },
    { key: 'born', title: '出生日期', kind: 'day' },
    { key: 'role', title: '职责', kind: 'choice', options: ['办案人员', '案件审核人员'], required: true },
    { key: 'years', title: '年限', kind: 'number' },
  ],
}

type Given = string | number | Date | null
async function sheetOf(rows: Given[][], arrange?: (workbook: Workbook) => void): Promise<Buffer> {
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet('花名册')
  for (const row of rows) sheet.addRow(row)
  arrange?.(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
const head = plan.columns.map(({ title }) => title)
const reopened = async (bytes: Buffer) => {
  const workbook = new Workbook()
  await workbook.xlsx.load(bytes)
  return workbook
}

describe('a table that was filled in', () => {
  test('gives its rows with leading zeros, eighteen digits and days as they were typed', async () => {
    const file = await sheetOf([
      head,
      ['甲', '000123', new Date('1990-01-01T00:00:00Z'), '办案人员', 3],
      ['乙', '350102199001011234', '2026年3月1日', '案件审核人员', '1,200'],
    ])
    const read = await readSheet(file, plan)
    assert.deepEqual(read.faults, [])
    assert.deepEqual(read.rows, [
      { row: 2, cells: { name: '甲', number: '000123', born: '1990-01-01', role: '办案人员', years: '3' } },
      { row: 3, cells: { name: '乙', number: '350102199001011234', born: '2026-03-01', role: '案件审核人员', years: '1200' } },
    ])
  })

  test('says which long number Excel has damaged, instead of storing it', async () => {
    const file = await sheetOf([
      head,
      ['甲', Number('350102199001011234'), null, '办案人员', null],
      ['乙', '3.5E+17', null, '办案人员', null],
    ])
    const { faults } = await readSheet(file, plan)
    assert.deepEqual(
      faults.map(({ row, column }) => [row, column]),
      [
        [2, 'B'],
        [3, 'B'],
      ],
    )
  })

  test('names a day that does not exist, a choice outside the list and a missing name', async () => {
    const { faults } = await readSheet(await sheetOf([head, ['', 'x', '2026-02-30', '科长', 'abc']]), plan)
    assert.deepEqual(
      faults.map(({ column, message }) => `${column}:${message}`),
      ['A:姓名必填', 'C:日期写法无法识别，请写成 2026-03-01', 'D:只能选：办案人员、案件审核人员', 'E:应为数字'],
    )
  })

  test('is refused as a whole when it is no workbook, lacks a column or has no row', async () => {
    await assert.rejects(readSheet(Buffer.from('姓名,职责\n甲,办案人员'), plan), { code: 'invalid' })
    await assert.rejects(
      readSheet(
        await sheetOf([
          ['姓名', '出生日期'],
          ['甲', null],
        ]),
        plan,
      ),
      (error: { facts: { what: string } }) => /职责/.test(error.facts.what),
    )
    await assert.rejects(readSheet(await sheetOf([head]), plan), { code: 'invalid' })
  })

  test('whose archive unpacks to more than it says, or to too much, is refused before it is unpacked', async () => {
    for (const said of [300 << 20, 1000]) await assert.rejects(readSheet(bomb(said), plan), { code: 'invalid' })
  })

  test('has its faults at the row that Excel shows, whatever stands above and between', async () => {
    const layout = fc.record({
      above: fc.integer({ min: 0, max: 5 }),
      rows: fc.array(fc.constantFrom('good', 'blank', 'hidden', 'noName', 'badRole'), { minLength: 1, maxLength: 12 }),
    })
    await fc.assert(
      fc.asyncProperty(layout, async ({ above, rows }) => {
        fc.pre(rows.some((kind) => kind !== 'blank'))
        const given = rows.map((kind): Given[] =>
          kind === 'blank' ? [] : [kind === 'noName' ? null : '甲', null, null, kind === 'badRole' ? '别的' : '办案人员', null],
        )
        const file = await sheetOf([...Array.from({ length: above }, (): Given[] => ['花名册说明']), head, ...given], (workbook) => {
          const sheet = workbook.worksheets[0]!
          if (above > 0) sheet.mergeCells('A1:D1')
          rows.forEach((kind, index) => {
            if (kind === 'hidden') sheet.getRow(above + 2 + index).hidden = true
          })
        })
        const { faults } = await readRows(file, plan)
        const expected = rows.flatMap((kind, index) =>
          kind === 'noName' ? [[above + 2 + index, 'A']] : kind === 'badRole' ? [[above + 2 + index, 'D']] : [],
        )
        assert.deepEqual(
          faults.map(({ row, column }) => [row, column]),
          expected,
        )
      }),
      { numRuns: 15 },
    )
  })
})

describe('the error file', () => {
  test('is the own file with red cell, note and a last column, and reads again once mended', async () => {
    const file = await sheetOf([['我局花名册'], head, ['甲', null, null, '别的', null]])
    const read = await readSheet(file, plan)
    const marked = await markSheet(file, plan, [...read.faults, faultAt(read, plan, 3, 'name', '与第 2 行重复')])
    const workbook = await reopened(marked)
    const sheet = workbook.worksheets[0]!
    assert.equal(sheet.getCell('A1').text, '我局花名册')
    assert.equal(sheet.getCell('F2').text, '错误说明')
    assert.match(sheet.getCell('F3').text, /D列「职责」只能选.*A列「姓名」与第 2 行重复/)
    assert.equal((sheet.getCell('D3').fill as { fgColor?: { argb?: string } }).fgColor?.argb, 'FFFFC7CE') // a pattern fill
    assert.equal(sheet.getCell('C3').fill?.type, undefined)
    sheet.getCell('D3').value = '办案人员'
    const mended = Buffer.from(await workbook.xlsx.writeBuffer())
    assert.deepEqual((await readSheet(mended, plan)).faults, [])
    const again = await reopened(await markSheet(mended, plan, []))
    assert.equal(again.worksheets[0]!.getCell('F3').text, '')
    assert.notEqual((again.worksheets[0]!.getCell('D3').fill as { fgColor?: { argb?: string } } | undefined)?.fgColor?.argb, 'FFFFC7CE') // likewise
  })
})

describe('the template', () => {
  test('has drop-downs, an example that is never imported, and instructions', async () => {
    const bytes = await buildTemplate(plan)
    const workbook = await reopened(bytes)
    const [sheet, lists, words] = workbook.worksheets
    assert.deepEqual([sheet?.name, lists?.state, words?.name], ['花名册', 'hidden', '填写说明'])
    assert.deepEqual((sheet?.dataValidations.find('D2') as { formulae?: string[] } | undefined)?.formulae, ['字典!$D$1:$D$2'])
    assert.equal(sheet?.getCell('A1').text, '姓名*')
    assert.match(sheet?.getCell('A2').text ?? '', /^示例：/)
    await assert.rejects(readSheet(bytes, plan), { code: 'invalid' }) // only the example stands in it
    sheet!.getCell('A3').value = '甲'
    sheet!.getCell('D3').value = '办案人员'
    const filled = await readSheet(Buffer.from(await workbook.xlsx.writeBuffer()), plan)
    assert.deepEqual(
      filled.rows.map(({ row }) => row),
      [3],
    )
  })
})

describe('an export', () => {
  test('keeps what people typed as text, never as a formula, and days as days', async () => {
    const typed = ['=1+1', '+86', '-1', '@SUM(A1)', '350102199001011234', '000123']
    const bytes = await buffer(
      writeTable({
        name: '导出',
        lead: ['导出人：甲'],
        watermark: '甲 & 乙',
        columns: [
          { key: 'text', title: '文字', of: (text: string) => text },
          { key: 'day', title: '日期', kind: 'day', of: () => '1990-01-01' },
        ],
        rows: typed,
      }),
    )
    const sheet = (await reopened(bytes)).worksheets[0]!
    assert.equal(sheet.getCell('A1').text, '导出人：甲')
    typed.forEach((text, index) => {
      const cell = sheet.getCell(index + 3, 1)
      assert.deepEqual([cell.value, cell.formula, cell.numFmt], [text, undefined, '@'])
    })
    assert.deepEqual(sheet.getCell('B3').value, new Date('1990-01-01T00:00:00Z'))
  })
})

describe('a long export', () => {
  test('asks for no more rows than its reader takes, and ends its source when the reader goes', async () => {
    let asked = 0
    let ended = false
    async function* endless() {
      try {
        for (;;) {
          asked += 1
          yield `${asked} ${'某地某街道某店铺销售涉嫌侵犯注册商标专用权的商品'.repeat(3)} ${Math.random()}`
        }
      } finally {
        ended = true
      }
    }
    const columns = [{ key: 'text', title: '文字', of: (text: string) => text }]
    const stream = writeTable({ name: '导出', lead: [], watermark: '', columns, rows: endless() })
    await once(stream, 'readable')
    await sleep(500)
    const before = asked
    await sleep(500)
    assert.ok(before > 0 && before < 20_000, `asked for ${before} rows`)
    assert.equal(asked, before)
    stream.destroy()
    for (let i = 0; i < 50 && !ended; i += 1) await sleep(20)
    assert.ok(ended)
  })
})

/** A zip of one entry that holds 20 MB of zeros and says whatever size it likes. */
function bomb(said: number): Buffer {
  const data = deflateRawSync(Buffer.alloc(20 << 20))
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(1, 26)
  local.write('a', 30)
  const entry = Buffer.alloc(47)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt32LE(said, 24)
  entry.writeUInt16LE(1, 28)
  entry.write('a', 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length + data.length, 16)
  return Buffer.concat([local, data, entry, end])
}
