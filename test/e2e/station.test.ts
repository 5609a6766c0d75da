import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { phone } from '#test/browser'
import { onePixel } from '#test/bytes'
import { choose, issuePaper, setDay, takeStep, write } from './form.ts'
import { sceneRecord } from './papers.ts'
import { inOrder, openSite, password, type Site } from './site.ts'

describe('a station officer with a phone', () => {
  let site: Site
  let page: Page
  inOrder()
  before(async () => {
    site = await openSite('2026-03-03')
  })
  after(() => site.close())

  test('signs in, records a lead with a photo, and finds it among what he registered', async () => {
    page = await site.visitor('/leads', phone)
    await page.waitForURL(/\/sign-in/u)
    await write(page, '账号', 'stationofficer')
    await write(page, '密码', password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('link', { name: '登记线索' }).first().click()
    await page.getByRole('heading', { name: '登记线索' }).waitFor()
    const form = page.locator('form').last()
    await setDay(form, '发现线索或者收到材料之日', '2026-03-03')
    await write(page, '行为发生地', '东街 12 号')
    await write(page, '线索内容', '巡查发现店内运动鞋标注他人注册商标，店主不能说明来源')
    await choose(form, '涉嫌违法类型', 'TM-103')
    await write(page, '名称（姓名）', '东街某鞋店')
    await form.locator('input[type=file][capture]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: onePixel })
    await form.getByRole('button', { name: '移除 现场.png' }).waitFor()
    await form.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: /东街某鞋店/u }).waitFor()
    await page.getByRole('tab', { name: '材料' }).click()
    await page.getByText('现场.png').waitFor()
    await page.goto(`${site.address}/todo/opened`)
    await page.getByRole('link', { name: /东街某鞋店/u }).waitFor()
  })

  test('takes the scene record on the spot', async () => {
    const { rows } = await site.world.sql.query("select id from matter where process = 'lead'")
    const lead: string = rows[0].id
    await site.take('stationHead', lead, 'assign', { officers: [site.world.people.stationOfficer.id] })
    await site.take('stationOfficer', lead, 'proposeFiling', {
      violationCode: 'TM-103',
      conductFrom: '2026-02-01',
      findings: '现场有侵权商品',
    })
    await site.issue(lead, 'filingApproval')
    await site.take('deputyHead', lead, 'approveFiling')
    const found = await site.world.sql.query("select id from matter where process = 'penalty'")
    const caseId: string = found.rows[0].id
    const { stationOfficer, stationOfficer2 } = site.world.people
    await site.take('stationHead', caseId, 'assignOfficers', { officers: [stationOfficer.id, stationOfficer2.id] })
    await page.goto(`${site.address}/todo`)
    await page
      .getByRole('link', { name: /东街某鞋店/u })
      .first()
      .click()
    await page.getByRole('heading', { name: /东街某鞋店/u }).waitFor()
    await issuePaper(page, '现场笔录', sceneRecord('2026-03-03', '货架摆放运动鞋 12 双，鞋舌和包装标注他人注册商标'))
    await takeStep(page, '登记现场检查', (form) => write(form, '检查情况摘要', '店内货架摆放标注他人注册商标的鞋 12 双'))
    const { history } = await site.read('stationOfficer', caseId)
    assert.equal(history.at(-1)?.title, '登记现场检查')
  })
})
