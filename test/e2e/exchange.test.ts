import { after, before, describe, test } from 'node:test'
import { plantFoundingDocument } from '#clauses'
import type { OrgId } from '#contract/common'
import { exchangeApi } from '#contract/exchange'
import { itemsApi } from '#contract/exchange-items'
import { openAll } from '#exchange'
import { phone } from '#test/browser'
import { aPdf } from '#test/coordination-world'
import { choose, pick, takeStep, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

/** What is exchanged at fixed times: from the form of an office to the locked return; an item on its way up; the report of the year. */
describe('the exchange of information', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-06-08', { office: true })
    await plantFoundingDocument(site.world.sql)
    await site.file()
    await site.world.as('office', exchangeApi).addForm({
      body: {
        kind: 'dated',
        title: '行政保护工作成效',
        basis: '省局细化措施',
        mark: 'verified',
        givers: ['city', 'county'],
        indicators: ['cases.filed'],
        asks: [{ ask: '主要做法和成效' }],
        dueDates: ['06-15', '11-15'],
        from: '2026-06-01',
      },
    })
    await openAll(site.world.inService)
  })
  after(() => site.close())
  inOrder()

  test('a county finds on a telephone what it owes, with the figure there already, writes its part and hands it in', async () => {
    const page = await site.as('countyCoordinator', '/exchange?watermark=off', phone)
    await settled(page)
    await isSound(page, '/exchange')
    await page
      .getByRole('region', { name: '本单位要报的' })
      .getByRole('link', { name: /行政保护工作成效/ })
      .click()
    await page.getByRole('link', { name: '立案：1件，查看记录' }).waitFor()
    await isSound(page, '/exchange/returns/$matterId')
    await takeStep(page, '填写', async (form) => {
      await write(form, '主要做法和成效', '开展专项整治。')
      await write(form, '立案 1件：本单位掌握数', '2')
      await write(form, '立案 1件：说明', '另有一件尚未录入')
    })
    await page.getByText('本单位掌握 2件；另有一件尚未录入').waitFor()
    await takeStep(page, '报送')
    await page.getByText('现由甲市市场监督管理局签收').first().waitFor()
  })

  test('its city signs for it and accepts it; the province sees who is missing, and whose step it is', async () => {
    const city = await site.as('cityCoordinator', '/exchange/returns?box=collect&state=submitted&watermark=off')
    await city
      .getByRole('link', { name: /子县市场监督管理局/ })
      .first()
      .click()
    await takeStep(city, '签收')
    await takeStep(city, '接收并锁定')
    await city.getByText('已锁定：报送数据不再改变').waitFor()

    site.setDay('2026-06-17')
    const office = await site.as('office', '/exchange?watermark=off')
    await office.getByRole('link', { name: '所辖单位 4 件逾期未报' }).click()
    await office.getByText('共 4 条').waitFor()
    await office.getByText('乙市寅县市场监督管理局填报').first().waitFor()
    await isSound(office, '/exchange/returns')
  })

  test('an office makes a form without a programmer', async () => {
    const page = await site.as('office', '/exchange/forms?watermark=off')
    await settled(page)
    await isSound(page, '/exchange/forms')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: '新建表单' }).click()
    const form = page.getByRole('dialog', { name: '新建表单' })
    await pick(form, '周期', '月报')
    await write(form, '名称', '综合管理月报')
    await write(form, '依据', '本单位工作需要')
    await pick(form, '核实情况', '未核实')
    await choose(form, '由谁报送', '市局')
    await choose(form, '自动取数的指标', '立案（件）')
    await write(form, '截止日', '5')
    await form.getByLabel('从哪一天起', { exact: true }).fill('2026-07-01')
    await page.keyboard.press('Tab')
    await form.getByRole('button', { name: '新建表单' }).click()
    await page.getByRole('region', { name: '综合管理月报' }).getByText('2026-07-05 截止').waitFor()
  })

  test('an item goes up and is adopted; the report of the year is drafted and comes as a Word file', async () => {
    await site.world.as('cityCoordinator', itemsApi).addCall({
      body: { title: '协作约稿', wanted: '报送一篇做法', dueOn: '2026-07-30', to: [site.world.orgs.get('county') as OrgId] }, // the world's own key
    })
    const { id } = await site.world.as('countyCoordinator', itemsApi).write({
      body: { kind: 'experience', title: '线索互通做法', text: '两县建立线索互通机制，办理周期缩短。', sources: '本局协作台账' },
    })
    await site.take('countyCoordinator', id, 'submit')
    const city = await site.as('cityCoordinator', '/exchange/items?watermark=off')
    await settled(city)
    await city.getByRole('region', { name: '约稿' }).getByText('发给子县局').waitFor()
    await isSound(city, '/exchange/items')
    await city.setViewportSize({ width: 1440, height: 900 })
    await city.getByRole('link', { name: '线索互通做法' }).first().click()
    await takeStep(city, '登记采用', async (form) => {
      await pick(form, '级别', '市级')
      await pick(form, '采用渠道', '简报、刊物')
      await pick(form, '采用方式', '单篇采用')
      await write(form, '刊物或者平台', '《工作简报》第3期')
      await form.getByLabel('选择文件').setInputFiles({ name: '采用页.pdf', mimeType: 'application/pdf', buffer: aPdf })
      await form.getByRole('button', { name: '移除 采用页.pdf' }).waitFor()
    })
    await city.getByRole('tab', { name: '采用和批示' }).click()
    await city.getByText('《工作简报》第3期').waitFor()
    await isSound(city, '/exchange/items/$matterId')
    const office = await site.as('office', '/exchange/ranking?watermark=off')
    await office.getByText('没有设置计分表，不计分、不排名').waitFor()
    await isSound(office, '/exchange/ranking')
    await office.goto(`${site.address}/exchange/reports?watermark=off`)
    await office.getByRole('button', { name: '起草年度报告' }).click()
    await office.getByRole('dialog').getByRole('button', { name: '起草年度报告' }).click()
    await office
      .getByRole('region', { name: /执法能力|行政执法|（四）/ })
      .first()
      .waitFor()
    await isSound(office, '/exchange/reports/$reportId')
    const [file] = await Promise.all([office.waitForEvent('download'), office.getByRole('button', { name: '下载 Word' }).click()])
    if (!file.suggestedFilename().endsWith('2026年度报告.docx')) throw new Error(file.suggestedFilename())
  })
})
