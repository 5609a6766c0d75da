import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium as launcher, type Page } from 'playwright-core'

/** Not @sparticuz/chromium's own arguments: they hold --single-process and --disable-web-security, and die with the first closed page. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const libraryFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu', '/lib64']

/** Chromium from npm, unpacked once into the temporary folder; `CHROMIUM_PATH` names another one (ARM64, Debian's). */
async function executable(): Promise<string> {
  const own = process.env.CHROMIUM_PATH
  if (own) return own
  // Told that it runs in a bare container, the package unpacks libnss3 and its kin as well. It reads this at its import.
  if (!libraryFolders.some((folder) => existsSync(`${folder}/libnss3.so`))) process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

/** A browser of its own for a test file; who opens it closes it. */
export async function openBrowser(): Promise<Browser> {
  return launcher.launch({ executablePath: await executable(), args, timeout: 60_000 })
}

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}

export interface Watched {
  page: Page
  /** Errors of the console and of the page, and requests that left this machine: a test wants none. */
  complaints: string[]
}

/** A page that notices what no user should ever meet. Refusals of the API (4xx) are answers, not faults; a line that the test cuts is its own. */
export async function openPage(browser: Browser, options: BrowserContextOptions = desktop): Promise<Watched> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource.*(\b4\d\d\b|ERR_INTERNET_DISCONNECTED)/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (/^https?:$/.test(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost')
      complaints.push(`left this machine: ${request.url()}`)
  })
  return { page, complaints }
}
