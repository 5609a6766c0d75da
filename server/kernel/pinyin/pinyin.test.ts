import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initialsOf, isInitials, partyInitials, personInitials } from './index.ts'

for (const [name, initials] of [
  ['福州市长乐区市场监督管理局', 'fzsclqscjdglj'],
  ['龙岩市长汀县市场监督管理局', 'lysctxscjdglj'],
  ['漳州市长泰区市场监督管理局', 'zzsctqscjdglj'],
  ['厦门市同安区市场监督管理局', 'xmstaqscjdglj'],
  ['三明市将乐县市场监督管理局', 'smsjlxscjdglj'],
  ['福州市市场监督管理局', 'fzsscjdglj'],
] as const)
  test(`${name} is ${initials}`, () => assert.equal(initialsOf(name), initials))

test('a surname is read as a surname', () => assert.deepEqual([personInitials('单某'), personInitials('曾某')], ['sm', 'zm']))

test('a party is found under each reading, a foreign name by its own letters', () => {
  assert.deepEqual(['单记鞋行', '李某', 'Nike·专卖店', 'LV'].map(partyInitials), ['djxx sjxx djxh sjxh', 'lm', 'nikezmd', 'lv'])
})

test('letters alone are initials', () => {
  assert.deepEqual(['fz', 'FZS', 'f', 'f1', '福z', ''].map(isInitials), [true, true, false, false, false, false])
})
