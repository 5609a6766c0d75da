import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { PersonId } from '#contract/common'
import { hoursApi } from '#contract/hours-people'
import { postCredit, postSession } from '#hours'
import { phone } from '#test/browser'
import { onePixel } from '#test/bytes'
import type { PersonKey } from '#test/world'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

/** Hours on a record: from a certificate in an officer's telephone to the cell of the board that opens to him. */
describe('hours of training', () => {
  let site: Site
  before(async () => {
    site = await openSite('2026-11-22')
    const { world } = site
    const id = (who: PersonKey) => world.people[who].id as PersonId
    for (const who of ['stationHead', 'officerB'] as const)
      await world.inService((ctx) =>
        postCredit(ctx, {
          personId: id(who),
          form: 'class',
          subject: 'professional',
          theme: '商标',
          hours: 24,
          days: 4,
          fromDay: '2026-03-02',
          earnedOn: '2026-03-05',
          source: { room: 'training', id: 'class-1', title: '全省商标业务能力提升班' },
          hostOrgId: null,
          qualifies: true,
        }),
      )
    await world.sql.query('update org set facts = \'{"subtype": "provincialPlatform"}\' where id = $1', [world.orgs.get('countyB')])
    await world.inService((ctx) =>
      postSession(ctx, {
        room: 'training',
        id: 's-1',
        hostOrgId: world.orgs.get('countyB') as never, // a planted unit's key
        kind: 'businessTraining',
        title: '专利转化运用业务培训',
        plannedOn: '2026-10-20',
        heldOn: '2026-10-20',
        cancelled: false,
      }),
    )
    await world
      .as('trainer', hoursApi)
      .setCategory({ params: { personId: id('officer') }, body: { category: 'townshipDown', from: '2024-01-01' } })
  })
  after(() => site.close())

  const day = async (page: Page, label: string, value: string) => {
    await page.getByLabel(label, { exact: true }).fill(value)
    await page.keyboard.press('Enter')
  }

  describe('as a story', () => {
    inOrder()

    test('an officer sends a certificate from the telephone, a second person checks it, and it counts', async () => {
      const officer = await site.as('officer', '/my-hours', phone)
      await officer.getByRole('button', { name: '提交证书' }).click()
      await officer.getByLabel('课程或者班次名称').fill('专利侵权判定')
      await officer.getByLabel('证书编号').fill('YC2026-1')
      await officer.getByLabel('学时', { exact: true }).fill('12.5')
      await day(officer, '开始日', '2026-05-01')
      await day(officer, '结束日', '2026-05-20')
      const proof = join(tmpdir(), `minzhi-proof-${process.pid}.png`)
      writeFileSync(proof, onePixel)
      await officer.getByLabel('选择证明材料').setInputFiles(proof)
      await officer.getByRole('button', { name: '提交核验' }).click()
      await officer.getByRole('region', { name: '我提交的学习记录' }).getByText('待核验').waitFor()

      const trainer = await site.as('trainer', '/hours/records')
      await trainer.getByRole('link', { name: /县办案甲/ }).click()
      await trainer.getByRole('button', { name: '核验', exact: true }).click()
      await trainer.getByRole('radio', { name: '是' }).check()
      await trainer.getByRole('dialog').getByRole('button', { name: '核验', exact: true }).click()
      await trainer.getByText('已核验计入').first().waitFor()
      await isSound(trainer, 'a record')

      // The worker credits it within a second or two.
      await officer.waitForTimeout(2500)
      await officer.reload()
      await officer.getByRole('article', { name: '专利侵权判定' }).getByText('12.5 学时').waitFor()
      await isSound(officer, '/my-hours')
    })

    test('the training officer reverses it with a reason, and both entries stay', async () => {
      const trainer = await site.as('trainer', `/hours/people/${site.world.people.officer.id}`)
      await trainer.getByRole('button', { name: '冲销' }).click()
      await trainer.getByRole('dialog').getByLabel('冲销原因').fill('证书与姓名不符')
      await trainer.getByRole('dialog').getByRole('button', { name: '冲销学时' }).click()
      await trainer.getByText('-12.5 学时').waitFor()
      await trainer.getByText('证书与姓名不符').first().waitFor()
      assert.equal(await trainer.getByRole('button', { name: '冲销' }).count(), 0)
      await isSound(trainer, 'hours of a person')
    })

    test('a lecture is arranged, signed in by its code, held, and on the record', async () => {
      const host = await site.as('trainer', '/lectures')
      await host.getByRole('button', { name: '安排讲座' }).click()
      const form = host.getByRole('dialog')
      await form.getByRole('radio', { name: '知创大讲堂' }).check()
      await form.getByLabel('题目').fill('电商领域假冒专利查处实务')
      await day(host, '日期', '2026-11-22')
      await form.getByLabel('开始时间').fill('09:00')
      await form.getByLabel('时长（分钟）').fill('90')
      await form.getByRole('button', { name: '安排讲座' }).click()
      await host.getByRole('heading', { level: 1, name: /电商领域/ }).waitFor()
      const address = new URL(host.url()).pathname
      await isSound(host, 'a lecture for its host')

      const screen = await site.as('trainer', `${address}/code`)
      const digits = (await screen.getByText(/^\d{4} \d{4}$/).innerText()).replace(' ', '')
      await isSound(screen, 'the code of a lecture')
      const officer = await site.as('stationOfficer', `${address}?code=${digits}`, phone)
      assert.equal(await officer.getByLabel('签到码', { exact: true }).inputValue(), digits)
      await officer.getByRole('button', { name: '签到' }).click()
      await officer.getByText('已听（现场）').waitFor()

      await host.reload()
      await host.getByRole('region', { name: '听讲名单' }).getByText('所办案甲').waitFor()
      await host.getByRole('button', { name: '登记已举办' }).click()
      await host.getByRole('dialog').getByRole('button', { name: '登记已举办' }).click()
      await host.getByText('2 学时，已计入听讲人员的学时').waitFor()
      await officer.waitForTimeout(2500)
      await officer.goto(`${site.address}/my-hours`)
      await officer.getByRole('link', { name: '知创大讲堂：电商领域假冒专利查处实务' }).waitFor()
    })

    test('every number of the board opens the people whom it counts', async () => {
      const board = await site.as('trainer', '/hours/coverage')
      const units = board.getByRole('region', { name: '按单位' })
      await settled(board)
      const cell = units.getByRole('link', { name: /^东街所应训人员/ })
      const count = Number(await cell.innerText())
      assert.ok(count > 0)
      await isSound(board, '/hours/coverage')
      await cell.click()
      await board.getByText(`共 ${count} 条`).waitFor()
      await isSound(board, '/hours/coverage/people')
      await board.getByRole('link', { name: '所长甲' }).click()
      await board.getByText('全省商标业务能力提升班').waitFor()
    })

    test('a target of the province makes a board say who is behind', async () => {
      const keeper = await site.as('provinceTrainer', '/hours/rules')
      await keeper.getByRole('button', { name: '修改口径' }).click()
      const form = keeper.getByRole('dialog')
      await form.getByLabel('不设目标，也不发进度提醒').uncheck()
      await form.getByLabel('周期末目标覆盖率（%）').fill('90')
      await form.getByLabel('修改依据').fill('省局年度工作要点')
      await form.getByRole('button', { name: '修改学时规则' }).click()
      await keeper.getByText('目标 90%').waitFor()
      await isSound(keeper, '/hours/rules')
      await keeper.goto(`${site.address}/hours/coverage`)
      await keeper.getByText('落后于进度').waitFor()
    })
  })

  for (const [who, paths] of [
    ['officer', ['/lectures', '/lectures?mine=yes', '/hours/monthly', '/hours/rules']],
    ['stationHead', ['/hours', '/hours/coverage']],
    [
      'trainer',
      ['/hours', '/hours?verdict=short', '/hours/records', '/hours/national-imports', '/hours/category-imports', '/lecture-imports'],
    ],
    ['provinceSupervisor', ['/hours', '/hours/monthly?year=2025']],
  ] as const)
    for (const path of paths)
      test(`${who} finds ${path} sound`, async () => {
        const page = await site.as(who, path)
        await isSound(page, path)
        await page.context().close()
      })
})
