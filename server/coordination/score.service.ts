import { sql } from 'kysely'
import type { LegalDay, OrgId } from '#contract/common'
import {
  type Measure,
  measureMark,
  measures,
  type OutsideRow,
  recordedWords,
  type ScoreBoard,
  type ScoreRow,
  scoreLights,
  scoresApi,
} from '#contract/coordination-scores'
import type { Ctx } from '#kernel/house'
import { type Download, type Handlers, routesOf } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { writeTable } from '#kernel/sheet'
import { requestsByIds } from './request.store.ts'
import { counts, type Frame, type Measured, scoreOf, withRanks } from './score.rules.ts'
import { keptSettings, maySet, saveSettings } from './settings.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function frameOf(
  ctx: Ctx,
  { from, to }: { from?: LegalDay | undefined; to?: LegalDay | undefined },
): Promise<Frame & { changed: boolean }> {
  const { settings, changed } = await keptSettings(ctx)
  const frame = { from: from ?? `${ctx.today.slice(0, 4)}-01-01`, to: to ?? ctx.today }
  if (frame.to < frame.from) throw new Problem('invalid', { issues: [{ path: 'to', message: '结束日期不能早于开始日期' }] })
  return { ...frame, today: ctx.today, settings, changed, calendar: ctx.house.calendar() }
}

type Asked = Measured & { org: string }

/** Requests to units within reach that were sent: what row security shows. Of a unit's own requests to units elsewhere no measure is made. */
async function measuredRequests(ctx: Ctx, { from }: Pick<Frame, 'from'>, orgId?: OrgId): Promise<Asked[]> {
  const { reach } = ctx.actor
  if (!reach) return []
  const rows = await ctx.tx
    .selectFrom('coordination_request as r')
    .innerJoin('org as o', 'o.id', 'r.asked_org_id')
    .select([
      'r.matter_id as id',
      'r.asked_org_id as orgId',
      'o.name as org',
      'r.kind',
      'r.sent_on as sentOn',
      'r.sent_recorded as sentRecorded',
      'r.responded_recorded as respondedRecorded',
      'r.response',
    ])
    .select((eb) => eb.fn.coalesce('r.answer_due', 'r.agreed_on').as('due'))
    .select([
      'r.answered_on as answeredOn',
      'r.answered_recorded as answeredRecorded',
      'r.returned_on as returnedOn',
      'r.score',
      'r.rated_on as ratedOn',
      'r.withdrawn',
    ])
    .where('r.sent_on', 'is not', null)
    .where('r.asked_at', '>=', reach.lo)
    .where('r.asked_at', '<', reach.hi)
    // What was sent long before may be answered or rated in the period; older than two years it is not looked for.
    .where('r.sent_on', '>=', `${Number(from.slice(0, 4)) - 2}-01-01`)
    .$if(orgId !== undefined, (query) => query.where('r.asked_org_id', '=', orgId ?? ''))
    .orderBy('o.lo')
    .orderBy('r.sent_on', 'desc')
    .orderBy('r.matter_id')
    .execute()
  return rows as Asked[] // both joined columns are there by the conditions above
}

/** Requests of one's own reach to partners who work by a link, sent in the period: as many as the list of the same filter shows. */
async function outsideRows(ctx: Ctx, { from, to }: Pick<Frame, 'from' | 'to'>): Promise<OutsideRow[]> {
  if (!ctx.actor.reach) return []
  return ctx.tx
    .selectFrom('coordination_request as r')
    .innerJoin('org as o', 'o.id', 'r.org_id')
    .select(['r.asked_name as name', sql<number>`count(*)::int`.as('sent'), sql<number>`count(r.answered_on)::int`.as('answered')])
    .select(sql<number>`(count(*) filter (where r.response = 'declined'))::int`.as('declined'))
    .where('r.channel', '=', 'link')
    .where('r.sent_on', '>=', from)
    .where('r.sent_on', '<=', to)
    .groupBy('r.asked_name')
    .orderBy('r.asked_name')
    .execute()
}

const isDeclined = (request: Measured, frame: Frame) => request.response === 'declined' && counts.accepted(request, frame) !== null

const names = Object.keys(measures) as Measure[] // the keys of a const object

