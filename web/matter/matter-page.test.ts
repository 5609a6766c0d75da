import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { PersonId, Yuan } from '#contract/common'
import { desktop, phone } from '#test/browser'
import type { Answer } from '#test/page'
import { faults, id, openStage, sidewaysScroll } from '#test/stage'

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
  knows: { terms: true, officers: true },
  steps: [offered('submit', '提交审核'), offered('decide', '作出决定', { open: false, reason: '尚未完成法制审核' })],
  deadlines: [deadline],
  history,
  course: ['立案', '审核', '决定'].map((title, at) => ({ state: String(at), title, now: at === 0, been: at === 0 })),
  children: [],
  watched: false,
})

const stage = openStage()
const steps = () => stage.asked().filter(({ path }) => path.includes('/steps/'))
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
      stage.answers(() => ({ body: matterAt(4, [taken(1, '立案')]) }))
      const { page, complaints } = await stage.open(`/trials/${id(100)}`, options)
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
      stage.answers(() => ({ body: matterAt(4, [taken(1, '立案')]) }))
      const { page } = await stage.open(`/trials/${id(100)}`, options)
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
      stage.answers(refusedTwice())
      const { page, complaints } = await stage.open(`/trials/${id(100)}`, options)
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
    stage.answers(() => ({ body: matterAt(4, [taken(1, '立案')]) }))
    const { page } = await stage.open(`/trials/${id(100)}`)
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
