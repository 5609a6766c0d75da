import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mapSize, mapTiles } from '#contract/map'

describe('the tile map', () => {
  test('has 84 tiles with 84 codes, and none without a name', () => {
    assert.equal(mapTiles.length, 84)
    assert.equal(new Set(mapTiles.map((tile) => tile.code)).size, 84)
    assert.deepEqual(
      mapTiles.filter((tile) => !/^350\d{3}$/.test(tile.code) || !/^\p{Script=Han}{2,3}$/u.test(tile.name)),
      [],
    )
  })

  test('puts no tile on another', () => {
    assert.equal(new Set(mapTiles.map((tile) => `${tile.column},${tile.row}`)).size, 84)
  })

  test('is as large as it says', () => {
    assert.equal(Math.max(...mapTiles.map((tile) => tile.column)) + 1, mapSize.columns)
    assert.equal(Math.max(...mapTiles.map((tile) => tile.row)) + 1, mapSize.rows)
  })

  test('stands upright: 武夷山 is north of 福州, 思明 south, 平潭 east', () => {
    const at = (name: string) => mapTiles.find((tile) => tile.name === name)!
    assert.ok(at('武夷山').row < at('鼓楼').row)
    assert.ok(at('思明').row > at('鼓楼').row)
    assert.ok(at('平潭').column > at('鼓楼').column)
  })
})
