import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mapTiles } from '#contract/map'
import { darkLook, lightLook } from './look.ts'
import { drawnTiles, isArrow, legendOf, type MapUnit, nextTile } from './tiles.ts'

const unitOf = (code: string, value: number | null = 1): MapUnit => ({
  code,
  name: code,
  group: '',
  value,
  opens: null,
  into: { to: `/boards/${code}` },
})
const whole = drawnTiles(
  mapTiles.map(({ code }) => unitOf(code)),
  [1],
  '件',
  lightLook,
)
const at = (name: string) => whole.find((tile) => tile.name === name)!

describe('the tile map by keyboard', () => {
  test('reaches every unit from every other, and never 金门', () => {
    const reached = new Set<string>()
    const walk = (code: string) => {
      if (reached.has(code)) return
      reached.add(code)
      const from = whole.find((tile) => tile.code === code)!
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        const next = nextTile(whole, from, key)
        if (next) walk(next.code)
      }
    }
    walk('350128')
    assert.equal(reached.size, 83)
    assert.equal(reached.has('350527'), false)
  })
  test('goes to the neighbour, and over a hole in the row', () => {
    assert.equal(nextTile(whole, at('鼓楼'), 'ArrowRight')?.name, '台江')
    assert.equal(nextTile(whole, at('鼓楼'), 'ArrowUp')?.name, '闽侯')
    assert.equal(nextTile(whole, at('武夷山'), 'ArrowRight')?.name, '浦城')
    assert.equal(nextTile(whole, at('平潭'), 'ArrowRight'), undefined)
    assert.equal(isArrow('Enter'), false)
  })
})

describe('what a tile says', () => {
  test('is its figure, 无数据, that it is out of the map, or that 金门 is only drawn', () => {
    const tiles = drawnTiles([unitOf('350102', 3), unitOf('350103', null), unitOf('350527', 9)], [3], '件', lightLook)
    const said = (code: string) => tiles.find((tile) => tile.code === code)?.said
    assert.equal(said('350102'), '350102：3件')
    assert.equal(said('350103'), '350103：无数据')
    assert.equal(said('350104'), '仓山：不在本图的范围内')
    assert.equal(said('350527'), '金门：图上绘出，平台不设单位。')
    assert.equal(tiles.find((tile) => tile.code === '350527')?.unit, null)
    assert.equal(tiles.find((tile) => tile.code === '350103')?.fill, lightLook.none.fill)
  })
})

const channel = (two: string) => {
  const share = Number.parseInt(two, 16) / 255
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
const brightness = (colour: string) =>
  0.2126 * channel(colour.slice(1, 3)) + 0.7152 * channel(colour.slice(3, 5)) + 0.0722 * channel(colour.slice(5, 7))
const contrast = (one: string, other: string) => {
  const [high = 0, low = 0] = [brightness(one), brightness(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

describe('the colours of charts', () => {
  for (const [name, look] of Object.entries({ light: lightLook, dark: darkLook })) {
    test(`${name}: every ink is read at 4.5:1 and every series seen at 3:1`, () => {
      const inks = [[look.ink, look.ground], [look.hint, look.ground], ...[...look.steps, look.none].map(({ ink, fill }) => [ink, fill])]
      assert.deepEqual(
        inks.filter(([ink = '', fill = '']) => contrast(ink, fill) < 4.5),
        [],
      )
      assert.deepEqual(
        look.series.filter((colour) => contrast(colour, look.ground) < 3),
        [],
      )
    })
  }
})

test('the legend says each step in words: from, below which, and that a unit without data is none of them', () => {
  assert.deepEqual(
    legendOf([0, 2, 5], '件', lightLook).map(({ words }) => words),
    ['0 至不足 2件', '2 至不足 5件', '5件及以上', '无数据'],
  )
  assert.deepEqual(
    legendOf([3], '件', lightLook).map(({ words }) => words),
    ['3件', '无数据'],
  )
})
