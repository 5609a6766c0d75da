import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { renderDocx } from '#kernel/paper'
import { openSite, type Site } from './site.ts'

const documentOf = (text: string) =>
  renderDocx({ title: '模板', layout: 'record', blocks: [{ kind: 'paragraph', style: 'body', text: [{ text }] }] })
const whole = '{org} {title} {sealedOn}'

describe('the page of Word templates', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-03-03')
  })
  after(() => site.close())

  test('takes a whole template from the legal department, says what is wrong with another, and lets it be stopped', async () => {
    const page = await site.as('legalReviewer', '/paper-templates')
    await page.getByLabel('查找文书').fill('封条')
    await page.getByRole('button', { name: '封条：占位符和模板' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('加封日期').first().waitFor()
    assert.equal(await drawer.getByText('必有', { exact: true }).count(), 2)
    const choose = async (name: string, text: string) =>
      drawer.getByLabel('选择模板').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: await documentOf(text) })
    await choose('封条.docx', '{org} {nobody}')
    await drawer.getByText('{nobody} 不是本文书的占位符').waitFor()
    await drawer.getByText(/缺少“加封日期”，应当有 \{sealedOn\}/).waitFor()
    await choose('封条.docx', whole)
    await drawer.getByText('封条.docx 已通过检查，开始使用').waitFor()
    await drawer.getByRole('button', { name: '停用' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '停用' }).click()
    await drawer.getByText('平台格式（GB/T 9704）。').waitFor()
  })

  test('shows an officer what is used, and lets him change nothing', async () => {
    const page = await site.as('officer', '/paper-templates')
    await page.getByRole('button', { name: '封条：占位符和模板' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('{sealedOn}').waitFor()
    assert.equal(await drawer.getByRole('button', { name: /上传|停用|起始模板/ }).count(), 0)
  })
})
