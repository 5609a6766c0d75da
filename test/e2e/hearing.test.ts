import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { issuePaper, pick, serveInPerson, takeStep, write } from './form.ts'
import { priorNotice, serviceReceipt } from './papers.ts'
import { inOrder, openSite, type Site } from './site.ts'

describe('a hearing', () => {
  let site: Site
  const ids: string[] = []
  inOrder()
  before(async () => {
    site = await openSite('2026-03-20')
    for (const _ of ['in time', 'late']) ids.push(await approved())
  })
  after(() => site.close())

  /** A case with a fine of 120,000 yuan, approved for the notice. */
  async function approved(): Promise<string> {
    const id = await site.file()
    const { parties } = await site.world.as('officer', casesApi).case({ params: { matterId: id as never } }) // an id of this world
    await site.issue(id, 'investigationReport', 'reviewForm')
    await site.take('officer', id, 'report', {
      conductFrom: '2026-01-10',
      conductTo: '2026-03-03',
      turnover: 2640,
      illegalGains: 660,
      goodsValue: null,
      findings: '销售侵犯注册商标专用权的商品',
      violated: '《商标法》第五十七条第三项',
      discretion: '情节较重',
      grade: 'ordinary',
      outcome: 'penalty',
      penalties: [{ partyId: parties[0]?.id, measures: ['orderStop'], fine: 120_000, confiscatedGains: 0, confiscatedGoodsValue: 0 }],
    })
    await site.take('officer', id, 'submitReview')
    await site.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    await site.take('deputyHead', id, 'approveNotice')
    return id
  }

  test('is offered by the notice, which the officer draws up and serves on Friday, 20 March', async () => {
    for (const id of ids) {
      const page = await site.as('officer', `/cases/${id}`)
      await issuePaper(page, '行政处罚告知书', priorNotice('hearing'))
      await takeStep(page, '送达行政处罚告知书')
      await serveInPerson(page, serviceReceipt('2026-03-20'))
      await page.context().close()
    }
  })

  test('is recorded on the last lawful day', async () => {
    site.setDay('2026-03-27')
    const page = await site.as('officer', `/cases/${ids[0]}`)
    await takeStep(page, '登记听证要求', async (form) => {
      await pick(form, '提出方式', '书面申请')
      await write(form, '听证要求的内容', '对罚款数额有异议，要求听证')
    })
    await page.getByRole('heading', { name: '关联程序' }).waitFor()
  })

  test('is refused the day after: the page says until when it could be asked for, and the server takes it no more', async () => {
    site.setDay('2026-03-28')
    const page = await site.as('officer', `/cases/${ids[1]}`)
    await page.getByText(/暂时不能办理的步骤/u).click()
    await page.getByRole('listitem').filter({ hasText: '登记听证要求' }).getByText('2026-03-27', { exact: false }).waitFor()
    const late = site.take('officer', ids[1] ?? '', 'requestHearing', { how: 'written', request: '要求听证' })
    await assert.rejects(late, { code: 'tooLate' })
  })
})
