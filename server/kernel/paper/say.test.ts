import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chineseDay, chineseMinute, yuan, yuanInWords } from './say.ts'

test('days and minutes are said with Arabic digits, the day not padded', () => {
  assert.equal(chineseDay('2026-03-03'), '2026年3月3日')
  assert.equal(chineseMinute('2026-03-03T09:05'), '2026年3月3日9时05分')
})

for (const [sum, said] of [
  [0, '零元整'],
  [50_000, '伍万元整'],
  [10, '壹拾元整'],
  [1_050, '壹仟零伍拾元整'],
  [100_203, '壹拾万零贰佰零叁元整'],
  [1_000_000, '壹佰万元整'],
  [10_000_001, '壹仟万零壹元整'],
  [100_000_000, '壹亿元整'],
  [27_845.36, '贰万柒仟捌佰肆拾伍元叁角陆分'],
  [18_481.5, '壹万捌仟肆佰捌拾壹元伍角整'],
  [3.05, '叁元零伍分'],
  [0.05, '伍分'],
] as const)
  test(`${sum} yuan is written ${said}`, () => assert.equal(yuanInWords(sum), said))

test('a sum in figures has two decimals or none', () => {
  assert.equal(yuan(5_610_000), '5,610,000元')
  assert.equal(yuan(27_845.36), '27,845.36元')
  assert.equal(yuan(0.5), '0.50元')
})
