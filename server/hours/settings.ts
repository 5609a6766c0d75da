import { sql } from 'kysely'
import { codesOf, defaultSettings, formsOf, HoursSettings, hoursRulesApi, type RulesView, subjectsOf } from '#contract/hours-rules'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { Problem } from '#kernel/problem'
import { hoursRules, otherRules } from './rules.data.ts'

const newest = (ctx: Ctx) =>
  ctx.tx.selectFrom('hours_setting').select(['id', 'value', 'reason', 'by_name', 'at']).orderBy('id', 'desc').limit(1).executeTakeFirst()

/** The configuration in force. What an older one did not know yet has its default. */
export async function settingsOf(ctx: Ctx): Promise<HoursSettings> {
  const row = await newest(ctx)
  return row ? HoursSettings.parse({ ...defaultSettings, ...(row.value as object) }) : defaultSettings // written by `saveRules` through the same schema
}

async function readRules(ctx: Ctx): Promise<RulesView> {
  const row = await newest(ctx)
  const settings = await settingsOf(ctx)
  return {
    rules: [...hoursRules, ...otherRules].map(({ id, title, text, article, mark, note, from, fromMark, fromNote, to }) => ({
      id,
      title,
      text,
      article,
      mark,
      note,
      from,
      fromMark,
      fromNote,
      to,
    })),
    settings,
    changed: row ? { by: row.by_name, at: row.at.toISOString(), reason: row.reason } : null,
    version: Number(row?.id ?? 0),
    forms: formsOf(settings),
    subjects: subjectsOf(settings),
    mayChange: mayChange(ctx),
  }
}

const mayChange = (ctx: Ctx) => holds(ctx.actor, 'training.manage') && ctx.actor.orgKind === 'province'

/** A theme by which something is filed is ended (停用), never taken away: what was filed by it would have a name that nobody knows. */
async function refuseLostThemes(ctx: Ctx, before: HoursSettings, after: HoursSettings): Promise<void> {
  const lost = before.themes.map(({ title }) => title).filter((title) => !after.themes.some((one) => one.title === title))
  const { rows } = await sql<{ theme: string }>`select authority.themes_used(${lost}::text[]) theme`.execute(ctx.tx)
  if (rows.length === 0) return
  const names = rows.map(({ theme }) => `“${theme}”`).join('、')
  throw new Problem('invalid', {
    issues: [{ path: 'settings.themes', message: `专题${names}已经在用，不能删除或者改名；不再使用的，请勾选“已停用”` }],
  })
}

/** Rules hold for the whole province: its training officer keeps them, and row security refuses everybody else too. */
async function saveRules(ctx: Ctx, settings: HoursSettings, reason: string, version: number): Promise<RulesView> {
  if (!mayChange(ctx)) throw new Problem('notAllowed', { what: '修改学时规则', rule: '由省局培训管理人员统一维护' })
  const row = await newest(ctx)
  if (version !== Number(row?.id ?? 0)) throw new Problem('stale', {})
  await refuseLostThemes(ctx, await settingsOf(ctx), settings)
  const forms = codesOf({}, formsOf(settings)).map(({ code }) => code)
  const unknown = [settings.lecture.onsiteForm, settings.lecture.onlineForm].filter((code) => !forms.includes(code))
  if (unknown.length > 0) throw new Problem('invalid', { what: `大讲堂学时引用了不存在的培训形式：${unknown.join('、')}。` })
  await ctx.tx
    .insertInto('hours_setting')
    .values({ value: JSON.stringify(settings), reason, by_person_id: ctx.actor.personId, by_name: ctx.actor.name, at: ctx.now })
    .execute()
  return readRules(ctx)
}

const handlers: Handlers<typeof hoursRulesApi> = {
  read: (ctx) => readRules(ctx),
  save: (ctx, { body, version }) => saveRules(ctx, body.settings, body.reason, version),
}
export const rulesRoutes = routesOf('hours-rules', hoursRulesApi, handlers)
