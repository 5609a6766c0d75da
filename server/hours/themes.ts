import { sql } from 'kysely'
import { type HoursSettings, themesOf } from '#contract/hours-rules'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { settingsOf } from './settings.ts'

/** 专题: one of the list and not ended. What stands already (`kept`) may have been ended since. */
export async function demandTheme(ctx: Ctx, theme: string | null | undefined, kept?: string | null): Promise<void> {
  if (!theme || theme === kept) return
  const settings = await settingsOf(ctx)
  if (themesOf(settings).includes(theme)) return
  const isEnded = settings.themes.some(({ title }) => title === theme)
  throw new Problem('invalid', {
    issues: [{ path: 'theme', message: isEnded ? `专题“${theme}”已经停用，请改选` : `没有专题“${theme}”，请从列表选择` }],
  })
}

/** A theme by which something is filed is ended (停用), never taken away: what was filed by it would have a name that nobody knows. */
export async function refuseLostThemes(ctx: Ctx, before: HoursSettings, after: HoursSettings): Promise<void> {
  const lost = before.themes.map(({ title }) => title).filter((title) => !after.themes.some((one) => one.title === title))
  const { rows } = await sql<{ theme: string }>`select authority.themes_used(${lost}::text[]) theme`.execute(ctx.tx)
  if (rows.length === 0) return
  const names = rows.map(({ theme }) => `“${theme}”`).join('、')
  throw new Problem('invalid', {
    issues: [{ path: 'settings.themes', message: `专题${names}已经在用，不能删除或者改名；不再使用的，请勾选“已停用”` }],
  })
}
