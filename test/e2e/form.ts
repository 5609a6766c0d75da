import type { Locator, Page } from 'playwright-core'

/** The controls of the kit's forms, found as a person finds them: by their labels. */

export const write = (at: Page | Locator, label: string, text: string) => at.getByLabel(label, { exact: true }).first().fill(text)

/** A question with its answers: the label is the group's, not a single control's. */
const item = (at: Locator, label: string) =>
  at
    .locator('.ant-form-item')
    .filter({ has: at.page().locator(`label[title="${label}"]`) })
    .last()

/** A list that can be searched: type, then take the line that shows the text. */
export async function choose(at: Locator, label: string, text: string, shown = text): Promise<void> {
  const field = item(at, label).getByRole('combobox').first()
  await field.click()
  await field.fill(text)
  await at.page().locator('.ant-select-item-option').filter({ hasText: shown }).first().click()
  // A list of one choice closes by itself, if not at once; Escape would then close the drawer. One of several choices stays open.
  const isMultiple = (await item(at, label).locator('.ant-select-multiple').count()) > 0
  if (isMultiple) await field.press('Escape')
}

/** A day is typed as it is read: 2026-03-03. */
export async function setDay(at: Locator, label: string, day: string): Promise<void> {
  const field = at.getByLabel(label, { exact: true }).first()
  await field.fill(day)
  await field.press('Enter')
}

/** One of the answers that lie open below their question. */
export const pick = (at: Locator, label: string, answer: string) =>
  item(at, label).getByRole('radio', { name: answer, exact: true }).check()

/** 办理: opens the form of a step, fills it in, sends it, and waits for the word that it was done. */
export async function takeStep(page: Page, title: string, fill: (form: Locator) => Promise<void> = async () => undefined): Promise<void> {
  const form = await openStep(page, title)
  await fill(form)
  await form.getByRole('button', { name: title, exact: true }).click()
  await page.getByText(`已办理：${title}。`).first().waitFor()
  await form.waitFor({ state: 'hidden' })
}

export async function openStep(page: Page, title: string): Promise<Locator> {
  await page.getByRole('region', { name: '当前状态与下一步' }).getByRole('button', { name: title, exact: true }).first().click()
  return page.getByRole('dialog', { name: title, exact: true })
}

/** Draws up a paper in the page: what the matter knows stands in it already; `fill` adds the rest. */
export async function issuePaper(page: Page, title: string, fill: (form: Locator) => Promise<void> = async () => undefined): Promise<void> {
  await page.getByRole('tab', { name: '文书' }).click()
  const tab = page.getByRole('tabpanel', { name: '文书' })
  const needed = tab.getByRole('listitem').filter({ hasText: `《${title}》` })
  await needed.getByRole('button', { name: /制作|继续填写/u }).click()
  const drawer = page.getByRole('dialog').last()
  await drawer.getByRole('complementary', { name: '要素检查与制发' }).waitFor()
  await fill(drawer)
  await drawer.getByText('要素齐全，可以制发').waitFor()
  await drawer.getByRole('button', { name: '制发', exact: true }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '制发', exact: true }).click()
  await drawer.getByRole('button', { name: '作废这份文书' }).waitFor()
  await drawer.getByRole('button', { name: '关闭', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** 直接送达 of the paper that was last given to be served: in the page of its track, with its receipt. */
export async function serveInPerson(page: Page, receipt: (form: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: /送达/u }).last().click()
  await page.getByRole('heading', { name: /送达/u }).waitFor()
  await issuePaper(page, '送达回证', receipt)
  await takeStep(page, '直接送达', async (form) => {
    await write(form, '收件人', '店主')
    await write(form, '送达地点', '店内')
  })
}

/** People are found by name; each is taken from the list by a click. */
export async function choosePeople(at: Locator, label: string, ...names: string[]): Promise<void> {
  for (const name of names) await choose(at, label, name)
}

/** The tree of units is searched by name, too. */
export const pickUnit = (at: Locator, label: string, name: string) => choose(at, label, name)
