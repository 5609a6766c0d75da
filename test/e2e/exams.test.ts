import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { MatterId } from '#contract/common'
import { desktop, phone } from '#test/browser'
import { closeExam, drawPaper, fillBank, openExam, perform, take } from '#test/exams'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound } from './sound.ts'

const kinds = { trueFalse: 1, single: 1, multiple: 1 }

/** An exam as a candidate meets it on his telephone: sat, cut off, gone on with, handed in, and the result. */
describe('an exam on a phone', () => {
  let site: Site
  let examId: MatterId
  let page: Page
  before(async () => {
    site = await openSite('2026-03-10')
    const { world } = site
    const paperId = await drawPaper(world, await fillBank(world, kinds), kinds)
    examId = await openExam(world, { paperId, personIds: [world.people.officer.id], review: 'full', title: '商标业务考试' })
  })
  after(() => site.close())
  inOrder()
  const go = (name: string) => page.getByRole('button', { name }).click()
  const status = (words: string) => page.locator('.exam-top [role=status]').getByText(words).waitFor()

  test('an examiner makes a paper of chosen questions, with the marks of each kind', async () => {
    const bank = await site.as('examiner', '/questions')
    await bank.getByRole('table').getByRole('checkbox').first().check()
    await bank.getByRole('button', { name: '用选中的试题组卷' }).click()
    const drawer = bank.getByRole('dialog')
    await drawer.getByLabel('试卷名称').fill('选题卷')
    await drawer.getByLabel('单项选择题每题分值').fill('3')
    await drawer.getByLabel('多项选择题每题分值').fill('5')
    await drawer.getByLabel('判断题每题分值').fill('2')
    await drawer.getByRole('button', { name: '固定选题组卷' }).click()
    await bank.getByRole('heading', { name: '选题卷' }).waitFor()
    const { rows } = await site.world.sql.query("select marks, items from exam_paper where title = '选题卷'")
    assert.deepEqual([Number(rows[0].marks), rows[0].items], [10, 3])
    await bank.close()
  })

  test('is found among one’s own exams and begun', async () => {
    page = await site.as('officer', '/my-exams', phone)
    const card = page.getByRole('region', { name: '商标业务考试' })
    await card.getByText('可以参加').waitFor()
    await isSound(page, 'my exams')
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 })
    await card.getByRole('button', { name: '参加考试' }).click()
    await page.getByText('以服务器时间为准').waitFor()
    await isSound(page, 'before the exam')
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 })
    await go('开始作答')
    await page.getByRole('radio', { name: /正确/ }).check()
    // S72: at most fifteen seconds apart.
    await status('全部已保存')
    await page.getByRole('button', { name: '第 1 题，已保存' }).waitFor()
    await isSound(page, 'the room of the exam')
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 })
  })

  test('goes on without the network; what was written meanwhile is saved when it is back, and is there on another device', async () => {
    await page.context().setOffline(true)
    await go('下一题')
    await page.getByRole('radio', { name: /备选 B/ }).check()
    await status('网络中断')
    await go('下一题')
    await page.getByRole('checkbox', { name: /备选 A/ }).check()
    await page.getByRole('checkbox', { name: /备选 C/ }).check()
    await page.getByRole('button', { name: '第 3 题，待保存' }).waitFor()
    await page.context().setOffline(false)
    await status('全部已保存')
    const other = await site.as('officer', `/my-exams/${examId}/room`, desktop)
    await other.getByRole('button', { name: '第 3 题，已保存' }).click()
    assert.equal(await other.getByRole('checkbox', { name: /备选 C/ }).isChecked(), true)
    assert.equal(await other.getByRole('checkbox', { name: /备选 B/ }).isChecked(), false)
    await other.close()
  })

  test('is handed in with a receipt', async () => {
    await page.getByRole('button', { name: /^交\s?卷$/ }).click()
    const asked = page.getByRole('dialog')
    await asked.getByText('全部试题已作答').waitFor()
    await asked.getByRole('button', { name: /^交\s?卷$/ }).click()
    await page.getByRole('heading', { name: '已交卷' }).waitFor()
    await page.getByText('收到 3 题作答').waitFor()
    const { rows } = await site.world.sql.query('select answers_hash from exam_attempt where exam_id = $1', [examId])
    await page.getByText(String(rows[0].answers_hash)).waitFor()
    await isSound(page, 'the receipt')
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 })
    await go('返回我的考试')
    await page.getByText('已交卷，待公布').waitFor()
    assert.equal(await page.getByText(/成绩 \d/).count(), 0)
  })

  test('shows its result after the release, and the paper with its keys', async () => {
    const { world } = site
    site.setDay('2026-03-11')
    await closeExam(world, examId)
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    await take(world, 'trainer', examId, 'release', { review: 'full' }, '2026-03-11')
    await perform(world, 'exams.report', { examId })
    await page.reload()
    await page.getByRole('region', { name: '商标业务考试' }).getByText('合格').waitFor()
    await go('查看成绩')
    await page.getByText('6 分，合格').waitFor()
    await page.getByText('铜钥匙解析文字').first().waitFor()
    await isSound(page, 'the result')
  })
})
