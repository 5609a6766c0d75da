import { sql } from 'kysely'
import { z } from 'zod'
import type { LegalDay, OrgId } from '#contract/common'
import { type MonthJudged, type Monthly, monthlyApi, type SessionLine } from '#contract/hours-monthly'
import type { HoursSettings } from '#contract/hours-rules'
import { addMonths, dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { enqueue, jobs } from '#kernel/jobs'
import { answerableIn } from './coverage.store.ts'
import { judgeMonth, judgeYear } from './monthly.rules.ts'
import { platformOf } from './platform.ts'
import { otherRules } from './rules.data.ts'
import { settingsOf } from './settings.ts'

type Host = { id: OrgId; name: string } | null

interface SessionRow extends Omit<SessionLine, 'not'> {
  hostId: OrgId
  hostKind: string
  kind: string
}

/** Touching these days: held, planned, or once planned on one of them. */
async function sessionsBetween(ctx: Ctx, from: LegalDay, to: LegalDay): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select s.room, s.id, s.title, s.kind, o.short_name host, o.id "hostId", o.kind "hostKind", s.planned_on "plannedOn", s.held_on "heldOn", s.cancelled,
           s.postponed_from::text[] "postponedFrom"
      from hosted_session s join org o on o.id = s.org_id
     where s.held_on between ${from} and ${to} or s.planned_on between ${from} and ${to}
        or exists (select 1 from unnest(s.postponed_from) p where p between ${from} and ${to})
     order by coalesce(s.held_on, s.planned_on), s.room, s.id`.execute(ctx.tx)
  return rows
}

/** host = 省平台 and type = 业务培训; sub-platforms and workstations only where the configuration says so. */
function lineOf({ hostId, hostKind, kind, ...line }: SessionRow, host: Host, { subPlatforms }: HoursSettings['monthly']): SessionLine {
  const isSub = hostId !== host?.id && ['platform', 'workstation'].includes(hostKind)
  const not = line.cancelled
    ? '已取消'
    : kind !== 'businessTraining'
      ? '不是业务培训'
      : hostId === host?.id || (isSub && subPlatforms)
        ? null
        : isSub
          ? '分平台、工作站举办，按现行配置不抵'
          : '主办单位不是省平台'
  return { ...line, not }
}

async function linesBetween(ctx: Ctx, from: LegalDay, to: LegalDay) {
  const { monthly } = await settingsOf(ctx)
  const host = await platformOf(ctx, monthly)
  return { monthly, host, lines: (await sessionsBetween(ctx, from, to)).map((row) => lineOf(row, host, monthly)) }
}

async function readYear(ctx: Ctx, year = Number(ctx.today.slice(0, 4))): Promise<Monthly> {
  const { monthly, host, lines } = await linesBetween(ctx, `${year}-01-01`, `${year}-12-31`)
  const rule = otherRules.find(({ id }) => id === 'ZC-01')
  return {
    year,
    today: ctx.today,
    host,
    article: rule?.article ?? '',
    mark: rule?.mark ?? 'verified',
    from: monthly.from,
    warnFrom: monthly.warnFrom,
    subPlatforms: monthly.subPlatforms,
    months: judgeYear(year, lines, ctx.today, monthly),
  }
}

/** From here on in the month it is said once more: the first word may have been overlooked. */
const secondWord = 25

async function tell(ctx: Ctx, host: Host, message: { title: string; body: string; key: string }): Promise<void> {
  const root = await ctx.tx.selectFrom('org').select('id').where('depth', '=', 0).executeTakeFirstOrThrow()
  const people = new Set([
    ...(await answerableIn(ctx, root.id, ['trainingOfficer'])),
    ...(host ? await answerableIn(ctx, host.id, ['trainingOfficer', 'unitHead', 'principalHead', 'officer']) : []),
  ])
  for (const personId of people) await enqueue(ctx.tx, 'inbox.tell', { personId, kind: 'notice', ...message })
}

const plannedWords = ({ planned, putOff }: MonthJudged) =>
  [
    planned.length > 0 ? `已安排：${planned.map(({ title, plannedOn }) => `${plannedOn} ${title}`).join('；')}` : '本月没有已安排的期次',
    ...(putOff.length > 0 ? [`已延期到以后：${putOff.map(({ title }) => title).join('；')}`] : []),
  ].join('。')

/** 每日: the running month when it is at risk, and in its first days the month before when it was missed. Each is said once a reason. */
export async function watchMonths(ctx: Ctx): Promise<void> {
  const month = ctx.today.slice(0, 7)
  const before = addMonths(`${month}-01`, -1).slice(0, 7)
  const { monthly, host, lines } = await linesBetween(ctx, `${before}-01`, dayBefore(addMonths(`${month}-01`, 1)))
  const day = Number(ctx.today.slice(8))
  const now = judgeMonth(month, lines, ctx.today, monthly)
  if (now.state === 'atRisk')
    await tell(ctx, host, {
      title: `${month} 月“知创福建”平台尚未开展业务培训`,
      body: `每月最少开展一期（闽市监知运〔2024〕231号一（一））。${plannedWords(now)}。`,
      key: `monthly:${month}:risk${day >= Math.max(secondWord, monthly.warnFrom) ? ':again' : ''}`,
    })
  const last = judgeMonth(before, lines, ctx.today, monthly)
  if (day <= 3 && last.state === 'broken')
    await tell(ctx, host, {
      title: `${before} 月“知创福建”平台没有开展业务培训`,
      body: '该月未达到每月最少一期的要求。已经开展但没有登记的，请补登记。',
      key: `monthly:${before}:broken`,
    })
}

export const monthlyJobs = jobs({
  // 08:10 in Shanghai.
  'hours.monthly': { payload: z.object({}), daily: '10 0 * * *', run: watchMonths },
})

const handlers: Handlers<typeof monthlyApi> = { year: (ctx, { query }) => readYear(ctx, query.year) }
export const monthlyRoutes = routesOf('monthly', monthlyApi, handlers)
