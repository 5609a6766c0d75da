import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { desktop, phone } from '#test/browser'
import type { Answer } from '#test/page'
import { faults, id, openStage, sidewaysScroll } from '#test/stage'

const lights = ['red', 'yellow', 'green', 'paused']
const rows = Array.from({ length: 20 }, (_, at) => ({
  id: id(100 + at),
  number: `甲市监立〔2026〕${at + 1}号`,
  party: `某第 ${at + 1} 有限公司`,
  state: ['filed', 'noticed', 'decided'][at % 3],
  light: lights[at % 4],
}))

const stage = openStage()
const listAnswer: Answer = ({ path }) => (path === '/trials' ? { body: { rows, total: 10_000, totalIsAtLeast: true } } : undefined)
const lastQuery = () =>
  stage
    .asked()
    .filter(({ path }) => path === '/trials')
    .pop()?.query

describe('a list', () => {
  for (const [width, options] of [
    ['1440 px', desktop],
    ['390 px', phone],
  ] as const) {
    test(`has no fault and no sideways scroll at ${width}`, async () => {
      stage.answers(listAnswer)
      const { page, complaints } = await stage.open('/trials', options)
      await page.getByText('共 10,000+ 条').waitFor()
      await page.getByRole('link', { name: '甲市监立〔2026〕20号' }).waitFor()
      assert.equal(await sidewaysScroll(page), 0)
      assert.deepEqual(await faults(page), [])
      assert.deepEqual(complaints, [])
    })
  }

  test('keeps its filter in the address, through F5 and back', async () => {
    stage.answers(listAnswer)
    const { page } = await stage.open('/trials?page=3')
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
    stage.answers(listAnswer)
    const { page } = await stage.open('/trials')
    await page.getByLabel('选择本页全部').check()
    await page.getByText('已选 20 条').waitFor()
    await page.getByRole('button', { name: '催办（14）' }).waitFor() // six are decided
  })

  test('is walked with j and k and opened with Enter', async () => {
    stage.answers(listAnswer)
    const { page } = await stage.open('/trials')
    await page.getByText('共 10,000+ 条').waitFor()
    for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
    await page.waitForURL(`**/trials/${id(101)}`)
  })

  test('says what to do when it is empty, and something else when only the filter is too narrow', async () => {
    stage.answers(() => ({ body: { rows: [], total: 0, totalIsAtLeast: false } }))
    const { page } = await stage.open('/trials')
    await page.getByText('还没有试件。').waitFor()
    const narrow = await stage.open('/trials?text=x')
    await narrow.page.getByText('没有符合条件的记录').waitFor()
  })

  test('that cannot be read shows the sentence and the number of the request', async () => {
    stage.answers(() => ({ status: 403, body: { code: 'notAllowed', sentence: '当前职务不能查看试件。', facts: {}, requestId: 'req-9' } }))
    const { page } = await stage.open('/trials')
    await page.getByRole('alert').getByText('当前职务不能查看试件。').waitFor()
    await page.getByText('错误编号：req-9').waitFor()
  })
})

test('a page that this duty may not open is in no menu, and says so when its address is typed', async () => {
  stage.answers(() => undefined)
  const { page } = await stage.open('/audit')
  await page.getByRole('heading', { name: '当前职务不能打开“审计台账”' }).waitFor()
  assert.equal(await page.getByRole('navigation', { name: '主菜单' }).getByText('审计台账').count(), 0)
})
