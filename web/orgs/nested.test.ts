import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrgId } from '#contract/common'
import { nested } from './nested.ts'

const line = (id: string, parentId: string | null) => ({ id: id as OrgId, parentId: parentId as OrgId | null, shortName: `${id}局` })
const shape = (nodes: ReturnType<typeof nested>): unknown => nodes.map(({ title, children }) => [title, shape(children)])

test('lines of a past day become the tree of that day, in their order', () => {
  const found = nested([line('省', null), line('甲', '省'), line('乙', '省'), line('子', '甲')])
  assert.deepEqual(shape(found), [
    [
      '省局',
      [
        ['甲局', [['子局', []]]],
        ['乙局', []],
      ],
    ],
  ])
})

test('a line may come before its parent, and one whose parent is missing stands at the top', () => {
  assert.deepEqual(shape(nested([line('子', '甲'), line('甲', null), line('丁', '无')])), [
    ['甲局', [['子局', []]]],
    ['丁局', []],
  ])
})
