import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import pg from 'pg'
import { casesApi } from '#contract/cases'
import { inboxApi } from '#contract/inbox'
import { inOrder, openSite, type Site } from './site.ts'

const name = /子县某鞋行/u

const followed = [
  { what: 'a lead', list: '/leads', empty: /还没有线索/u, tables: ['lead'] },
  {
    what: 'a filed case',
    list: '/cases',
    empty: /还没有案件/u,
    process: 'penalty',
    tables: ['enforcement_case', 'matter_assignee', 'paper'],
  },
] as const

for (const { what, list, empty, tables } of followed)
  describe(what, () => {
    let site: Site
    let id: string
    before(async () => {
      site = await openSite('2026-03-03')
      id = list === '/leads' ? await site.register('officer') : await site.file()
      if (list === '/cases') await site.issue(id, 'sceneRecord')
    })
    inOrder()
    after(() => site.close())

    for (const who of ['citySupervisor', 'provinceSupervisor'] as const) {
      test(`is seen by the ${who}: on the workbench's lists, by the search, on its page, which says what a supervisor does`, async () => {
        const page = await site.as(who, list)
        await page.getByRole('row', { name }).getByRole('link').click()
        await page.getByRole('heading', { name }).waitFor()
        await page.getByText('监督职务查看而不办理', { exact: false }).waitFor()
        await page.getByRole('button', { name: '关注', exact: true }).click()
        await page.getByRole('button', { name: /已关注/u }).waitFor()
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: '搜索案号、当事人' }).fill('子县某鞋')
        await page.locator('.ant-select-item-option').filter({ hasText: name }).first().waitFor()
        await page.goto(`${site.address}/todo/watched`)
        await page.getByRole('row', { name }).waitFor()
      })
    }

    test('does not exist for a neighbour: not in the list, the counts, the search, the export', async () => {
      const page = await site.as('officerElsewhere', list)
      await page.getByText(empty).waitFor()
      await page.getByRole('combobox', { name: '搜索案号、当事人' }).fill('子县某鞋')
      await page.getByText('管辖范围内没有找到', { exact: false }).waitFor()
      await page.keyboard.press('Escape')
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()])
      const workbook = new Workbook()
      await workbook.xlsx.readFile(await saved.path())
      assert.doesNotMatch(JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues())), /鞋行/u)
      const cases = site.world.as('officerElsewhere', casesApi)
      assert.deepEqual([(await cases.leads({ query: {} })).total, (await cases.cases({ query: {} })).total], [0, 0])
      assert.equal((await site.world.as('officerElsewhere', inboxApi).counts()).todo, 0)
    })

    test('guessed by its id answers the neighbour as nonsense does', async () => {
      const page = await site.as('officerElsewhere', `${list}/${id}`)
      const shown = async (path: string) => {
        await page.goto(site.address + path)
        const alert = page.getByRole('main').getByRole('alert')
        await alert.waitFor()
        return (await alert.innerText()).replace(/错误编号：\S+/u, '')
      }
      for (const place of ['leads', 'cases', 'tracks', 'matters'])
        assert.equal(await shown(`/${place}/${id}`), await shown(`/${place}/${randomUUID()}`))
    })

    test('is no row for the runtime role in the session of the neighbour, by straight SQL', async () => {
      const client = new pg.Client({ connectionString: site.world.clone.databases.app })
      await client.connect()
      const rowsAs = async (token: string) => {
        await client.query('begin')
        await client.query("select authority.enter($1, 'test', 'test', $2)", [token, '2026-03-03T10:00:00+08:00'])
        const counts: number[] = []
        for (const table of ['matter', 'case_party', 'matter_step', 'matter_clock', 'inbox_item', ...tables])
          counts.push((await client.query(`select count(*)::int as n from ${table}`)).rows[0].n)
        await client.query('rollback')
        return counts
      }
      try {
        const { officer, officerElsewhere } = site.world.people
        assert.ok((await rowsAs(officerElsewhere.token)).every((n) => n === 0))
        assert.ok((await rowsAs(officer.token)).every((n) => n > 0))
      } finally {
        await client.end()
      }
    })
  })
