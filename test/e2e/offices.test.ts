import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { choose, pickUnit, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'

describe('the three administrators', () => {
  let site: Site
  let code: string
  before(async () => {
    site = await openSite('2026-03-03')
    await site.register('officer')
  })
  inOrder()
  after(() => site.close())

  test('the system administrator sees the tree, enters a person and hands out a code, and gives no duty', async () => {
    const page = await site.as('systemAdmin', '/orgs')
    await page.locator('.unit-tree').getByText('省局', { exact: true }).click()
    await page.getByRole('heading', { name: '福建省市场监督管理局' }).waitFor()
    await page.goto(`${site.address}/people`)
    await page.getByRole('button', { name: '新建账号' }).click()
    const form = page.getByRole('dialog', { name: '新建账号' })
    await write(form, '账号', 'newcomer')
    await write(form, '姓名', '新来某甲')
    await form.getByRole('button', { name: '新建账号' }).click()
    await page.getByRole('heading', { name: /新来某甲/u }).waitFor()
    assert.equal(await page.getByRole('button', { name: '任命职务' }).count(), 0)
    await page.getByRole('button', { name: '发放启用码' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '发放启用码' }).click()
    code = await page
      .getByRole('dialog', { name: /只显示这一次/u })
      .locator('strong')
      .innerText()
  })

  test('the person sets a password with the code', async () => {
    const page = await site.visitor('/sign-in')
    await page.getByRole('button', { name: '我有启用码或重置码' }).click()
    await write(page, '启用口令', code)
    await write(page, '姓名', '新来某甲')
    await write(page, '账号', 'newcomer')
    await write(page, '密码', 'Right-horse-9-battery')
    await write(page, '再次填写密码', 'Right-horse-9-battery')
    await page.getByRole('button', { name: '设定密码并登录' }).click()
    await page.getByRole('button', { name: /新来某甲/u }).waitFor()
  })

  test('the security administrator gives the duty', async () => {
    const { rows } = await site.world.sql.query("select id from person where account = 'newcomer'")
    const page = await site.as('securityAdmin', `/people/${rows[0].id}`)
    await page.getByRole('button', { name: '任命职务' }).click()
    const form = page.getByRole('dialog', { name: '任命职务' })
    await pickUnit(form, '单位', '甲市子县市场监督管理局')
    await choose(form, '职责', '办案人员')
    await write(form, '职务名称', '执法大队科员')
    await form.getByRole('button', { name: '任命职务' }).click()
    await page.getByRole('region', { name: '职务' }).getByText('执法大队科员').waitFor()
  })

  test('the audit administrator reads it all in the ledger', async () => {
    const page = await site.as('auditAdmin', '/ledger')
    await page.getByText('安全管理甲').first().waitFor()
    await page.getByText('系统管理甲').first().waitFor()
  })

  for (const who of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const) {
    test(`the ${who} sees no matter: not in the menu, not by address`, async () => {
      const page = await site.as(who, '/cases')
      await page.getByRole('heading', { name: '当前职务不能打开“案件”' }).waitFor()
      assert.equal(await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '案件' }).count(), 0)
    })
  }
})
