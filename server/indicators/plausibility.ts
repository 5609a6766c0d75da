import type { Plausibility } from '#contract/indicators-catalogue'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { usualPlausibility } from './outside.rules.ts'

const newest = (ctx: Ctx, series: string) =>
  ctx.tx
    .selectFrom('indicator_plausibility')
    .select(['min', 'max', 'change'])
    .where('series', '=', series)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** 合理范围 in force: the office's, or the system's own until it has set one. */
export async function plausibilityOf(ctx: Ctx, series: { id: string; unit: string }): Promise<Plausibility> {
  return (await newest(ctx, series.id)) ?? usualPlausibility(series)
}

export const isPlausibilityChanged = async (ctx: Ctx, series: string) => (await newest(ctx, series)) !== undefined

export const mayKeepRules = (ctx: Ctx) => ctx.actor.role === 'coordinator' && ctx.actor.orgKind === 'province'

/** It holds for every unit, so the office of the province keeps it; row security refuses everybody else too. */
export async function keepPlausibility(ctx: Ctx, series: string, { min, max, change, reason }: Plausibility & { reason: string }) {
  if (!mayKeepRules(ctx)) throw new Problem('notAllowed', { what: '设定合理范围', rule: '由省级综合协调人员统一维护' })
  if (min !== null && max !== null && min > max) throw new Problem('invalid', { issues: [{ path: 'max', message: '上限不能小于下限' }] })
  await ctx.tx
    .insertInto('indicator_plausibility')
    .values({ series, min, max, change, reason, by_person_id: ctx.actor.personId, by_name: ctx.actor.name, at: ctx.now })
    .execute()
}
