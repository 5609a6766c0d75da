import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cellsOf, legalDayIn, pastedRows } from './paste.ts'
import { fieldsOf } from './step-fields.ts'

const fields = fieldsOf({
  type: 'object',
  required: ['name', 'worth'],
  properties: {
    name: { type: 'string', title: '名称' },
    idNumber: { type: 'string', title: '证件号码' },
    worth: { type: 'number', title: '货值', widget: 'money' },
    seenOn: { type: 'string', format: 'date', title: '日期' },
    kind: { enum: ['goods', 'tool'], labels: { goods: '商品', tool: '工具' }, title: '种类' },
  },
})

describe('rows pasted from Excel', () => {
  test('are read in the order of the fields, and an 18-digit number stays text', () => {
    const { rows, unread } = pastedRows(
      '标牌\t350102199001010011\t1,200.50\t2026/3/3\t商品\r\n模具\t\t300元\t2026年3月4日\t工具\r\n',
      fields,
    )
    assert.deepEqual(rows, [
      { name: '标牌', idNumber: '350102199001010011', worth: 1200.5, seenOn: '2026-03-03', kind: 'goods' },
      { name: '模具', worth: 300, seenOn: '2026-03-04', kind: 'tool' },
    ])
    assert.deepEqual(unread, [])
  })

  test('follow the titles of the first line where there are any', () => {
    const { rows } = pastedRows('日期\t名称*\n2026-03-03\t标牌', fields)
    assert.deepEqual(rows, [{ seenOn: '2026-03-03', name: '标牌' }])
  })

  test('name the cell that cannot be read, in the counting of the clipboard', () => {
    const { rows, unread } = pastedRows('名称\t货值\n标牌\t约三百', fields)
    assert.deepEqual(rows, [{ name: '标牌' }])
    assert.deepEqual(unread, [{ row: 2, column: 2, text: '约三百', title: '货值' }])
  })

  test('keep a line break and quotes inside a cell', () => {
    assert.deepEqual(cellsOf('"甲\n乙"\t"他说""好"""\n丙\t丁'), [
      ['甲\n乙', '他说"好"'],
      ['丙', '丁'],
    ])
  })
})

test('a day that does not exist is not a day', () => {
  assert.equal(legalDayIn('2026-02-30'), undefined)
  assert.equal(legalDayIn('20260303'), '2026-03-03')
})
