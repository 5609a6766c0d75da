import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { PersonId, Yuan } from '#contract/common'
import { desktop, openBrowser, openPage, phone } from '#test/browser'
import { type Answer, type Asked, servePage } from '#test/page'

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const me = {
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
const lights = ['red', 'yellow', 'green', 'paused']
const rows = Array.from({ length: 20 }, (_, at) => ({
  id: id(100 + at),
  number: `甲市监立〔2026〕${at + 1}号`,
  party: `某第 ${at + 1} 有限公司`,
  state: ['filed', 'noticed', 'decided'][at % 3],
  light: lights[at % 4],
}))

const form = z.toJSONSchema(
  z.strictObject({
    handlers: z.array(PersonId).min(1).meta({ title: '承办人', widget: 'personPicker' }),
    reason: z.string().min(1).max(2000).meta({ title: '立案理由', widget: 'textarea' }),
    gains: Yuan.nullable().meta({ title: '违法所得' }),
    goods: z
      .array(
        z.strictObject({
          name: z.string().meta({ title: '名称' }),
          count: z.int().min(1).meta({ title: '数量' }),
          worth: Yuan.meta({ title: '货值' }),
        }),
      )
      .min(1)
      .meta({ title: '涉案物品' }),
    mitigation: z
      .strictObject({ why: z.string().meta({ title: '减轻理由' }) })
      .optional()
      .meta({ title: '有减轻情形' }),
  }),
  { io: 'input' },
)
const offered = (name: string, title: string, more = {}) => ({
  name,
  title,
  basis: '程序规定第十八条',
  open: true,
  reason: null,
  warnings: [],
  form,
  kind: 'move',
  danger: false,
  ...more,
})
const taken = (at: number, title: string) => ({
  id: String(at),
  step: 'x',
  title,
  from: 'a',
  to: 'b',
  happenedOn: '2026-03-03',
  recordedAt: '2026-03-09T02:00:00Z',
  late: true,
  by: { person: '林某甲', role: 'officer', org: '甲县市场监督管理局' },
  input: {},
})
const deadline = {
  name: 'decision',
  title: '办案期限',
  limitId: 'CASE-TERM',
  kind: 'deadline',
  unit: 'day',
  basis: '程序规定第六十四条',
  begun: '2026-03-03',
  due: '2026-06-01',
  dueAt: null,
  paused: false,
  provisional: true,
  disputed: true,
  verified: false,
  fromVerified: true,
  rollOverMark: null,
  light: 'yellow',
  remaining: 12,
  remainingUnit: 'day',
  extensions: 0,
  arithmetic: [
    { kind: 'begun', text: '2026-03-03 立案，次日起算', day: '2026-03-03' },
    { kind: 'end', text: '第 90 日为 2026-06-01', day: '2026-06-01' },
  ],
  intervals: [],
  note: null,
}
const matterAt = (version: number, history: readonly unknown[]) => ({
  id: id(100),
  process: 'penalty',
  processTitle: '行政处罚普通程序',
  lawOf: '2026-03-03',
  number: '甲市监立〔2026〕1号',
  title: '某有限公司涉嫌销售侵权商品案',
  state: 'filed',
  stateTitle: '已立案',
  version,
  openedOn: '2026-03-03',
  closed: false,
  owner: { id: id(3), name: '甲县市场监督管理局' },
  handling: { id: id(3), name: '甲县市场监督管理局' },
  parentId: null,
  assignees: [],
  steps: [offered('submit', '提交审核'), offered('decide', '作出决定', { open: false, reason: '尚未完成法制审核' })],
  deadlines: [deadline],
  history,
  course: ['立案', '审核', '决定'].map((title, at) => ({ state: String(at), title, now: at === 0, been: at === 0 })),
  children: [],
  watched: false,
})

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

const faults = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`)
}
const sidewaysScroll = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
const open = async (path: string, options = desktop) => {
  const watched = await openPage(browser, options)
  await watched.page.goto(`${server.address}${path}${path.includes('?') ? '&' : '?'}watermark=off`)
  return watched
}

const listAnswer: Answer = ({ path }) => (path === '/trials' ? { body: { rows, total: 10_000, totalIsAtLeast: true } } : undefined)
const lastQuery = () => asked.filter(({ path }) => path === '/trials').pop()?.query

describe('a list', () => {
  for (const [width, options] of [
    ['1440 px', desktop],
    ['390 px', phone],
  ] as const) {
    test(`has no fault and no sideways scroll at ${width}`, async () => {
      answer = listAnswer
      const { page, complaints } = await open('/trials', options)
      await page.getByText('共 10,000+ 条').waitFor()
      await page.getByRole('link', { name: '甲市监立〔2026〕20号' }).waitFor()
      assert.equal(await sidewaysScroll(page), 0)
      assert.deepEqual(await faults(page), [])
      assert.deepEqual(complaints, [])
    })
  }

  test('keeps its filter in the address, through F5 and back', async () => {
    answer = listAnswer
    const { page } = await open('/trials?page=3')
    await page.getByLabel('案号、当事人', { exact: true }).fill('0012')
    await page.getByRole('button', { name: '查询' }).click()
    await page.waitForURL(/text=0012/)
    assert.doesNotMatch(page.url(), /page=3/) // another filter begins at its first page
    await page.reload()
    await page.getByText('共 10,000+ 条').waitFor()
    assert.match(lastQuery() ?? '', /text=0012/)
    assert.equal(await page.getByLabel('案号、当事人', { exact: true }).inputValue(), '0012')
    await page.goBack()
    await page.waitForURL(/page=3/)
    assert.equal(await page.getByLabel('案号、当事人', { exact: true }).inputValue(), '')
  })

  test('says what cannot be done with the rows that were chosen', async () => {
    answer = listAnswer
    const { page } = await open('/trials')
    await page.getByLabel('选择本页全部').check()
    await page.getByText('已选 20 条').waitFor()
    await page.getByRole('button', { name: '催办（14）' }).waitFor() // six are decided
  })

  test('is walked with j and k and opened with Enter', async () => {
    answer = listAnswer
    const { page } = await open('/trials')
    await page.getByText('共 10,000+ 条').waitFor()
    for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
    await page.waitForURL(`**/trials/${id(101)}`)
  })

  test('says what to do when it is empty, and something else when only the filter is too narrow', async () => {
    answer = () => ({ body: { rows: [], total: 0, totalIsAtLeast: false } })
    const { page } = await open('/trials')
    await page.getByText('还没有试件。').waitFor()
    const narrow = await open('/trials?text=x')
    await narrow.page.getByText('没有符合条件的记录').waitFor()
  })

  test('that cannot be read shows the sentence and the number of the request', async () => {
    answer = () => ({ status: 403, body: { code: 'notAllowed', sentence: '当前职务不能查看试件。', facts: {}, requestId: 'req-9' } })
    const { page } = await open('/trials')
    await page.getByRole('alert').getByText('当前职务不能查看试件。').waitFor()
    await page.getByText('错误编号：req-9').waitFor()
  })
})

test('a page that this duty may not open is in no menu, and says so when its address is typed', async () => {
  answer = () => undefined
  const { page } = await open('/audit')
  await page.getByRole('heading', { name: '当前职务不能打开“审计台账”' }).waitFor()
  assert.equal(await page.getByRole('navigation', { name: '主菜单' }).getByText('审计台账').count(), 0)
})

const steps = () => asked.filter(({ path }) => path.includes('/steps/'))
const invalid = {
  status: 422,
  body: {
    code: 'invalid',
    sentence: '填写的内容有 1 处不符合要求。',
    facts: {},
    issues: [{ path: 'input.goods.0.worth', message: '货值过高' }],
    requestId: 'r',
  },
}
const stale = { status: 412, body: { code: 'stale', sentence: '该内容刚刚被他人更新。', facts: {}, requestId: 'r' } }

/** First refused for its content, then because somebody was quicker, then taken. */
const refusedTwice = (): Answer => {
  let version = 4
  const history = [taken(1, '立案')]
  const turns = [
    () => invalid,
    () => {
      version = 5
      history.push(taken(2, '现场笔录'))
      return stale
    },
    () => ({ body: matterAt(6, history) }),
  ]
  return ({ path }) => (path.includes('/steps/') ? turns[steps().length - 1]?.() : { body: matterAt(version, history) })
}

const paste = (text: string) => `(() => {
  const data = new DataTransfer()
  data.setData('text/plain', ${JSON.stringify(text)})
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
})()`

const fill = async (page: Page) => {
  await page.getByRole('button', { name: '提交审核' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('承办人').click()
  await page.keyboard.type('陈')
  await page.locator('.ant-select-dropdown').getByText('执法证 00000001').click()
  await dialog.getByLabel('立案理由').fill('涉嫌销售侵犯注册商标专用权的商品')
  await dialog.getByText('没有或者无法计算').click()
  await dialog.getByRole('button', { name: '从 Excel 粘贴' }).click()
  await page.evaluate(paste('名称\t数量\t货值\n标牌\t10\t1,200.50'))
  return dialog
}
const written = {
  happenedOn: '2026-03-10',
  input: { handlers: ['p1'], reason: '涉嫌销售侵犯注册商标专用权的商品', gains: null, goods: [{ name: '标牌', count: 10, worth: 1200.5 }] },
}

for (const [width, options] of [
  ['1440 px', desktop],
  ['390 px', phone],
] as const) {
  describe(`the page of a matter at ${width}`, () => {
    test('says what now and until when, with the marks of the rule and the reason of what is closed', async () => {
      answer = () => ({ body: matterAt(4, [taken(1, '立案')]) })
      const { page, complaints } = await open(`/trials/${id(100)}`, options)
      await page.getByRole('heading', { name: '某有限公司涉嫌销售侵权商品案' }).waitFor()
      for (const mark of ['暂定', '未核实', '有争议', '剩 12 天']) await page.getByText(mark).first().waitFor()
      await page.getByText('暂时不能办理的步骤（1）').click()
      await page.getByText('尚未完成法制审核').waitFor()
      assert.equal(await page.getByRole('button', { name: '作出决定' }).isDisabled(), true)
      await page.getByText('查看计算过程').click()
      await page.getByText('第 90 日为 2026-06-01').waitFor()
      assert.equal(await sidewaysScroll(page), 0)
      assert.deepEqual(await faults(page), [])
      assert.deepEqual(complaints, [])
    })

    test('names every missing answer on top, leads to its field, and sends nothing', async () => {
      answer = () => ({ body: matterAt(4, [taken(1, '立案')]) })
      const { page } = await open(`/trials/${id(100)}`, options)
      await page.getByRole('button', { name: '提交审核' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: '提交审核' }).click()
      await dialog.getByText('有 6 处需要修改').waitFor()
      await dialog.getByRole('link', { name: '涉案物品第 1 行：请填写数量' }).click()
      assert.equal(await dialog.getByLabel('数量').evaluate((field) => field === document.activeElement), true)
      assert.deepEqual(await faults(page), [])
      assert.equal(steps().length, 0)
    })

    test('keeps what was written through a refusal and a colleague who was quicker', async () => {
      answer = refusedTwice()
      const { page, complaints } = await open(`/trials/${id(100)}`, options)
      const dialog = await fill(page)
      await dialog.getByRole('button', { name: '提交审核' }).click()
      await dialog.getByRole('link', { name: '涉案物品第 1 行：货值过高' }).waitFor()
      await dialog.getByRole('button', { name: '提交审核' }).click()
      await dialog.getByText('刚刚被他人更新').waitFor()
      await dialog.getByText('现场笔录').waitFor()
      await dialog.getByRole('button', { name: '提交审核' }).click()
      await page.getByText('已办理：提交审核。').waitFor()
      assert.deepEqual(
        steps().map(({ body, headers }) => [body, headers['if-match']]),
        [
          [written, '"4"'],
          [written, '"4"'],
          [written, '"5"'],
        ],
      )
      assert.deepEqual(complaints, [])
    })
  })
}

describe('a draft', () => {
  const begin = async () => {
    answer = () => ({ body: matterAt(4, [taken(1, '立案')]) })
    const { page } = await open(`/trials/${id(100)}`)
    await fill(page)
    // The page's own policy refuses the polling that Playwright would do inside it.
    while (!(await page.evaluate(() => Object.keys(localStorage).some((name) => name.startsWith('minzhi.draft:')))))
      await page.waitForTimeout(100)
    return page
  }

  test('survives a closed browser', async () => {
    const page = await begin()
    await page.reload()
    await page.getByRole('button', { name: '提交审核' }).click()
    await page.getByText(/已恢复 .* 未提交的草稿/).waitFor()
    assert.equal(await page.getByRole('dialog').getByLabel('立案理由').inputValue(), '涉嫌销售侵犯注册商标专用权的商品')
  })

  test('is gone from the machine after signing out', async () => {
    const page = await begin()
    await page.reload()
    await page.getByRole('button', { name: /林某甲/ }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByRole('button', { name: '退出', exact: true }).click()
    await page.waitForURL('**/sign-in')
    assert.equal(await page.evaluate(() => /draft|陈某丙|涉嫌/.test(JSON.stringify(localStorage))), false)
  })
})
