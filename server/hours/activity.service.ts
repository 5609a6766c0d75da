import { type ActivityCredit, type ActivityCreditDraft, activitiesApi, type LearnedVerb } from '#contract/hours-activities'
import { formsOf, subjectsOf } from '#contract/hours-rules'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { settingsOf } from './settings.ts'
import { demandTheme } from './themes.ts'

export async function listActivities(ctx: Ctx): Promise<ActivityCredit[]> {
  const rows = await ctx.tx.selectFrom('activity_credit').selectAll().orderBy('client').orderBy('title').execute()
  return rows.map(({ id, client, activity, title, verbs, form, subject, theme, hours, active, home_page, by_name }) => ({
    id,
    client,
    activity,
    title,
    verbs: verbs as LearnedVerb[], // written by `keepActivity` through the contract's schema
    form,
    subject,
    theme,
    hours,
    active,
    homePage: home_page,
    by: by_name,
  }))
}

/** Said again for the same activity it is corrected. What was credited stays; what the store has already is read anew. */
async function keepActivity(ctx: Ctx, draft: ActivityCreditDraft): Promise<ActivityCredit[]> {
  if (ctx.actor.orgKind !== 'province') throw new Problem('notAllowed', { what: '登记活动学时对照', rule: '由省局培训管理人员统一维护' })
  const settings = await settingsOf(ctx)
  const issues = [
    ...(formsOf(settings).some(({ code }) => code === draft.form) ? [] : [{ path: 'form', message: '没有这种培训形式' }]),
    ...(draft.subject === undefined || subjectsOf(settings).some(({ code }) => code === draft.subject)
      ? []
      : [{ path: 'subject', message: '没有这个科目' }]),
  ]
  if (issues.length > 0) throw new Problem('invalid', { issues })
  const there = await ctx.tx
    .selectFrom('activity_credit')
    .select('theme')
    .where('client', '=', draft.client)
    .where('activity', '=', draft.activity)
    .executeTakeFirst()
  await demandTheme(ctx, draft.theme, there?.theme)
  const { subject = null, theme = null, homePage, ...rest } = draft
  const row = { ...rest, subject, theme, home_page: homePage, by_name: ctx.actor.name, at: ctx.now }
  await ctx.tx
    .insertInto('activity_credit')
    .values(row)
    .onConflict((conflict) => conflict.columns(['client', 'activity']).doUpdateSet(row))
    .execute()
  await enqueue(ctx.tx, 'hours.statements', { anew: true }, { key: 'statements:anew' })
  return listActivities(ctx)
}

const handlers: Handlers<typeof activitiesApi> = {
  list: (ctx) => listActivities(ctx),
  keep: (ctx, { body }) => keepActivity(ctx, body),
}
export const activityRoutes = routesOf('activities', activitiesApi, handlers)
