import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { violations, wcag } from '#test/axe'
import { desktop, phone } from '#test/browser'

async function seriousFaults(page: Page): Promise<string[]> {
  const found = await violations(page, wcag)
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`)
}

/** Read, drawn, and nothing on its way. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('.ant-skeleton, [aria-busy=true], .ant-spin-spinning').first().waitFor({ state: 'detached' })
}

/** What is shown has no serious fault and does not scroll sideways, at the width of a desk and of a phone. Ids and codes of machines are nobody's words. */
export async function isSound(page: Page, where: string): Promise<void> {
  for (const { viewport } of [desktop, phone]) {
    if (viewport) await page.setViewportSize(viewport)
    const at = `${where} at ${viewport?.width} px`
    try {
      await look(page, at)
    } catch {
      // A page whose code was still being fetched when its link was followed takes the place of the one before in the middle of the look. A fault is still there then.
      await page.waitForTimeout(1500)
      await look(page, at)
    }
  }
}

async function look(page: Page, at: string): Promise<void> {
  await settled(page)
  assert.deepEqual(await seriousFaults(page), [], at)
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(beyond, 0, `${at} is ${beyond} px too wide`)
  assert.equal(await page.getByRole('main').getByRole('heading', { level: 1 }).count(), 1, at)
  assert.doesNotMatch(await page.locator('body').innerText(), /[0-9a-f]{8}-[0-9a-f]{4}-|undefined|\bnull\b|\[object|NaN/u, at)
}
