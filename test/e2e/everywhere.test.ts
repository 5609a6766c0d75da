import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { supervisionApi } from '#contract/supervision'
import { remindEverybody } from '#inbox'
import { classWalk } from '#test/class-world'
import { coordinationWalk } from '#test/coordination-world'
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
      '/training/mine',
      '/training/classes/CLASS',
      '/my-hours',
      '/courses',
      '/my-exams',
      '/lectures',
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
    [
      '/paper-templates',
      '/people',
      '/people/PERSON',
      '/orgs/COUNTY',
      '/orgs?day=2020-01-01',
      '/rosters',
      '/holidays',
      '/figure-checks',
      '/record-clients',
    ],
  ],
  ['securityAdmin', ['/duties', '/people/PERSON']],
  ['auditAdmin', ['/ledger']],
  [
    'office',
    [
      '/',
      '/boards/screen',
      '/supervision',
      '/supervision/board',
      '/supervision/new',
      '/supervision/import',
      '/supervision/lights',
      '/supervision/TASK',
      '/clauses/imports',
      '/meetings',
      '/meetings/new',
      '/meetings/bodies',
      '/requests/scores',
      '/exchange/returns',
      '/exchange/items',
      '/exchange/ranking',
      '/exchange/reports',
      '/indicators',
      '/indicators/outside',
      '/indicators/outside/imports',
      '/indicators/CR-01',
      '/indicators/cases.filed',
    ],
  ],
  ['protectionHead', ['/', '/supervision/TASK']],
  ['countyCoordinator', ['/requests', '/requests/new', '/me']],
  [
    'provinceTrainer',
    [
      '/training/classes',
      '/training/classes/new',
      '/training/classes/CLASS',
      '/training/classes/CLASS?tab=places',
      '/training/classes/CLASS?tab=attendance',
      '/training/plans',
      '/training/places',
      '/training/places/import',
      '/hours',
      '/hours/coverage',
      '/hours/monthly',
      '/hours/records',
      '/hours/rules',
      '/hours/national-imports',
      '/course-keeping',
      '/exams',
      '/lecture-imports',
    ],
  ],
  ['examiner', ['/questions', '/questions/new', '/questions/import', '/exam-papers', '/marking']],
]

const aTask = {
  title: '开展地理标志保护检查',
  keyTask: '加强地理标志保护',
  measure: '对辖区地理标志专用标志使用人开展一次检查，形成检查报告',
  source: 'instruction',
  sourceText: '局主要负责人批示',
  target: { kind: 'reported' },
  dueOn: '2026-06-30',
} as const

/** As a click on a link does: the page stays, and a whole reload each time would take most of the minute. */
const go = (page: Page, path: string) =>
  page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)

describe('every page', () => {
  let site: Site
  let lead: string
  let caseId: string
  let track: string
  let made: Record<'CLASS' | 'TASK' | 'REQUEST', string>
  before(async () => {
    site = await openSite('2026-03-03', { office: true })
    lead = await site.register('officer')
    caseId = await site.file()
    const { children } = await site.take('officer', caseId, 'preserve', { reason: '证据可能灭失', urgent: true })
    track = children[0]?.id ?? ''
    const { id: training } = await classWalk(site.world, '2026-03-03', site.setDay).running()
    const together = coordinationWalk(site.world, '2026-03-10', site.setDay)
    const task = await site.world.as('office', supervisionApi).create({ body: { ...aTask, leadOrgId: together.org('protection') } })
    made = { CLASS: training, TASK: task.id, REQUEST: await together.open() }
    await together.take('countyCoordinator', made.REQUEST, 'send')
    // The ninety days of the case are nearly over: a digest of reminders, and the calendar has its day.
    site.setDay('2026-05-28')
    await remindEverybody(site.world.inService)
  })
  after(() => site.close())
  const real = (path: string) =>
    path
      .replace(/CLASS|TASK/u, (key) => made[key as keyof typeof made]) // the pattern's own words
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

  test('of a request below it tells a city that it is there, and leads it nowhere', async () => {
    const page = await site.as('cityCoordinatorB', '/requests')
    await page.getByText('内容由请求双方和请求单位的上级查看').first().waitFor()
    assert.equal(await page.locator(`a[href$="${made.REQUEST}"]`).count(), 0)
    await page.context().close()
  })

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
