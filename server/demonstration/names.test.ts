import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isFictionalPerson, makeFiction, seededRandom } from './names.ts'

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
const distinct = (words: readonly string[]) => new Set(words).size

/** GB 32100-2015 once more, from its table of weights, so that the generator does not vouch for itself. */
function isWellFormedCode(code: string): boolean {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  if (!new RegExp(`^[${letters}]{18}$`).test(code)) return false
  const sum = weights.reduce((total, weight, at) => total + weight * letters.indexOf(code[at]!), 0)
  return letters.indexOf(code[17]!) === (31 - (sum % 31)) % 31
}

describe('the people and businesses of the demonstration', () => {
  test('are the same for the same seed, and others for another', () => {
    const world = (seed: number) => {
      const fiction = makeFiction(seed)
      return times(50, () => [fiction.person(), fiction.business(), fiction.address('福州市鼓楼区'), fiction.random()])
    }
    assert.deepEqual(world(231), world(231))
    assert.notDeepEqual(world(231), world(232))
  })

  test('do not repeat in five thousand, nor when the first deck of names is used up', () => {
    const fiction = makeFiction(231)
    const businesses = times(20_000, () => fiction.business())
    assert.equal(distinct(times(30_000, fiction.person)), 30_000)
    assert.equal(distinct(businesses.map((business) => business.name)), 20_000)
    assert.equal(distinct(businesses.map((business) => business.creditCode)), 20_000)
    assert.equal(distinct(times(20_000, () => fiction.address('福州市鼓楼区'))), 20_000)
  })

  test('carry the mark, every one', () => {
    const fiction = makeFiction(7)
    assert.deepEqual(
      times(30_000, fiction.person).filter((name) => !isFictionalPerson(name)),
      [],
    )
    assert.deepEqual(
      times(5_000, () => fiction.business().name).filter((name) => !name.includes('演示')),
      [],
    )
    assert.deepEqual(
      times(5_000, () => fiction.address('厦门市思明区')).filter((address) => !address.startsWith('厦门市思明区演示')),
      [],
    )
  })

  test('the mark is not on a name that could be real', () => {
    for (const name of ['张三', '陈演', '林示清', '王演明', '李小甲']) assert.equal(isFictionalPerson(name), false, name)
  })

  test('have credit codes of the right form, in a division that does not exist, by the kind of business', () => {
    const fiction = makeFiction(7)
    const codes = times(5_000, () => fiction.business().creditCode)
    assert.deepEqual(
      codes.filter((code) => !isWellFormedCode(code)),
      [],
    )
    assert.deepEqual(
      codes.filter((code) => code.slice(2, 8) !== '359999'),
      [],
    )
    assert.match(fiction.business('company').creditCode, /^91/)
    assert.match(fiction.business('soleTrader').creditCode, /^92/)
    assert.match(fiction.business('company').name, /有限公司$/)
    assert.doesNotMatch(fiction.business('soleTrader').name, /公司/)
  })

  test('come from even random numbers between 0 and 1', () => {
    const random = seededRandom(1)
    const tenths = new Array<number>(10).fill(0)
    for (const number of times(100_000, random)) tenths[Math.floor(number * 10)]! += 1
    assert.ok(Math.min(...tenths) > 9_500 && Math.max(...tenths) < 10_500, String(tenths))
  })
})
