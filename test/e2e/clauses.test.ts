import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { plantFoundingDocument } from '#clauses'
import { phone } from '#test/browser'
import { choose, pick, setDay, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

/** The Opinion watches itself: from a case that a county files to the lamp of the clause that it fulfils; a city's own plan; how the process ran. */
describe('the clauses', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-03-10', { office: true })
    await plantFoundingDocument(site.world.sql)
    await site.file()
  })
  after(() => site.close())
  inOrder()

  test('show the office what has records, and open them as a list of as many', async () => {
    const page = await site.as('office', '/clauses?watermark=off')
    await settled(page)
    await isSound(page, '/clauses')
    const clause = page.getByRole('article', { name: '市、县局依法查处商标侵权、假冒专利、假冒地理标志等违法行为' })
    await clause.getByText('已有记录').waitFor()
    await page.getByRole('button', { name: /^尚无记录/ }).click()
    await clause.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^已有记录/ }).click()
    await clause.getByRole('link', { name: '立案 1 条记录' }).click()
    await page.getByText('共 1 条').waitFor()
    // The office keeps tasks and has no business in the case: a day and a unit, without a name.
    await page.getByText('不在您的查阅范围').waitFor()
    await isSound(page, '/clauses/$clauseId/records')
  })

  test('show a county head on a telephone what is expected of her level, and her own records', async () => {
    const page = await site.as('principalHead', '/clauses?watermark=off', phone)
    await settled(page)
    assert.equal(await page.getByRole('radio', { name: '对本级的要求' }).isChecked(), true)
    const clause = page.getByRole('article', { name: '市、县局依法查处商标侵权、假冒专利、假冒地理标志等违法行为' })
    await clause.getByRole('link', { name: '市、县局依法查处' }).click()
    await page.getByRole('region', { name: '情况' }).getByText('子县局及下级').waitFor()
    await isSound(page, '/clauses/$clauseId')
  })

  test('of a city are entered by its office, and read by its counties when they are published', async () => {
    const page = await site.as('cityCoordinator', '/clauses/documents?watermark=off')
    await settled(page)
    await isSound(page, '/clauses/documents')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: '登记文件' }).click()
    const form = page.getByRole('dialog', { name: '登记文件' })
    await write(form, '文件名称', '甲市知识产权能力提升方案')
    await write(form, '文号', '甲市监知〔2026〕7号')
    await write(form, '印发单位', '甲市市场监督管理局')
    await pick(form, '层级', '市级文件')
    await setDay(form, '印发日期', '2026-02-01')
    await setDay(form, '施行日期', '2026-02-01')
    await write(form, '来源', '本局收文')
    await pick(form, '核实情况', '原文可见')
    await form.getByRole('button', { name: '登记文件' }).click()
    await page.getByText('草稿', { exact: true }).waitFor()
    await page.getByRole('button', { name: '增加条款' }).click()
    const clause = page.getByRole('dialog', { name: '增加条款' })
    for (const [label, text] of [
      ['部分', '1'],
      ['部分标题', '加强队伍建设'],
      ['条', '1'],
      ['条标题', '加大办案力度'],
      ['第几句', '1'],
      ['要求', '每季度至少办理一件知识产权案件'],
    ] as const)
      await write(clause, label, text)
    await choose(clause, '佐证指标', 'cases.filed', '立案（cases.filed）')
    await clause.getByRole('button', { name: '增加条款' }).click()
    await page.getByRole('article', { name: '每季度至少办理一件知识产权案件' }).getByText('已有记录').waitFor()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s?定|OK/ })
      .click()
    await page.getByText('已发布，下级单位可以看到。').waitFor()
    const below = await site.as('countyCoordinator', '/clauses/documents?watermark=off')
    await below.getByText('甲市知识产权能力提升方案').first().waitFor()
    assert.equal(await below.getByRole('button', { name: '登记文件' }).count(), 0)
  })

  test('stand beside the view of a process, whose numbers open too', async () => {
    const page = await site.as('cityHead', '/flow?watermark=off&process=penalty')
    await settled(page)
    await page.getByRole('region', { name: '各环节停留' }).waitFor()
    await isSound(page, '/flow')
    await page.getByRole('link', { name: '全部事项 1 件' }).click()
    await page.getByText('共 1 条').waitFor()
    await isSound(page, '/flow/matters')
  })
})
