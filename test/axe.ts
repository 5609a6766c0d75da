import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The parts of axe's answer that a test reads. */
export interface Violation {
  id: string
  impact: 'minor' | 'moderate' | 'serious' | 'critical' | null
  nodes: { html: string }[]
}

export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const

/**
 * What axe finds in the page itself, by rules with these tags. Run in the page and asked for violations alone it takes a tenth of a second; the packaged
 * runner, which opens a second page for each look, took six. It does not look into frames: those hold course content that is not ours.
 */
export async function violations(page: Page, tags: readonly string[]): Promise<Violation[]> {
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(axe.source)
  const options = JSON.stringify({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
  return page.evaluate<Violation[]>(`axe.run(document, ${options}).then(({ violations }) => violations)`)
}
