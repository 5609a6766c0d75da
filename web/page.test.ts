import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { desktop, openBrowser, openPage, phone } from '#test/browser'
import { type Answer, type Asked, servePage } from '#test/page'
import { faults, id, sidewaysScroll } from '#test/stage'

const duty = (last: number, role: string, org: string, active: boolean, waiting: number) => ({
  id: id(last),
  role,
  title: '',
  org: { id: id(last + 50), name: org, kind: 'county' },
  from: '2024-01-01',
  to: null,
  active,
  waiting,
})
const meAs = (activeDuty: number, name = '林某甲') => ({
  person: { id: id(name === '林某甲' ? 1 : 2), name },
  duties: [
    duty(11, 'officer', '甲县市场监督管理局', activeDuty === 11, 12),
    duty(12, 'presider', '乙市市场监督管理局', activeDuty === 12, 3),
  ],
  mayDo: ['matter.read', 'matter.act'],
  demonstration: true,
  today: '2026-03-10',
})
const account = { account: 'officer', password: 'secret', name: '林某甲', org: '甲县市场监督管理局', role: 'officer', hint: '从线索到立案' }
const refused = (status: number, code: string, sentence: string) => ({ status, body: { code, sentence, facts: {}, requestId: 'req-7' } })

/** What the played API answers next; each test sets its own. */
let answer: Answer = () => undefined
let asked: Asked[] = []
let browser: Browser
let server: Awaited<ReturnType<typeof servePage>>

before(async () => {
  browser = await openBrowser()
  server = await servePage((one) => {
    asked.push(one)
    return answer(one)
  })
})
after(async () => {
  await browser?.close()
  await server?.close()
})
beforeEach(() => {
  asked = []
})

type Said = { status?: number; body: unknown }
/** Before anybody signed in there is only the start; what nobody played is not found, as no page may take one answer for another. */
const started = (played: Record<string, () => Said> = {}): Answer => {
  const answers: Record<string, () => Said> = {
    'GET /session/start': () => start,
    'GET /session': () => refused(401, 'signInNeeded', '登录已失效'),
    ...played,
  }
  return ({ path, method }) => answers[`${method} ${path}`]?.()
}
const start = { body: { demonstration: true, accounts: [account], preparing: null, firstUse: false } }
const signedIn = started({ 'GET /session': () => ({ body: meAs(11) }) })

for (const [width, options] of [
  ['1440 px', desktop],
  ['390 px', phone],
] as const) {
  describe(`at ${width}`, () => {
    test('the sign-in page stands, offers the demonstration, and has no fault', async () => {
      answer = started()
      const { page, complaints } = await openPage(browser, options)
      await page.goto(`${server.address}/me/sessions?x=1`)
      await page.getByRole('heading', { name: '闽知' }).waitFor()
      assert.match(page.url(), /\/sign-in\?to=/)
      await page.getByText('演示环境：').waitFor()
      await page.getByRole('button', { name: /从线索到立案/ }).waitFor()
      assert.equal(await sidewaysScroll(page), 0)
      assert.deepEqual(await faults(page), [])
      assert.deepEqual(complaints, [])
    })

    test('a wrong password is refused in the words of the server, with the number to read out', async () => {
      answer = started({ 'POST /session': () => refused(401, 'signInFailed', '账号或密码不正确') })
      const { page } = await openPage(browser, options)
      await page.goto(`${server.address}/sign-in`)
      await page.getByLabel('账号', { exact: true }).fill('officer')
      await page.getByLabel('密码', { exact: true }).fill('wrong')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.getByRole('alert').getByText('账号或密码不正确').waitFor()
      await page.getByText('错误编号：req-7').waitFor()
    })

    test('the shell shows who I am and where my work lies, and has no fault', async () => {
      answer = signedIn
      const { page, complaints } = await openPage(browser, options)
      await page.goto(`${server.address}/me?watermark=off`)
      await page.getByRole('heading', { name: '我的', exact: true }).waitFor()
      await page.getByTitle('12 件待办').waitFor()
      assert.equal(await sidewaysScroll(page), 0)
      assert.deepEqual(await faults(page), [])
      assert.deepEqual(complaints, [])
    })
  })
}

