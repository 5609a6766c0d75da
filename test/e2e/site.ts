import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { z } from 'zod'
import type { LeadDraft } from '#contract/case-drafts'
import { casesApi } from '#contract/cases'
import { type MatterView, matterApi } from '#contract/matter'
import type { Config } from '#kernel/config'
import { startWorker } from '#kernel/jobs'
import type { ProcessRoom } from '#kernel/matter'
import { hashPassword } from '#people'
import { allJobs } from '#rooms'
import { desktop, openBrowser, openPage } from '#test/browser'
import { aLead } from '#test/case-world'
import { openWorld, type PersonKey, type World } from '#test/world'

/** The whole house: the real server on a port of its own, with the built page, its worker, a browser, and a day that the test sets. */
export interface Site {
  world: World
  address: string
  setDay(day: string): void
  /** A page of somebody who is signed in already, at `path`. */
  as(who: PersonKey, path: string, options?: BrowserContextOptions): Promise<Page>
  /** A page of nobody. */
  visitor(path: string, options?: BrowserContextOptions): Promise<Page>
  /** Through the API: the parts of a story that a journey is not about. */
  register(who: PersonKey, draft?: Partial<z.input<typeof LeadDraft>>): Promise<string>
  /** A lead that was assigned, proposed and approved: the id of its case, with two officers. */
  file(draft?: Partial<z.input<typeof LeadDraft>>): Promise<string>
  read(who: PersonKey, id: string): Promise<MatterView>
  take(who: PersonKey, id: string, step: string, input?: Record<string, unknown>): Promise<MatterView>
  /** Issues papers behind the front door: drawing one up in the page is a journey of its own. */
  issue(id: string, ...kinds: string[]): Promise<void>
  close(): Promise<void>
}

/** The tests of a story build on each other: after one has failed, the rest would only wait for what does not come. */
export function inOrder(): void {
  let isBroken = false
  beforeEach(() => assert.ok(!isBroken, 'an earlier part of this story failed'))
  afterEach((test) => {
    isBroken ||= 'passed' in test && !test.passed
  })
}

export const password = 'Right-horse-7-battery'

const page = pathToFileURL(join(import.meta.dirname, '../../web/dist/'))

export async function openSite(
  today: string,
  more: { processes?: readonly ProcessRoom[]; config?: Partial<Config>; office?: true } = {},
): Promise<Site> {
  const world = await openWorld(today, { page, ...more })
  let day = today
  const worker = await startWorker(world.house, world.clone.databases.worker, allJobs, () => new Date(`${day}T10:00:00+08:00`))
  const secret = await hashPassword(password)
  await world.sql.query('insert into person_secret (person_id, password_hash) select id, $1 from person', [secret])
  await world.app.listen({ host: '127.0.0.1', port: more.config?.port ?? 0 })
  const { port } = world.app.server.address() as AddressInfo // it listens on a port, not on a pipe
  const address = `http://127.0.0.1:${port}`
  const browser = await openBrowser()
  const seen: string[][] = []
  const visitor = async (path: string, options: BrowserContextOptions = desktop, token?: string) => {
    const { page: opened, complaints } = await openPage(browser, options)
    seen.push(complaints)
    if (token) await opened.context().addCookies([{ name: 'sid', value: token, url: address }])
    await opened.goto(address + path)
    return opened
  }
  return {
    world,
    address,
    setDay(next) {
      day = next
      world.setDay(next)
    },
    as: (who, path, options) => visitor(path, options, world.people[who].token),
    visitor,
    ...walkIn(world, () => day),
    async close() {
      await leaveScreenshots(browser)
      await browser.close()
      await worker.stop()
      await world.close()
      // What no user should meet fails the file, whichever test met it.
      assert.deepEqual(seen.flat(), [])
    },
  }
}

/** For who looks into a failure: `E2E_SCREENSHOTS=<folder>` leaves what every open page showed last. */
async function leaveScreenshots(browser: Browser): Promise<void> {
  const folder = process.env.E2E_SCREENSHOTS
  if (!folder) return
  const pages = browser.contexts().flatMap((context) => context.pages())
  await Promise.all(
    pages.map((one, at) =>
      one.screenshot({ path: join(folder, `${process.pid}-${at}.png`), fullPage: true, timeout: 5_000 }).catch(() => undefined),
    ),
  )
}

function walkIn(world: World, today: () => string): Pick<Site, 'register' | 'file' | 'read' | 'take' | 'issue'> {
  const read = (who: PersonKey, id: string) => world.as(who, matterApi).read({ params: { matterId: id as never } }) // an id of this world
  const walk: ReturnType<typeof walkIn> = {
    register: async (who, draft = {}) => (await world.as(who, casesApi).registerLead({ body: { ...aLead, ...draft } })).id,
    async file(draft = {}) {
      const officers = [world.people.officer.id, world.people.officer2.id]
      const lead = await walk.register('officer', { foundOn: today(), ...draft })
      await walk.take('unitHead', lead, 'assign', { officers })
      await walk.take('officer', lead, 'proposeFiling', {
        violationCode: 'TM-103',
        conductFrom: '2026-01-10',
        conductTo: '2026-03-03',
        findings: '现场发现侵权商品',
      })
      await walk.issue(lead, 'filingApproval')
      await walk.take('deputyHead', lead, 'approveFiling')
      const id = String((await world.as('officer', casesApi).lead({ params: { matterId: lead as never } })).caseId)
      await walk.take('unitHead', id, 'assignOfficers', { officers })
      return id
    },
    read,
    async take(who, id, step, input = {}) {
      const { version } = await read(who, id)
      return world.as(who, matterApi).take({ params: { matterId: id as never, step }, body: { happenedOn: today(), input }, version })
    },
    async issue(id, ...kinds) {
      for (const kind of kinds) {
        await world.sql.query(
          `insert into paper (id, matter_id, kind, title, state, org_id, org_at, issued_on, issued_by, issued_as)
           select $1, id, $2, $2, 'issued', owner_org_id, 0, $3, '测试', '测试' from matter where id = $4`,
          [randomUUID(), kind, today(), id],
        )
      }
    },
  }
  return walk
}
