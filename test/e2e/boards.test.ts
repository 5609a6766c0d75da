import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { phone } from '#test/browser'
import { openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

/** The board of the province, down to the list behind a number, by mouse, keyboard and telephone. */
describe('boards in the browser', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-03-03')
    await site.register('officer')
    await site.register('stationOfficer')
    await site.file()
    site.setDay('2026-03-20')
  })
  after(() => site.close())

  const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

  test('the province drills to the city and the county on the map, and back; a number opens as many records as it says', async () => {
    const page = await site.as('provinceSupervisor', '/boards?indicator=leads.registered&watermark=off')
    await heading(page, /省局驾驶舱/)
    await isSound(page, 'the cockpit')
    // One stop for all tiles; arrows walk, Enter opens.
    const tile = page.getByRole('button', { name: /^鼓楼3，子县局：3件，打开甲市局看板/ })
    await tile.focus()
    await page.keyboard.press('Enter')
    await heading(page, /甲市市场监督管理局/)
    assert.match(page.url(), /indicator=leads.registered/)
    await page.getByRole('button', { name: /^鼓楼3，子县局：3件/ }).click()
    await heading(page, /甲市子县市场监督管理局/)
    await isSound(page, 'the board of a county')
    const card = page.getByRole('listitem').filter({ hasText: '登记线索' })
    await card.getByRole('link', { name: '登记线索：3，查看记录' }).click()
    await page.getByText('共 3 条').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: '返回上一级' }).click()
    await heading(page, /甲市市场监督管理局/)
    await page.context().close()
  })

  test('each chart is a table too, and both make a picture and a workbook', async () => {
    const page = await site.as('citySupervisor', '/boards?indicator=leads.registered&watermark=off')
    await heading(page, /市局看板/)
    await settled(page)
    for (const name of [/分布图/, /各月/]) {
      const panel = page.getByRole('region', { name })
      const picture = page.waitForEvent('download')
      await panel.getByRole('button', { name: /的图片$/ }).click()
      assert.match((await picture).suggestedFilename(), /\.png$/)
      await panel.getByText('表', { exact: true }).click()
      await panel.getByRole('table').waitFor()
    }
    assert.match(await page.getByRole('region', { name: /各月/ }).getByRole('row', { name: /^3月/ }).innerText(), /3件/)
    await isSound(page, 'the board of a city in tables')
    const workbook = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 Excel' }).click()
    assert.match((await workbook).suggestedFilename(), /甲市.*市局看板-2026-03\.xlsx$/)
    await page.context().close()
  })

  test('a station has its own board on the telephone; no tile lies on another at 375 px', async () => {
    const station = await site.as('stationHead', '/boards', phone)
    await heading(station, /东街市场监管所.*本单位看板/)
    const page = await site.as('provinceSupervisor', '/boards', { ...phone, viewport: { width: 375, height: 812 } })
    await page.locator('.tile').first().waitFor()
    const overlaps = await page.evaluate<string[]>(`(() => {
      const boxes = [...document.querySelectorAll('.tile')].map((tile) => [tile, tile.getBoundingClientRect()])
      const words = (tile) => tile.scrollWidth > tile.clientWidth + 1 || tile.scrollHeight > tile.clientHeight + 1
      const on = ([, a], [, b]) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5
      return boxes.flatMap((one, at) => [
        ...(words(one[0]) ? ['words of ' + one[0].textContent] : []),
        ...boxes.slice(at + 1).filter((other) => on(one, other)).map((other) => one[0].textContent + ' on ' + other[0].textContent),
      ])
    })()`)
    assert.deepEqual(overlaps, [])
    assert.equal(await page.locator('.tile').count(), 84)
    assert.equal(await page.locator('.tile', { hasText: '平潭' }).count(), 1)
    await station.context().close()
    await page.context().close()
  })

  test('the screen on a wall covers the shell, bears nobody’s name, and Esc leaves it', async () => {
    const page = await site.as('provinceSupervisor', '/boards?indicator=leads.registered')
    await page.getByRole('button', { name: '大屏' }).click()
    await page
      .locator('.wall')
      .getByRole('heading', { level: 1, name: /省局驾驶舱/ })
      .waitFor()
    assert.doesNotMatch(await page.locator('.wall').innerText(), /省监督甲/)
    const covers = await page.evaluate<boolean>(`document.elementFromPoint(700, 20).closest('.wall') !== null`)
    assert.ok(covers)
    await page.getByRole('button', { name: '下一幅' }).click()
    await page.keyboard.press('Escape')
    await heading(page, /省局驾驶舱/)
    await page.getByRole('button', { name: '大屏' }).waitFor()
    await page.context().close()
  })
})
