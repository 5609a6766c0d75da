import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { remindEverybody } from '#inbox'
import type { PersonKey } from '#test/world'
import { openSite, type Site } from './site.ts'
import { isSound, settled } from './sound.ts'

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
  [
    'officer2',
    [
      '/cases/CASE',
      '/cases/CASE?tab=papers',
      '/cases/CASE?tab=evidence',
      '/cases/CASE?tab=parties',
      '/cases/CASE?tab=related',
      '/cases/CASE?tab=history',
      '/tracks/TRACK',
      '/tracks/TRACK?tab=history',
      '/messages?show=all',
      '/calendar?month=2026-06&day=2026-06-01',
    ],
  ],
  ['unitHead', ['/leads/LEAD', '/leads/import']],
  ['principalHead', ['/', '/cases/CASE']],
  ['citySupervisor', ['/', '/cases', '/people', '/cases/CASE', '/calendar?scope=below']],
  [
    'systemAdmin',
    ['/paper-templates', '/people', '/people/PERSON', '/orgs/COUNTY', '/orgs?day=2020-01-01', '/rosters', '/holidays', '/figure-checks'],
  ],
  ['securityAdmin', ['/duties', '/people/PERSON']],
  ['auditAdmin', ['/ledger']],
]

/** As a click on a link does: the page stays, and a whole reload each time would take most of the minute. */
const go = (page: Page, path: string) =>
  page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)

describe('every page', () => {
  let site: Site
  let lead: string
  let caseId: string
  let track: string
  before(async () => {
    site = await openSite('2026-03-03')
    lead = await site.register('officer')
    caseId = await site.file()
    const { children } = await site.take('officer', caseId, 'preserve', { reason: '证据可能灭失', urgent: true })
    track = children[0]?.id ?? ''
    // The ninety days of the case are nearly over: a digest of reminders, and the calendar has its day.
    site.setDay('2026-05-28')
    await remindEverybody(site.world.inService)
  })
  after(() => site.close())
  const real = (path: string) =>
    path
      .replace('LEAD', lead)
      .replace('CASE', caseId)
      .replace('TRACK', track)
      .replace('PERSON', site.world.people.officer.id)
      .replace('COUNTY', site.world.orgs.get('county') ?? '')

  for (const [who, paths] of pages) {
    test(`of the ${who} has no serious fault and one heading, at 1440 and at 390 px, and does not scroll sideways`, async () => {
      const page = await site.as(who, '/me?watermark=off')
      await settled(page)
      for (const path of paths) {
        await go(page, real(path))
        await isSound(page, path)
      }
    })
  }

  test('to sign in has no serious fault', async () => {
    const page = await site.visitor('/sign-in')
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
    await isSound(page, '/sign-in')
  })

  test('is worked by keyboard: Tab past the menu to the main act, Ctrl K to search, ? for the keys, Esc to close', async () => {
    const page = await site.as('unitHead', `/leads/${lead}`)
    await page.getByRole('button', { name: '分派核查' }).waitFor()
    const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""')
    // Past the menu by the link that stands before it.
    await page.keyboard.press('Tab')
    assert.equal(await focused(), '跳到主要内容')
    await page.keyboard.press('Enter')
    let presses = 0
    while ((await focused()) !== '分派核查' && presses < 20) {
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
