import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { violations, wcag } from './axe.ts'
import { openBrowser } from './browser.ts'

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser?.close())

const page = (body: string) => `<!doctype html><html lang="zh-CN"><title>试页</title><main><h1>标题</h1>${body}</main></html>`

for (const [what, body, found] of [
  ['nothing where nothing is wrong', '<p>正文</p>', []],
  ['ink that is too pale', '<p style="color:#bbb;background:#fff">看不清的字</p>', ['color-contrast']],
  ['a field without a name', '<input>', ['label']],
  ['a picture without words', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', ['image-alt']],
] as const)
  test(`a look at a page finds ${what}`, async () => {
    const tab = await browser.newPage()
    await tab.setContent(page(body))
    for (const _look of ['first', 'second'])
      assert.deepEqual(
        (await violations(tab, wcag)).map(({ id }) => id),
        found,
      )
    await tab.close()
  })
