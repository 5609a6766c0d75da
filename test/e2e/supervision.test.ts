import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { OrgId } from '#contract/common'
import { supervisionApi } from '#contract/supervision'
import { desktop, phone } from '#test/browser'
import { onePixel } from '#test/bytes'
import { choose, openStep, pick, takeStep, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'

const title = '地理标志专用标志检查'

/** The kinds of target are a short list, which is not searched. */
async function aim(form: Locator): Promise<void> {
  await form.getByLabel('目标', { exact: true }).first().click()
  await form.page().locator('.ant-select-item-option').filter({ hasText: '按进展填报' }).first().click()
}

/** Leaves the field by its key: Enter may send the form. */
async function day(form: Locator, label: string, on: string): Promise<void> {
  const field = form.getByLabel(label, { exact: true }).first()
  await field.fill(on)
  await field.press('Tab')
}

describe('a supervised task, from the office to the counties and back', () => {
  let site: Site
  inOrder()
  before(async () => {
    site = await openSite('2026-03-02', { office: true })
  })
  after(() => site.close())

  const open = async (who: Parameters<Site['as']>[0], path: string, options = desktop) => site.as(who, path, options)
  const rows = async (who: Parameters<Site['as']>[0]) => (await site.world.as(who, supervisionApi).list({ query: {} })).rows
  const idOf = async (who: Parameters<Site['as']>[0], lead: string) => (await rows(who)).find((row) => row.lead.name === lead)?.id ?? ''

  async function issue(page: Page, lead: string, support?: string) {
    await page.goto(`${site.address}/supervision/new`)
    const form = page.locator('form').last()
    await write(page, '任务名称', title)
    await write(page, '重点任务', '加强地理标志保护')
    await write(page, '细化措施（落实举措）', '对专用标志使用人开展一次检查并形成报告')
    await pick(form, '任务来源', '批示或者文件')
    await choose(form, '责任（牵头）单位', lead)
    if (support) await choose(form, '配合单位', support)
    await aim(form)
    await day(form, '办理期限', '2026-06-30')
    await form.getByRole('button', { name: '立项', exact: true }).click()
    await page.getByRole('heading', { name: title }).waitFor()
  }

  test('the office issues one to a department with a supporting unit and one to a city', async () => {
    const page = await open('office', '/supervision')
    await page.getByRole('button', { name: '立项', exact: true }).waitFor()
    await issue(page, '保护处', '运用促进处')
    await page.getByText('现由保护处签收').first().waitFor()
    await issue(page, '甲市市场监督管理局')
    assert.deepEqual((await rows('office')).map(({ lead, state }) => [lead.name, state]).sort(), [
      ['保护处', 'issued'],
      ['甲市局', 'issued'],
    ])
  })

  test('the city signs for it and decomposes it to two counties', async () => {
    const page = await open('cityCoordinator', '/supervision')
    await page.getByRole('link', { name: '待签收' }).click()
    await page
      .getByRole('link', { name: new RegExp(title, 'u') })
      .first()
      .click()
    await takeStep(page, '签收')
    await page.getByRole('button', { name: '分解', exact: true }).click()
    const form = page.getByRole('dialog', { name: '分解并交办' })
    await choose(form, '责任单位', '甲市子县市场监督管理局')
    await choose(form, '责任单位', '甲市丑县市场监督管理局')
    await form.getByText('每个单位一项子任务').click()
    await aim(form)
    await day(form, '办理期限', '2026-05-31')
    await form.getByRole('button', { name: '分解并交办' }).click()
    await page.getByText('已分解并交办 2 项子任务').first().waitFor()
    await page.getByRole('tab', { name: '分解（2）' }).click()
    await page.getByText('丑县局', { exact: true }).waitFor()
  })

  test('a county signs on a phone, puts its work down and asks for more time; the first date stays', async () => {
    const page = await open('countyCoordinator', '/todo', phone)
    await page
      .getByRole('link', { name: new RegExp(title, 'u') })
      .first()
      .click()
    await takeStep(page, '签收')
    await takeStep(page, '填报进展', async (form) => {
      await write(page, '进展情况', '已检查两家')
      await write(page, '完成比例（%）', '40')
      await form.locator('input[type=file]').first().setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: onePixel })
      await form.getByRole('button', { name: '移除 现场.png' }).waitFor()
    })
    await takeStep(page, '申请延期', async (form) => {
      await day(form, '申请延至', '2026-06-15')
      await write(page, '延期的理由', '一家企业停产检修')
    })
    const city = await open('cityCoordinator', `/supervision/${await idOf('countyCoordinator', '子县局')}`)
    await takeStep(city, '批准延期')
    await city.getByText('（原定 2026-05-31）').first().waitFor()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, 'nothing sticks out on the phone')
  })

  test('a supporting unit contributes to the department’s task', async () => {
    const id = await idOf('office', '保护处')
    await site.take('protectionOfficer', id, 'sign')
    const page = await open('promotionOfficer', '/supervision?scope=support')
    await page
      .getByRole('link', { name: new RegExp(title, 'u') })
      .first()
      .click()
    await takeStep(page, '报送配合情况', () => write(page, '配合情况', '提供专用标志使用人名单'))
    await page.getByRole('tab', { name: '配合（1）' }).click()
    await page.getByText('2026-03-02 已报送').waitFor()
  })

  test('the county claims, is sent back, claims again; the city closes it, and then its own', async () => {
    const county = await idOf('countyCoordinator', '子县局')
    const claim = { summary: '检查完毕' }
    await site.take('countyCoordinator', county, 'claim', claim)
    const city = await open('cityCoordinator', `/supervision/${county}`)
    await takeStep(city, '退回', () => write(city, '退回的理由', '缺少检查报告'))
    await site.take('countyCoordinator', county, 'claim', { summary: '已补充检查报告' })
    await city.reload()
    await takeStep(city, '核验通过', () => write(city, '核验意见', '属实'))
    await takeStep(city, '办结销号')
    await city.goto(`${site.address}/supervision/${await idOf('cityCoordinator', '甲市局')}`)
    await city.getByText(/暂时不能办理的步骤/u).click()
    await city
      .getByText(/必办子任务“.*”尚未销号/u)
      .first()
      .waitFor()
    await site.take('cityCoordinator', await idOf('cityCoordinator', '丑县局'), 'waive', { reason: '辖区没有使用人' })
    await city.reload()
    await takeStep(city, '申请办结', () => write(city, '完成情况', '两县均已办结或者终止'))
    const office = await open('office', '/supervision')
    await office.getByRole('link', { name: /待本单位核验/u }).click()
    await office
      .getByRole('link', { name: new RegExp(title, 'u') })
      .first()
      .click()
    await takeStep(office, '核验通过', () => write(office, '核验意见', '同意'))
    await takeStep(office, '办结销号')
    await office.goto(`${site.address}/supervision/board`)
    await office.getByRole('region', { name: '灰灯' }).getByText('已销号').first().waitFor()
    await openStep(await open('protectionOfficer', `/supervision/${await idOf('office', '保护处')}`), '建议分解')
  })

  test('drafts are issued together; one that somebody changed meanwhile stays, with its reason', async () => {
    const office = site.world.as('office', supervisionApi)
    const drafted = async (name: string) => {
      const text = {
        title: name,
        keyTask: '加强地理标志保护',
        measure: '开展一次检查',
        source: 'other',
        target: { kind: 'reported' },
      } as const
      const leadOrgId = site.world.orgs.get('cityB') as OrgId // the world's own keys
      return (await office.create({ body: { ...text, leadOrgId, dueOn: '2026-06-30', issue: false } })).id
    }
    const [one, other] = [await drafted('成批交办之一'), await drafted('成批交办之二')]
    const page = await open('office', '/supervision?state=draft')
    for (const name of ['一', '二']) await page.getByRole('checkbox', { name: new RegExp(`^选择 .*成批交办之${name}`, 'u') }).check()
    const { draft } = await office.read({ params: { matterId: other } })
    await site.take('office', other, 'amend', { ...draft, measure: '开展两次检查' })
    await page.getByRole('button', { name: '交办（2）' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^交\s?办$/u })
      .click()
    await page
      .getByText(/成批交办之二/u)
      .last()
      .waitFor()
    await page
      .getByText(/已被他人|已经被|刚刚被/u)
      .first()
      .waitFor()
    const states = async () => [await office.read({ params: { matterId: one } }), await office.read({ params: { matterId: other } })]
    assert.deepEqual(
      (await states()).map(({ state, dueOn }) => [state, dueOn]),
      [
        ['issued', '2026-06-30'],
        ['draft', '2026-06-30'],
      ],
    )
  })
})
