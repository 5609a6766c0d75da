import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openStep, write } from './form.ts'
import { openSite, password, type Site } from './site.ts'

describe('what a person has set up or written', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-03-03')
    for (const name of ['甲鞋行', '乙鞋行', '丙茶行']) await site.register('officer', { parties: [{ name }] })
  })
  after(() => site.close())

  const rows = async (page: Page) => {
    await page.getByText('共 2 条').waitFor()
    return page.locator('tr[data-row]').allInnerTexts()
  }

  test('a filter lives in the address: it survives opening, back, F5, and a colleague who is sent it', async () => {
    const page = await site.as('officer', '/leads')
    await write(page, '编号、名称、当事人', '鞋行')
    await page.getByRole('button', { name: '查询' }).click()
    const found = await rows(page)
    assert.equal(found.length, 2)
    await page.getByRole('row').filter({ hasText: '甲鞋行' }).getByRole('link').click()
    await page.getByRole('heading', { name: /甲鞋行/u }).waitFor()
    await page.goBack()
    assert.deepEqual(await rows(page), found)
    await page.reload()
    assert.deepEqual(await rows(page), found)
    const address = page.url().replace(site.address, '')
    assert.deepEqual(await rows(await site.as('unitHead', address)), found)
  })

  test('a form outlives its session: one signs in over it, and what was written is sent', async () => {
    const id = await site.register('officer')
    await site.take('unitHead', id, 'assign', { officers: [site.world.people.officer2.id] })
    const page = await site.as('officer2', `/leads/${id}`)
    const form = await openStep(page, '记录核查情况')
    await write(form, '核查情况', '现场核查，货架上有侵权商品')
    await site.world.sql.query('update session set ended_at = now() where person_id = $1', [site.world.people.officer2.id])
    await form.getByRole('button', { name: '记录核查情况' }).click()
    const again = page.getByRole('dialog', { name: '登录已失效，请重新登录' })
    await write(again, '账号', 'officer2')
    await write(again, '密码', password)
    await again.getByRole('button', { name: '重新登录并继续' }).click()
    await page.getByText('已办理：记录核查情况。').waitFor()
    const { rows: steps } = await site.world.sql.query(
      "select count(*)::int n from matter_step where matter_id = $1 and step = 'recordFindings'",
      [id],
    )
    assert.equal(steps[0].n, 1)
  })

  test('a form outlives what somebody else did meanwhile: it says what, keeps the text, and goes through the second time', async () => {
    const id = await site.register('officer')
    const { officer, officer3 } = site.world.people
    await site.take('unitHead', id, 'assign', { officers: [officer.id, officer3.id] })
    const page = await site.as('officer', `/leads/${id}`)
    const form = await openStep(page, '记录核查情况')
    await write(form, '核查情况', '我写的核查情况')
    await site.take('officer3', id, 'recordFindings', { findings: '同事先记录的情况' })
    await form.getByRole('button', { name: '记录核查情况' }).click()
    await form.getByText('该事项刚刚被他人更新', { exact: false }).waitFor()
    await form.getByText('县办案丙', { exact: false }).waitFor()
    assert.equal(await form.getByLabel('核查情况', { exact: true }).inputValue(), '我写的核查情况')
    await form.getByRole('button', { name: '记录核查情况' }).click()
    await page.getByText('已办理：记录核查情况。').waitFor()
  })
})
