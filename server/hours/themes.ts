import { themesOf } from '#contract/hours-rules'
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
