import { access, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, chromium, type Page, type Route } from 'playwright-core'

const launchTimeout = 30_000
const printTimeout = 30_000
const idleFor = 60_000
const pagesAtOnce = 2

// Never the package's own arguments: they share one process among all pages and switch web security off.
const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const libraryOfNss = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/lib64', '/usr/lib'].map((at) =>
  join(at, 'libnss3.so'),
)

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** CHROMIUM_PATH first (ARM64, Debian's own); else the headless shell from npm, with its libraries where the machine lacks them. */
async function executable(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return chosen
  // Read by @sparticuz/chromium while it is imported: it then unpacks libnss3 as well.
  const hasNss = (await Promise.all(libraryOfNss.map(exists))).includes(true)
  if (!hasNss) process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const shell = await import('@sparticuz/chromium')
  return shell.default.executablePath()
}

let running: Promise<Browser> | undefined
let idle: NodeJS.Timeout | undefined
let busy = 0
const waiting: (() => void)[] = []

async function start(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: await executable(), args: launchArguments, timeout: launchTimeout })
  browser.on('disconnected', () => {
    running = undefined
  })
  return browser
}

function sharedBrowser(): Promise<Browser> {
  running ??= start().catch((error: unknown) => {
    running = undefined
    throw error
  })
  return running
}

/** Ends the shared browser: at shutdown, after a minute without work, and when a page hangs. */
export async function closePdfBrowser(): Promise<void> {
  clearTimeout(idle)
  const browser = running
  running = undefined
  await browser?.then((open) => open.close()).catch(() => undefined)
}

/** Two pages at a time: each costs a process, and a web server has better uses for the memory. */
async function withTurn<T>(work: () => Promise<T>): Promise<T> {
  clearTimeout(idle)
  if (busy >= pagesAtOnce) await new Promise<void>((go) => waiting.push(go))
  else busy += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else busy -= 1
    if (busy === 0) idle = setTimeout(closePdfBrowser, idleFor).unref()
  }
}

const require = createRequire(import.meta.url)
const host = 'http://paper.invalid'
const fontPackages = ['noto-serif-sc', 'noto-sans-sc']
const fontLinks = fontPackages.map((name) => `<link rel="stylesheet" href="${host}/${name}/index.css">`).join('')
const fontFile = /^\/(?<name>noto-(?:serif|sans)-sc)\/(?<file>index\.css|files\/[a-z0-9[\]-]+\.woff2)$/u

/** The page has no network: it gets its own text and our font files, and nothing else answers. */
export function answerTo(address: string): 'page' | { name: string; file: string } | undefined {
  const url = URL.parse(address)
  if (url?.origin !== host) return undefined
  if (url.pathname === '/') return 'page'
  const { name, file } = fontFile.exec(url.pathname)?.groups ?? {}
  return name && file ? { name, file } : undefined
}

async function answer(route: Route, html: string): Promise<void> {
  const found = answerTo(route.request().url())
  if (found === undefined) return route.abort()
  if (found === 'page')
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html.replace('</head>', `${fontLinks}</head>`) })
  const folder = dirname(require.resolve(`@fontsource-variable/${found.name}/package.json`))
  return route.fulfill({
    contentType: found.file.endsWith('.css') ? 'text/css' : 'font/woff2',
    body: await readFile(join(folder, found.file)),
  })
}

async function print(page: Page, html: string): Promise<Buffer> {
  await page.route('**/*', (route) => answer(route, html))
  await page.goto(`${host}/`, { waitUntil: 'networkidle', timeout: printTimeout })
  return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: false })
}

/** Nothing that hangs may hold a turn: after the time, the whole browser goes and the next print starts another. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      void closePdfBrowser()
      reject(new Error(`the PDF was not printed within ${printTimeout} ms`))
    }, printTimeout)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Prints a page that `renderHtml` made. JavaScript is off and nothing is fetched. */
export const renderPdf = (html: string): Promise<Buffer> =>
  withTurn(async () => {
    const browser = await sharedBrowser()
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
    try {
      return await inTime(context.newPage().then((page) => print(page, html)))
    } finally {
      await context.close().catch(() => undefined)
    }
  })