async function board(ctx: Ctx, filter: { from?: LegalDay | undefined; to?: LegalDay | undefined }): Promise<ScoreBoard> {
  const frame = await frameOf(ctx, filter)
  const byOrg = [...Map.groupBy(await measuredRequests(ctx, frame), ({ orgId }) => orgId)]
  const columns = names.map((measure) =>
    withRanks(
      byOrg.map(([, requests]) => scoreOf(measure, requests, frame)),
      frame.settings.minimum,
    ),
  )
  const rows = byOrg.map(
    ([orgId, requests], at): ScoreRow => ({
      orgId: orgId as OrgId, // the table's own key
      org: requests[0]?.org ?? '',
      scores: columns.flatMap((column) => column[at] ?? []),
      declined: requests.filter((request) => isDeclined(request, frame)).length,
    }),
  )
  return {
    ...{ from: frame.from, to: frame.to, asOf: ctx.today, settings: frame.settings, changed: frame.changed, mayChange: maySet(ctx) },
    rows: rows.filter(({ scores }) => scores.some(({ cases }) => cases > 0)),
    outside: await outsideRows(ctx, frame),
  }
}

type Behind = { measure: Measure; orgId: OrgId; part: 'all' | 'met' | 'declined'; from: LegalDay; to: LegalDay; page: number; size: number }
/** As long as the number says: judged by the same rules. */
async function behind(ctx: Ctx, { measure, orgId, part, page, size, ...period }: Behind) {
  const frame = await frameOf(ctx, period)
  const ids = (await measuredRequests(ctx, frame, orgId)).flatMap((request) => {
    if (part === 'declined') return isDeclined(request, frame) ? [request.id] : []
    const counted = counts[measure](request, frame)
    return counted && (part === 'all' || counted.met) ? [request.id] : []
  })
  return { rows: await requestsByIds(ctx, ids, size, page), total: ids.length, totalIsAtLeast: false }
}

async function exportBoard(ctx: Ctx, filter: { from?: LegalDay | undefined; to?: LegalDay | undefined }): Promise<Download> {
  const shown = await board(ctx, filter)
  await note(ctx.tx, {
    action: 'export',
    object: 'coordination_request',
    detail: { from: shown.from, to: shown.to, rows: shown.rows.length },
  })
  const score = (row: ScoreRow, measure: Measure) => row.scores.find((one) => one.measure === measure)
  return {
    name: `协作评价-${shown.from}至${shown.to}.xlsx`,
    mediaType: sheetType,
    content: writeTable({
      name: '协作评价',
      lead: [
        `${shown.from} 至 ${shown.to}，截至 ${shown.asOf}。${ctx.actor.name} 导出`,
        `指标、公式和阈值为${measureMark}，可由省领导小组办公室调整；不足 ${shown.settings.minimum} 件的不排名。`,
        ...names.map((measure) => `${measures[measure].title}：${measures[measure].formula}；${measures[measure].day}`),
        recordedWords,
      ],
      watermark: `${ctx.actor.orgName ?? ''} ${ctx.actor.name} ${ctx.today}`,
      rows: shown.rows,
      columns: [
        { key: 'org', title: '单位', width: 34, of: (row) => row.org },
        { key: 'declined', title: '其中不予受理', kind: 'number', width: 12, of: (row) => row.declined },
        ...names.flatMap((measure) => {
          const { title } = measures[measure]
          const of =
            <T>(pick: (one: NonNullable<ReturnType<typeof score>>) => T) =>
            (row: ScoreRow) => {
              const one = score(row, measure)
              return one ? pick(one) : null
            }
          return [
            { key: `${measure}.rate`, title: `${title}（%）`, kind: 'number' as const, width: 14, of: of(({ rate }) => rate) },
            { key: `${measure}.cases`, title: '件数', kind: 'number' as const, width: 8, of: of(({ cases }) => cases) },
            { key: `${measure}.light`, title: '评价', width: 10, of: of(({ light }) => scoreLights[light]) },
            { key: `${measure}.rank`, title: '排名', kind: 'number' as const, width: 8, of: of(({ rank }) => rank) },
          ]
        }),
      ],
    }),
  }
}

const handlers: Handlers<typeof scoresApi> = {
  board: (ctx, { query }) => board(ctx, query),
  export: (ctx, { query }) => exportBoard(ctx, query),
  behind: (ctx, { query }) => behind(ctx, query),
  settings: (ctx, { body }) => saveSettings(ctx, body.settings, body.reason),
}
export const scoreRoutes = routesOf('scores', scoresApi, handlers)
