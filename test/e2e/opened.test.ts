import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { Page } from 'playwright-core'
import type { PersonKey } from '#test/world'
import { openStep } from './form.ts'
import { openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

/** 下载模板, one line that cannot be right, and up again: the wizard shows what is wrong in which line. */
async function checkWrongSheet(page: Page): Promise<void> {
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载模板' }).click()])
  const workbook = new Workbook()
  await workbook.xlsx.readFile(await template.path())
  const sheet = workbook.worksheets[0]
  for (let column = 1; column <= 6; column += 1)
    if (sheet) sheet.getRow(sheet.rowCount + (column === 1 ? 1 : 0)).getCell(column).value = '不对'
  const buffer = Buffer.from(await workbook.xlsx.writeBuffer())
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '填写.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer })
  await page
    .getByText(/有误|错误/u)
    .first()
    .waitFor()
}

async function keepView(page: Page): Promise<void> {
  await press('保存当前筛选为视图')(page)
  await page.getByLabel('视图名称').fill('正常的线索')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await press('管理视图 正常的线索')(page)
  await page.getByRole('menuitem', { name: '设为默认' }).waitFor()
}

async function draftPaper(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '文书' }).click()
  await page.getByRole('tabpanel', { name: '文书' }).getByRole('listitem').filter({ hasText: '《现场笔录》' }).getByRole('button').click()
  await page.getByRole('complementary', { name: '要素检查与制发' }).waitFor()
}

async function assignChosen(page: Page): Promise<void> {
  // The other lead of the day is filed already and waits for nobody.
  await page.getByRole('checkbox', { name: /^选择 .*乙鞋行/u }).check()
  await press(/^分派核查/u)(page)
  await page.getByRole('dialog', { name: /分派 1 条/u }).waitFor()
}

async function addEvidence(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '证据' }).click()
  await press('证据入库')(page)
  await page.getByRole('dialog').waitFor()
}

/** Who opens what on which page. CASE has a track and a paper that is asked for, LEAD waits to be assigned. */
const opened: readonly (readonly [string, PersonKey, string, (page: Page) => Promise<unknown>])[] = [
  ['the form of a step', 'unitHead', '/leads/LEAD', (page) => openStep(page, '分派核查')],
  ['the form of a step that opens a track', 'officer', '/cases/CASE', (page) => openStep(page, '先行登记保存')],
  ['the form of a paper', 'officer', '/cases/CASE', draftPaper],
  ['the form of a piece of evidence', 'officer', '/cases/CASE', addEvidence],
  ['the arithmetic of a term', 'officer', '/cases/CASE', (page) => page.getByText('查看计算过程').first().click()],
  ['the dialog of assigning', 'unitHead', '/leads', assignChosen],
  ['the menu of a kept view', 'officer', '/leads?light=green', keepView],
  ['the menu of columns', 'officer', '/cases', press('选择显示的列')],
  ['the checked sheet of leads', 'unitHead', '/leads/import', checkWrongSheet],
  ['the checked roster', 'systemAdmin', '/rosters', checkWrongSheet],
  ['the form of a new account', 'systemAdmin', '/people', press('新建账号')],
  ['the form of a unit that moves', 'systemAdmin', '/orgs/COUNTY', press('调整隶属关系')],
  ['the form of a duty', 'securityAdmin', '/people/PERSON', press('任命职务')],
  ['the dialog of keys', 'officer', '/', press('快捷键说明')],
  ['the menu of the account', 'officer', '/', press(/账号菜单/u)],
]

describe('what is opened over a page has no serious fault, at 1440 and at 390 px:', () => {
  let site: Site
  const ids: Record<string, string> = {}
  const pages = new Map<PersonKey, Page>()
  before(async () => {
    site = await openSite('2026-03-03')
    ids.CASE = await site.file()
    ids.LEAD = await site.register('officer', { parties: [{ name: '乙鞋行' }] })
    ids.PERSON = site.world.people.officer.id
    ids.COUNTY = site.world.orgs.get('county') ?? ''
  })
  after(() => site.close())

  for (const [what, who, path, open] of opened)
    test(what, async () => {
      const page = pages.get(who) ?? (await site.as(who, '/me?watermark=off'))
      pages.set(who, page)
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(site.address + path.replace(/CASE|LEAD|PERSON|COUNTY/u, (name) => ids[name] ?? name))
      await settled(page)
      await open(page)
      await isSound(page, what)
    })
})
