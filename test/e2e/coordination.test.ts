import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { bodiesApi } from '#contract/coordination-bodies'
import { documentsApi } from '#contract/documents'
import { phone } from '#test/browser'
import { aPdf, type CoordinationWorld, coordinationWalk } from '#test/coordination-world'
import { pick, pickUnit, setDay, takeStep, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

/** The office of the leading group, two counties of different cities, and a partner who has nothing but a link. */
describe('coordination', () => {
  let site: Site
  let walk: CoordinationWorld
  before(async () => {
    site = await openSite('2026-11-22', { office: true })
    walk = coordinationWalk(site.world, '2026-11-22', site.setDay)
  })
  after(() => site.close())

  describe('of a meeting', () => {
    inOrder()
    let meetingId: MatterId

    test('the office is refused minutes whose decision has no owner, by its number, and issued they are a task with a light', async () => {
      const office = site.world.as('office', bodiesApi)
      const { id: bodyId } = await office.addBody({
        body: { form: 'leadingGroup', name: '省知识产权领导小组', officeName: '领导小组办公室', from: '2024-01-01' },
      })
      await office.addMember({ params: { bodyId }, body: { orgId: walk.org('protection'), post: '主要负责同志', from: '2024-01-01' } })
      const page = await site.as('office', '/meetings/new')
      const form = page.getByRole('region', { name: '会议' })
      await write(form, '会议名称', '2026年第二次专题会')
      await setDay(form, '会议日期', '2026-11-22')
      await write(form, '开始时间', '09:00')
      await write(form, '会议地点', '第一会议室')
      await write(form, '主持人职务', '办公室主任')
      await form.getByRole('button', { name: '开始筹备' }).click()
      await page.getByRole('heading', { name: '2026年第二次专题会' }).waitFor()
      meetingId = page.url().split('/').at(-1) as MatterId // the address of the page that opened
      await takeStep(page, '填写议题', async (step) => {
        await write(step, '议题', '研究年度保护任务')
        await write(step, '汇报单位', '保护处处长')
      })
      await takeStep(page, '确定议程')
      await takeStep(page, '发出会议通知')
      await takeStep(page, '登记已召开')
      await takeStep(page, '填写议定事项', async (step) => {
        await step.getByLabel('完成时限', { exact: true }).fill('2026-12-20')
        await write(step, '议定事项', '年底前完成专项行动总结。')
      })
      await takeStep(page, '拟制纪要')
      await page.getByText('暂时不能办理的步骤').click()
      await page.getByText('议定事项第1项缺少责任单位').first().waitFor()
      await takeStep(page, '退回修改', (step) => write(step, '修改的理由', '补齐责任单位'))
      await page.getByRole('tab', { name: /议定事项/ }).click()
      await page.getByRole('tabpanel').getByRole('button', { name: '修改', exact: true }).click()
      const drawer = page.getByRole('dialog', { name: '修改', exact: true })
      await pickUnit(drawer, '责任单位（平台内）', '知识产权保护处')
      await drawer.getByRole('button', { name: '修改', exact: true }).click()
      await page.getByText('已办理：修改。').first().waitFor()
      await takeStep(page, '拟制纪要')
      const papers = site.world.as('office', documentsApi)
      const paper = await papers.draft({ params: { matterId: meetingId }, body: { kind: 'meetingMinutes' } })
      await papers.issue({ params: { paperId: paper.id }, body: { issuedOn: '2026-11-22' }, version: paper.version })
      await page.reload()
      await takeStep(page, '印发纪要')
      await page.getByRole('tab', { name: /议定事项/ }).click()
      await page.getByRole('link', { name: /督办任务 督办〔/ }).waitFor()
      await page.getByText('绿灯').first().waitFor()
      await isSound(page, 'the meeting')
    })

    test('the department reads it and what it owes', async () => {
      const page = await site.as('protectionOfficer', `/meetings/${meetingId}`)
      await page.getByRole('tab', { name: /议定事项/ }).click()
      await page.getByText('年底前完成专项行动总结。').first().waitFor()
    })
  })

  describe('between counties', () => {
    inOrder()
    let id = ''

    test('one asks a county of another city, question by question', async () => {
      const page = await site.as('countyCoordinator', '/requests/new')
      const form = page.getByRole('region', { name: '协作请求' })
      await write(form, '标题', '某商标授权情况核对')
      await pickUnit(form, '被请求单位', '乙市寅县')
      await write(form, '请求事项', '请协助核对授权情况。')
      await write(form, '联系岗位和办公电话', '综合岗 0591-00000000')
      await write(form, '问题', '是否取得授权？')
      await form.getByRole('button', { name: '保存请求' }).click()
      await page.getByRole('heading', { name: '某商标授权情况核对' }).waitFor()
      id = page.url().split('/').at(-1) ?? ''
      await takeStep(page, '发出')
      await isSound(page, 'the request')
    })

    test('on a phone the asked one accepts with a day, answers and hands in; the first one rates', async () => {
      const page = await site.as('countyCoordinatorB', `/requests/${id}`, phone)
      await takeStep(page, '受理', async (step) => {
        await setDay(step, '约定答复日期', '2026-12-01')
        await write(step, '联系岗位和办公电话', '综合岗 0592-00000000')
      })
      await page.getByRole('button', { name: '填写答复' }).last().click()
      const drawer = page.getByRole('dialog', { name: '填写答复', exact: true })
      await write(drawer, '答复', '已取得授权，期限至 2027 年。')
      await drawer.getByRole('button', { name: '填写答复', exact: true }).click()
      await page.getByText('已办理：填写答复。').first().waitFor()
      await takeStep(page, '提交答复')
      const asker = await site.as('countyCoordinator', `/requests/${id}`)
      await asker.getByText('已取得授权，期限至 2027 年。').waitFor()
      await takeStep(asker, '评价答复', (step) => pick(step, '评价', '5 非常满意'))
      const board = await site.as('office', '/requests/scores')
      await board.getByRole('link', { name: '乙市寅县市场监督管理局满意度统计的 1 件' }).click()
      await board.getByText('共 1 条').first().waitFor()
      await isSound(board, 'the requests behind a number')
    })
  })

  test('has pages without a serious fault, at 1440 and at 390 px', async () => {
    const page = await site.as('office', '/meetings')
    for (const path of ['/meetings', '/meetings/bodies', '/requests', '/requests/new', '/requests/scores']) {
      await page.goto(site.address + path)
      await isSound(page, path)
    }
  })

  test('a partner answers through his link alone, on a phone', async () => {
    const id = await walk.open('countyCoordinator', {
      title: '会员核对',
      addressee: { channel: 'link', name: '某行业协会' },
      questions: [
        { ask: '是否会员？', kind: 'yesNo' },
        { ask: '附会员名录。', kind: 'file' },
      ],
    })
    await walk.take('countyCoordinator', id, 'send')
    const page = await site.as('countyCoordinator', `/requests/${id}?tab=outside`)
    await page.getByRole('button', { name: '生成链接' }).click()
    const drawer = page.getByRole('dialog', { name: '生成链接' })
    // Enter in the one field of a form sends it.
    await setDay(drawer, '链接有效期至', '2026-12-31')
    const address = new URL(await page.getByLabel('答复链接地址').inputValue())
    const partner = await site.visitor(address.pathname, phone)
    await partner.getByText('还没有答复').or(partner.getByText('还有第 1、2 题没有答复。')).first().waitFor()
    await isSound(partner, 'the page of a partner')
    await partner.getByRole('button', { name: '确认收到' }).click()
    await partner.getByText('已签收。').waitFor()
    await partner.getByRole('radio', { name: '是' }).check()
    const file = join(tmpdir(), `minzhi-partner-${process.pid}.pdf`)
    writeFileSync(file, aPdf)
    await partner.getByLabel('第 2 题的材料').setInputFiles(file)
    await partner.getByText('全部答复已填写并保存。').waitFor()
    await partner.getByRole('button', { name: '提交答复' }).click()
    await partner
      .getByRole('dialog')
      .getByRole('button', { name: '提 交' })
      .or(partner.getByRole('dialog').getByRole('button', { name: '提交' }))
      .click()
    await partner.getByText('答复已经提交，只能查看').waitFor()
    await settled(partner)
    const wrong = await site.visitor(`/partner/${'x'.repeat(43)}`)
    await wrong.getByText('链接不正确').waitFor()
    assert.equal(await wrong.getByText('会员核对').count(), 0)
  })
})