describe('a session that ends over a filled form', () => {
  const played = (again: ReturnType<typeof meAs>): Answer => {
    let ended = true
    return started({
      'GET /session': () => ({ body: meAs(11) }),
      'POST /session': () => {
        ended = false
        return { body: again }
      },
      'POST /session/duty': () => ({ body: meAs(11) }),
      'POST /session/password': () => (ended ? refused(401, 'signInNeeded', '登录已失效') : { body: { changed: true } }),
    })
  }
  const fillAndSend = async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.address}/me/password`)
    await page.getByLabel('当前密码').fill('old password')
    await page.getByLabel('新密码', { exact: true }).fill('a much longer one')
    await page.getByLabel('再次填写新密码').fill('a much longer one')
    await page.getByRole('button', { name: '修改密码' }).click()
    const dialog = page.getByRole('dialog', { name: '登录已失效，请重新登录' })
    await dialog.getByLabel('账号', { exact: true }).fill('officer')
    await dialog.getByLabel('密码', { exact: true }).fill('secret')
    await dialog.getByRole('button', { name: '重新登录并继续' }).click()
    return page
  }
  const sentPasswords = () => asked.filter(({ path }) => path === '/session/password')

  test('asks for the password over it, and then sends the same act with the same key', async () => {
    answer = played(meAs(11))
    const page = await fillAndSend()
    await page.getByText('密码已修改').waitFor()
    const keys = sentPasswords().map(({ headers }) => headers['idempotency-key'])
    assert.equal(keys.length, 2)
    assert.equal(keys[0], keys[1])
  })

  test('goes back into the duty that was active', async () => {
    answer = played(meAs(12))
    const page = await fillAndSend()
    await page.getByText('密码已修改').waitFor()
    assert.deepEqual(
      asked.filter(({ path }) => path === '/session/duty').map(({ body }) => body),
      [{ dutyId: id(11) }],
    )
  })

  test('sends nothing when somebody else signs in at this machine', async () => {
    answer = played(meAs(11, '陈某乙'))
    const page = await fillAndSend()
    await page.waitForURL(`${server.address}/`)
    assert.equal(sentPasswords().length, 1)
  })
})

test('a link from a stranger does not lead out of the platform after signing in', async () => {
  answer = started({ 'POST /session': () => ({ body: meAs(11) }) })
  const { page, complaints } = await openPage(browser)
  await page.goto(`${server.address}/sign-in?to=${encodeURIComponent('//example.org/x')}`)
  await page.getByRole('button', { name: /从线索到立案/ }).click()
  await page.getByText(/今天是 2026-03-10/).waitFor()
  assert.equal(new URL(page.url()).origin, server.address)
  assert.deepEqual(complaints, [])
})

test('a page that does not exist says so and leads back', async () => {
  answer = signedIn
  const { page } = await openPage(browser)
  await page.goto(`${server.address}/nowhere`)
  await page.getByRole('heading', { name: '没有找到这个页面' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: '回到工作台' }).waitFor()
})

test('? lists the keys, but not while somebody types', async () => {
  answer = signedIn
  const { page } = await openPage(browser)
  await page.goto(`${server.address}/me/password`)
  await page.getByLabel('当前密码').press('?')
  assert.equal(await page.getByRole('dialog', { name: '快捷键' }).count(), 0)
  await page.getByRole('heading', { name: '修改密码' }).click()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor()
})

test('a browser that is too old is told in words', async () => {
  answer = started()
  const { page } = await openPage(browser)
  await page.addInitScript('Object.defineProperty(Intl, "DisplayNames", { value: undefined })')
  await page.goto(`${server.address}/sign-in`)
  await page.getByRole('heading', { name: '当前浏览器版本过低，无法打开闽知' }).waitFor()
  assert.equal(await page.locator('#app').isVisible(), false)
})
