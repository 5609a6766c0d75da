import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { OrgId } from '#contract/common'
import { outsideApi } from '#contract/indicators-outside'
import { phone } from '#test/browser'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

/** Indicators: from a figure that an office enters to the county that reads it, and from a number to the records behind it. */
describe('indicators', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-05-06', { office: true })
    await site.register('officer', { foundOn: '2026-05-06' })
    await site.file({ foundOn: '2026-05-06' })
    const body = { series: 'CR-03', orgId: org('county'), asOf: '2024-12-31', source: '省局统计通报' }
    const enter = (period: string, value: number) =>
      site.world.as('cityCoordinator', outsideApi).enter({ body: { ...body, period, value, asOf: `${period}-12-31`, anyway: true } })
    const first = await enter('2024', 100)
    const valueId = first.entered?.id ?? ''
    await site.world.as('office', outsideApi).decide({ params: { valueId }, body: { decision: 'confirmed' } })
    await enter('2025', 160)
  })
  after(() => site.close())
  const org = (key: string) => site.world.orgs.get(key) as OrgId // the world's own key
  const looks = async (page: Page, name: string) => {
    await settled(page)
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
    const before = page.viewportSize()
    await isSound(page, name)
    if (before) await page.setViewportSize(before)
  }

  describe('as a story', () => {
    inOrder()

    test('the office filters the catalogue and sees where each figure comes from', async () => {
      const page = await site.as('office', '/indicators')
      await page.getByText(/共 \d+ 项：平台计算 \d+ 项/).waitFor()
      await page.goto(`${site.address}/indicators?ability=管理&collected=here`)
      await page.getByRole('link', { name: '省平台业务培训期数' }).first().waitFor()
      await looks(page, 'catalogue')
      await page.goto(`${site.address}/indicators/CR-02`)
      await page.getByText('目录收录的公开数值').waitFor()
      assert.equal(await page.getByRole('link', { name: /^http/ }).count(), 0)
      await looks(page, 'derived')
    })

    test('a second person confirms a figure that looked unlikely, and the county reads it on a phone', async () => {
      const office = await site.as('office2', '/indicators/outside')
      const row = office.getByRole('row').filter({ hasText: '2025' })
      await row.getByText('较上期（2024：100）变动 60%，超过 30%').waitFor()
      await looks(office, 'outside')
      await row.getByRole('button', { name: '复核' }).click()
      await row.getByText('已复核').waitFor()
      await office.getByRole('button', { name: '登记数据' }).click()
      await office.getByRole('dialog').getByText('另一名综合协调人员复核').waitFor()
      const county = await site.as('countyCoordinator', '/indicators/CR-03', phone)
      await county.getByRole('cell', { name: '160' }).waitFor()
      await county.getByText('+60%').waitFor()
    })

    test('a head goes from a number to its records, and every record opens', async () => {
      const head = await site.as('principalHead', '/indicators/leads.registered')
      await head.getByRole('link', { name: '查看 2 条记录' }).waitFor()
      await looks(head, 'counted')
      await head.getByRole('link', { name: '查看 2 条记录' }).click()
      await head.getByText('共 2 条').waitFor()
      await looks(head, 'records')
      await head.getByRole('link', { name: /涉嫌/ }).first().click()
      await head.getByRole('heading', { level: 1 }).filter({ hasText: '涉嫌' }).waitFor()
      const small = await site.as('principalHead', '/indicators/leads.registered', phone)
      await small.getByText('目标', { exact: true }).waitFor()
      await small.goto(`${site.address}/indicators?collected=none`)
      await small.getByText(/共 \d+ 项/).waitFor()
    })

    test('the import page stands, and who does not manage indicators is told so', async () => {
      const page = await site.as('office', '/indicators/outside/imports')
      await page.getByRole('button', { name: '下载模板' }).waitFor()
      const head = await site.as('principalHead', '/indicators/outside/imports')
      await head.getByText('当前职务').first().waitFor()
    })
  })
})
