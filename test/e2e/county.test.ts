import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { PersonKey } from '#test/world'
import { choose, choosePeople, issuePaper, openStep, pick, serveInPerson, setDay, takeStep, write } from './form.ts'
import { inquiryRecord, investigationReport, penaltyDecision, priorNotice, reviewForm, sceneRecord, serviceReceipt } from './papers.ts'
import { inOrder, openSite, type Site } from './site.ts'
import { entriesOf } from './zip.ts'

describe('a county from lead to archive', () => {
  let site: Site
  let lead: string
  let id: string
  const pages = new Map<PersonKey, Page>()
  inOrder()
  before(async () => {
    site = await openSite('2026-03-03')
    lead = await site.register('officer')
  })
  after(() => site.close())

  /** Each has a window of his own, and opens the matter anew when it is his turn. */
  async function at(who: PersonKey, path: string): Promise<Page> {
    const open = pages.get(who)
    if (open) await open.goto(site.address + path)
    const page = open ?? (await site.as(who, path))
    pages.set(who, page)
    return page
  }
  const theCase = (who: PersonKey) => at(who, `/cases/${id}`)
  const state = async () => (await site.read('officer', id)).stateTitle

  test('the head of the unit assigns, the officer proposes with the approval form, the deputy head approves', async () => {
    await takeStep(await at('unitHead', `/leads/${lead}`), '分派核查', (form) => choosePeople(form, '核查人员', '县办案甲', '县办案乙'))
    const officer = await at('officer', `/leads/${lead}`)
    await takeStep(officer, '提请立案', async (form) => {
      await setDay(form, '违法行为开始之日', '2026-01-10')
      await setDay(form, '违法行为终了之日', '2026-03-03')
      await write(form, '核查情况和立案理由', '现场发现侵权商品，有证据初步证明存在违法行为')
    })
    await issuePaper(officer, '立案/不予立案审批表', async (form) => {
      await pick(form, '审批事项', '立案')
      await write(form, '案件来源', '群众举报')
      await write(form, '核查人员', '县办案甲、县办案乙')
    })
    const head = await at('deputyHead', `/leads/${lead}`)
    await takeStep(head, '批准立案')
    await head.getByRole('link', { name: '案件页面' }).click()
    await head.getByRole('heading', { name: /子县某鞋行/u }).waitFor()
    id = new URL(head.url()).pathname.split('/').at(-1) ?? ''
  })

  test('two officers are named, the scene and the inquiry are recorded', async () => {
    await takeStep(await theCase('unitHead'), '指定办案人员', (form) => choosePeople(form, '办案人员', '县办案甲', '县办案乙'))
    const officer = await theCase('officer')
    await issuePaper(officer, '现场笔录', sceneRecord('2026-03-03', '货架上摆放侵权商品 12 双'))
    await issuePaper(officer, '询问笔录', inquiryRecord('2026-03-03'))
    await takeStep(officer, '登记现场检查', (form) => write(form, '检查情况摘要', '货架上有侵权商品 12 双'))
    await takeStep(officer, '登记询问', async (form) => {
      await write(form, '被询问人', '店主')
      await write(form, '询问摘要', '承认未查验供货者的授权')
    })
  })

  const report = async (form: Locator, fine: string) => {
    await write(form, '违法经营额（元）', '2640')
    await write(form, '违法所得（元）', '660')
    await form.getByRole('checkbox', { name: '没有或者无法计算' }).last().check()
    await write(form, '查明的违法事实', '销售侵犯注册商标专用权的商品')
    await write(form, '违反的条款', '《商标法》第五十七条第三项')
    await write(form, '裁量情节和理由', '初次违法，配合调查')
    await pick(form, '裁量阶次', '从轻')
    await pick(form, '处理建议', '给予行政处罚')
    await choose(form, '处罚和处理种类', '没收违法商品')
    await write(form, '罚款（元）', fine)
    await write(form, '没收违法所得（元）', '0')
    await write(form, '没收财物价值（元）', '1200')
    await pick(form, '涉及重大公共利益', '是')
  }

  test('a fine beyond the law is refused with its range and article, a lawful one is taken', async () => {
    const officer = await theCase('officer')
    await issuePaper(officer, '案件调查终结报告', investigationReport)
    const form = await openStep(officer, '提交调查终结报告')
    await report(form, '260000')
    await form.getByRole('button', { name: '提交调查终结报告' }).click()
    await form
      .getByRole('alert')
      .filter({ hasText: /25\s?万|250,?000/u })
      .first()
      .waitFor()
    assert.match(await form.innerText(), /第60条第2款/u)
    await write(form, '罚款（元）', '3000')
    await form.getByText('罚款在法定幅度内').waitFor()
    await form.getByRole('button', { name: '提交调查终结报告' }).click()
    await officer.getByText('已办理：提交调查终结报告。').waitFor()
    assert.equal(await state(), '调查终结')
  })

  test('the legal reviewer sends back once with his reason, then passes', async () => {
    await takeStep(await theCase('officer'), '送审')
    await takeStep(await theCase('legalReviewer'), '退回补正', (form) => write(form, '退回理由和补正要求', '补充进货凭证'))
    const officer = await theCase('officer')
    await officer.getByRole('tab', { name: '办理经过' }).click()
    await officer.getByText('补充进货凭证').waitFor()
    // The second round has a report of its own, taken up from the first.
    await issuePaper(officer, '案件调查终结报告', investigationReport)
    await takeStep(officer, '提交调查终结报告', (form) => pick(form, '处理建议', '给予行政处罚'))
    await takeStep(officer, '送审')
    const reviewer = await theCase('legalReviewer')
    await issuePaper(reviewer, '案件审核/法制审核表', reviewForm('法制审核', '法制甲'))
    await takeStep(reviewer, '法制审核通过', (form) => write(form, '法制审核意见', '事实清楚，证据充分'))
    await takeStep(await theCase('deputyHead'), '批准告知')
  })

  test('after the notice the head decides when the five working days are over, and not before', async () => {
    site.setDay('2026-03-20')
    const officer = await theCase('officer')
    await issuePaper(officer, '行政处罚告知书', priorNotice('statement'))
    await takeStep(officer, '送达行政处罚告知书')
    await serveInPerson(officer, serviceReceipt('2026-03-20'))
    site.setDay('2026-03-27')
    const waiting = await theCase('principalHead')
    await waiting.getByText(/暂时不能办理的步骤/u).click()
    await waiting
      .getByRole('listitem')
      .filter({ hasText: '登记集体讨论' })
      .getByText(/2026-03-2[78]/u)
      .waitFor()
    site.setDay('2026-03-28')
    // What had to be reviewed for law is discussed by the heads as well (程序规定 art. 60).
    await site.issue(id, 'collectiveDiscussion')
    const head = await theCase('principalHead')
    await takeStep(head, '登记集体讨论', async (form) => {
      await write(form, '出席的负责人', '局长甲、副局长甲')
      await write(form, '讨论结论', '同意审核意见')
    })
    await issuePaper(head, '行政处罚决定书', penaltyDecision)
    await takeStep(head, '作出处罚决定')
    assert.equal(await state(), '已决定')
  })

  test('is served, published, collected, closed and archived, and the archive package is a real one', async () => {
    site.setDay('2026-03-30')
    const officer = await theCase('officer')
    await takeStep(officer, '送达')
    await serveInPerson(officer, serviceReceipt('2026-03-30'))
    await takeStep(await theCase('officer'), '确认送达')
    await takeStep(officer, '办理公示')
    await takeStep(officer, '办理罚没款收缴')
    const { children } = await site.read('officer', id)
    await officer.goto(`${site.address}/tracks/${children.find(({ process }) => process === '罚没款执行')?.id}`)
    await takeStep(officer, '登记缴款', async (form) => {
      await write(form, '其中罚款（元）', '3000')
      await write(form, '其中没收款（元）', '0')
      await write(form, '其中加处罚款（元）', '0')
      await write(form, '缴款凭证', '票据 001')
    })
    await takeStep(officer, '缴清结束')
    await takeStep(await theCase('officer'), '执行完毕', (form) => write(form, '履行情况', '罚款已缴清，侵权商品已销毁'))
    await site.issue(id, 'goodsDisposal', 'closingApproval', 'archiveNote')
    await officer.reload()
    await takeStep(officer, '登记涉案财物处理', (form) => write(form, '涉案财物处理情况', '侵权商品 12 双全部销毁'))
    await takeStep(await theCase('deputyHead'), '批准结案', (form) => write(form, '结案情况', '执行完毕'))
    await takeStep(await theCase('officer'), '归档', async (form) => {
      await write(form, '归档号', '2026-行罚-001')
      await write(form, '立卷人', '县办案甲')
      await write(form, '检查人', '县办案乙')
    })
    const [saved] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('button', { name: '下载归档包' }).click()])
    const names = await entriesOf(await saved.path())
    assert.ok(names.includes('清单.json') && names.some((name) => /^正卷\/001 .*\.docx$/u.test(name)), names.join())
  })
})
