import { after, before, beforeEach } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { violations, wcag } from './axe.ts'
import { desktop, openBrowser, openPage, type Watched } from './browser.ts'
import { type Answer, type Asked, servePage } from './page.ts'

export const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
/** An officer who is signed in, as the played API tells it. */
export const me = {
  person: { id: id(1), name: '林某甲' },
  duties: [
    {
      id: id(2),
      role: 'officer',
      title: '',
      org: { id: id(3), name: '甲县市场监督管理局', kind: 'county' },
      from: '2024-01-01',
      to: null,
      active: true,
      waiting: 1,
    },
  ],
  mayDo: ['matter.read', 'matter.act'],
  demonstration: true,
  today: '2026-03-10',
}

/** The built page before a played API: what it answers is set by each test, what it was asked is kept. One stage for a file. */
export function openStage() {
  let answer: Answer = () => undefined
  let asked: Asked[] = []
  let browser: Browser
  let server: Awaited<ReturnType<typeof servePage>>
  before(async () => {
    browser = await openBrowser()
    server = await servePage((one) => {
      asked.push(one)
      return one.path === '/session' ? { body: me } : answer(one)
    })
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })
  beforeEach(() => {
    asked = []
  })
  return {
    answers(next: Answer) {
      answer = next
    },
    asked: (): readonly Asked[] => asked,
    async open(path: string, options: BrowserContextOptions = desktop): Promise<Watched> {
      const watched = await openPage(browser, options)
      await watched.page.goto(`${server.address}${path}${path.includes('?') ? '&' : '?'}watermark=off`)
      return watched
    },
  }
}

/** Everything that axe finds, its best practices too: the kit is where a fault would be everybody's. */
export async function faults(page: Page): Promise<string[]> {
  const found = await violations(page, [...wcag, 'best-practice'])
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`)
}

export const sidewaysScroll = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
