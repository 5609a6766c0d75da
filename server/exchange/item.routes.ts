import { adoptionLevels, type ItemFilter, type ItemRow, itemKinds, itemStates, itemsApi, type Ranking } from '#contract/exchange-items'
import type { Figure } from '#contract/indicators'
import type { Ctx } from '#kernel/house'
import { type Download, type Handlers, routesOf } from '#kernel/http'
import { figuresOf, totalOf } from '#kernel/indicator'
import { note } from '#kernel/ledger'
import { orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { writeTable } from '#kernel/sheet'
import { addCall, listCalls } from './call.service.ts'
import { writeItem } from './item.room.ts'
import { readTable, scoreTable, setTable } from './item.score.ts'
import { listItems, readItem } from './item.store.ts'
import { sheetType } from './return.export.ts'

const counted = ['exchange.items', 'exchange.adopted', 'exchange.score'] as const

/** 月、季通报: what each unit below handed up, what was adopted of it, and its score; every number opens to its items. Without a table nobody is ranked. */
async function ranking(
  ctx: Ctx,
  asked: { org?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<Ranking> {
  const orgId = asked.org ?? ctx.actor.orgId
  if (!orgId) throw new Problem('notFound', { what: '该单位' })
  const to = asked.to ?? ctx.today.slice(0, 7)
  const from = asked.from ?? `${to.slice(0, 4)}-01`
  if (from > to) throw new Problem('invalid', { issues: [{ path: 'from', message: '起始月不能晚于截止月' }] })
  const figures = await figuresOf(ctx, { indicators: counted, orgId, from, to, by: 'child' })
  const lines = [...Map.groupBy(figures, ({ orgId: id, own }) => `${id} ${own}`).values()]
  const rows = lines.map((line) => ({ head: line[0]!, of: (id: string) => whole(line, id) })) // a group has at least one
  const scores = rows.flatMap(({ head, of }) => (head.own ? [] : [of('exchange.score').value ?? 0]))
  const configured = (await scoreTable(ctx)) !== null
  const unit = await orgOf(ctx, orgId) // its key is the branded id
  return {
    ...{ unit: { id: unit.id as Ranking['unit']['id'], name: unit.name }, from, to, configured },
    rows: rows
      .map(({ head, of }) => ({
        ...{ orgId: head.orgId, orgName: head.orgName, own: head.own },
        ...{ items: of('exchange.items'), adopted: of('exchange.adopted'), score: of('exchange.score') },
        rank: head.own || !configured ? null : 1 + scores.filter((other) => other > (of('exchange.score').value ?? 0)).length,
      }))
      .sort((a, b) => Number(a.own) - Number(b.own) || (b.score.value ?? 0) - (a.score.value ?? 0)),
  }
}
function whole(line: readonly Figure[], id: string): Ranking['rows'][number]['score'] {
  const { value = null, records = 0 } =
    totalOf(
      { kind: 'flow', standing: false },
      line.filter(({ indicator }) => indicator === id),
    ) ?? {}
  return { value, records }
}

async function exportItems(ctx: Ctx, filter: ItemFilter): Promise<Download> {
  const { rows } = await listItems(ctx, { ...filter, page: 1, size: 5000 })
  await note(ctx.tx, { action: 'export', object: 'info_item', detail: { rows: rows.length } })
  const who = `${ctx.actor.orgName ?? ''} ${ctx.actor.name}`
  return {
    name: `信息稿件-${ctx.today}.xlsx`,
    mediaType: sheetType,
    content: writeTable({
      name: '信息稿件',
      lead: [`${who} 导出于 ${ctx.today}`, `级别：${Object.values(adoptionLevels).join('、')}。未设置计分表时不计分。`],
      watermark: `${who} ${ctx.today}`,
      rows,
      columns: [
        { key: 'title', title: '标题', width: 44, of: ({ title }: ItemRow) => title },
        { key: 'kind', title: '种类', width: 12, of: ({ kind }) => itemKinds[kind] },
        { key: 'org', title: '撰写单位', width: 32, of: ({ org }) => org.name },
        { key: 'state', title: '状态', width: 12, of: ({ state }) => itemStates[state] },
        { key: 'at', title: '现在', width: 32, of: ({ at }) => at },
        { key: 'submittedOn', title: '报送', kind: 'day', width: 12, of: ({ submittedOn }) => submittedOn },
        { key: 'adoptions', title: '采用', kind: 'number', width: 8, of: ({ adoptions }) => adoptions },
        { key: 'instructions', title: '批示', kind: 'number', width: 8, of: ({ instructions }) => instructions },
        { key: 'score', title: '得分', kind: 'number', width: 8, of: ({ score }) => score },
      ],
    }),
  }
}

const handlers: Handlers<typeof itemsApi> = {
  list: (ctx, { query }) => listItems(ctx, query),
  export: (ctx, { query }) => exportItems(ctx, query),
  write: (ctx, { body }) => writeItem(ctx, body),
  read: (ctx, { params }) => readItem(ctx, params.matterId),
  calls: (ctx) => listCalls(ctx),
  addCall: (ctx, { body }) => addCall(ctx, body),
  ranking: (ctx, { query }) => ranking(ctx, query),
  table: (ctx) => readTable(ctx),
  setTable: (ctx, { body }) => setTable(ctx, body.table, body.reason),
}
export const itemRoutes = routesOf('exchangeItems', itemsApi, handlers)
