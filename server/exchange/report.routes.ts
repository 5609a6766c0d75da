import { ReportContent, type ReportId, type ReportLine, reportsApi } from '#contract/exchange-reports'
import type { Ctx } from '#kernel/house'
import { type Download, type Handlers, routesOf } from '#kernel/http'
import { note } from '#kernel/ledger'
import { renderDocx } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import { mayKeepForms } from './form.service.ts'
import { reportPaper } from './report.blocks.ts'
import { reportContent } from './report.data.ts'

const lines = (ctx: Ctx, id?: string) =>
  ctx.tx
    .selectFrom('exchange_report as r')
    .innerJoin('org as o', 'o.id', 'r.org_id')
    .select(['r.id', 'o.name as org', 'r.year', 'r.edition', 'r.by_name as by', 'r.at'])
    .$if(id !== undefined, (query) => query.where('r.id', '=', id ?? ''))
    .orderBy('r.year', 'desc')
    .orderBy('o.lo')
    .orderBy('r.edition', 'desc')
    .limit(200)
    .execute()
const lineOf = (row: Awaited<ReturnType<typeof lines>>[number]): ReportLine => ({
  ...row,
  id: row.id as ReportId,
  at: row.at.toISOString(),
}) // the key

/** 起草: what the records say now is kept as it is; drafted again it is another edition beside the first. */
async function draft(ctx: Ctx, year: number): Promise<ReportLine> {
  const { orgId } = ctx.actor
  if (!mayKeepForms(ctx) || !orgId) throw new Problem('notAllowed', { what: '起草年度报告', rule: '由省、市、县局的综合协调人员起草' })
  if (year > Number(ctx.today.slice(0, 4))) throw new Problem('invalid', { issues: [{ path: 'year', message: '该年度还没有开始' }] })
  const content = await reportContent(ctx, { year, orgId })
  const { before } = await ctx.tx
    .selectFrom('exchange_report')
    .select((eb) => eb.fn.coalesce(eb.fn.max('edition'), eb.lit(0)).as('before'))
    .where('org_id', '=', orgId)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  const { id } = await ctx.tx
    .insertInto('exchange_report')
    .values({
      ...{ org_id: orgId, org_at: '0', year, edition: Number(before) + 1, content: JSON.stringify(content) },
      ...{ by_person_id: ctx.actor.personId, by_name: ctx.actor.name },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const [line] = await lines(ctx, id)
  if (!line) throw new Problem('notFound', { what: '该年度报告' })
  return lineOf(line)
}

async function read(ctx: Ctx, id: string): Promise<ReportContent> {
  const row = await ctx.tx.selectFrom('exchange_report').select('content').where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该年度报告' })
  return ReportContent.parse(row.content) // written above in the same shape
}

/** From what was kept, never from what the records say today: the same figures each time. */
async function word(ctx: Ctx, id: string): Promise<Download> {
  const paper = reportPaper(await read(ctx, id))
  await note(ctx.tx, { action: 'export', object: 'exchange_report', objectId: id })
  return {
    name: `${paper.title}.docx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    content: await renderDocx(paper),
  }
}

const handlers: Handlers<typeof reportsApi> = {
  list: async (ctx) => (await lines(ctx)).map(lineOf),
  draft: (ctx, { body }) => draft(ctx, body.year),
  read: (ctx, { params }) => read(ctx, params.reportId),
  word: (ctx, { params }) => word(ctx, params.reportId),
}
export const reportRoutes = routesOf('exchangeReports', reportsApi, handlers)
