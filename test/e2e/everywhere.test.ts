import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { desktop, phone } from '#test/browser'
import type { PersonKey } from '#test/world'
import { openSite, type Site } from './site.ts'

const pages: readonly (readonly [PersonKey, readonly string[]])[] = [
  [
    'officer',
    [
      '/',
      '/todo',
      '/todo/done',
      '/todo/watched',
      '/todo/opened',
      '/calendar',
      '/messages',
      '/tasks',
      '/delegations',
      '/leads',
      '/leads/new',
      '/leads/LEAD',
      '/leads/LEAD?tab=papers',
      '/leads/LEAD?tab=evidence',
      '/leads/LEAD?tab=history',
      '/complaints',
      '/complaints/new',
      '/cases',
      '/cases/on-spot',
      '/papers',
      '/orgs',
      '/me',
      '/me/password',
      '/me/sessions',
    ],
  ],
  ['unitHead', ['/leads/LEAD', '/leads/import']],
  ['citySupervisor', ['/cases', '/people']],
  ['systemAdmin', ['/people', '/people/PERSON', '/orgs/COUNTY', '/rosters', '/holidays']],
  ['securityAdmin', ['/duties', '/people/PERSON']],
  ['auditAdmin', ['/ledger']],
]

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)
}

/** Read, drawn, and nothing on its way. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('.ant-skeleton, [aria-busy=true], .ant-spin-spinning').first().waitFor({ state: 'detached' })
}

/** As a click on a link does: the page stays, and a whole reload each time would take most of the minute. */
const go = (page: Page, path: string) =>
  page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)

describe('every page', () => {
  let site: Site
  let lead: string
  before(async () => {
    site = await openSite('2026-03-03')
    lead = await site.register('officer')
  })
  after(() => site.close())
  const real = (path: string) =>
    path
      .replace('LEAD', lead)
      .replace('PERSON', site.world.people.officer.id)
      .replace('COUNTY', site.world.orgs.get('county') ?? '')

  for (const [who, paths] of pages) {
    test(`of the ${who} has no serious fault and one heading, at 1440 and at 390 px, and does not scroll sideways`, async () => {
      const page = await site.as(who, '/me?watermark=off')
      await settled(page)
      for (const path of paths) {
        await go(page, real(path))
        for (const width of [desktop, phone]) {
          await page.setViewportSize(width.viewport ?? { width: 0, height: 0 })
          await settled(page)
          const at = `${path} at ${width.viewport?.width} px`
          assert.deepEqual(await seriousFaults(page), [], at)
          const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
          assert.equal(beyond, 0, `${at} is ${beyond} px too wide`)
          assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, at)
        }
      }
    })
  }

  test('is worked by keyboard: Tab to the main act, Ctrl K to search, ? for the keys, Esc to close', async () => {
    const page = await site.as('unitHead', `/leads/${lead}`)
    await page.getByRole('button', { name: '分派核查' }).waitFor()
    const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""')
    let presses = 0
    while ((await focused()) !== '分派核查' && presses < 40) {
      await page.keyboard.press('Tab')
      presses += 1
    }
    assert.equal(await focused(), '分派核查')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '分派核查' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: '分派核查' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    assert.ok(
      await page.getByRole('combobox', { name: '搜索案号、当事人' }).evaluate((field) => field === field.ownerDocument.activeElement),
    )
  })
})
