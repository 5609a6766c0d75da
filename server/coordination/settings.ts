import { CoordinationSettings, defaultCoordinationSettings } from '#contract/coordination-scores'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

/** The settings in force, and whether somebody has set them. What an older version did not know yet has its default. */
export async function keptSettings(ctx: Ctx): Promise<{ settings: CoordinationSettings; changed: boolean }> {
  const row = await ctx.tx.selectFrom('coordination_setting').select('value').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!row) return { settings: defaultCoordinationSettings, changed: false }
  return { settings: CoordinationSettings.parse({ ...defaultCoordinationSettings, ...(row.value as object) }), changed: true } // written below through the same schema
}
export const settingsOf = async (ctx: Ctx): Promise<CoordinationSettings> => (await keptSettings(ctx)).settings

export const maySet = ({ actor }: Ctx) => actor.role === 'coordinator' && actor.orgKind === 'province'

/** One measure for all: kept by the office of the province; row security refuses everybody else too. */
export async function saveSettings(ctx: Ctx, settings: CoordinationSettings, reason: string): Promise<{ saved: boolean }> {
  if (!maySet(ctx)) throw new Problem('notAllowed', { what: '修改协作评价设置', rule: '由省领导小组办公室统一维护' })
  await ctx.tx
    .insertInto('coordination_setting')
    .values({ value: JSON.stringify(settings), reason, by_person_id: ctx.actor.personId, by_name: ctx.actor.name })
    .execute()
  return { saved: true }
}
