import { collections, type IndicatorLine, indicatorMarks, indicatorTypes } from '#contract/indicators-catalogue'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { indicatorOf } from '#kernel/indicator'
import { note } from '#kernel/ledger'
import { type SheetTable, writeTable } from '#kernel/sheet'
import { lineOf, linesOf } from './catalogue.ts'
import { type Asked, countedFigures } from './figures.service.ts'
import { outsideLines } from './points.ts'
import { reachableUnit } from './units.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const who = (ctx: Ctx) => `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`

async function file<R>(
  ctx: Ctx,
  name: string,
  table: Omit<SheetTable<R>, 'watermark'>,
  detail: Record<string, unknown>,
): Promise<Download> {
  await note(ctx.tx, { action: 'export', object: 'indicator_fact', detail })
  const content = writeTable({
    ...table,
    lead: [`导出人：${who(ctx)}　${ctx.today}`, ...table.lead],
    watermark: `${who(ctx)} ${ctx.today}`,
  })
  return { name: `${name}-${ctx.today}.xlsx`, mediaType: sheetType, content }
}

const catalogueColumns: SheetTable<IndicatorLine>['columns'] = [
  { key: 'id', title: '编号', width: 20, of: (line) => line.id },
  { key: 'title', title: '指标', width: 36, of: (line) => line.title },
  { key: 'unit', title: '单位', width: 10, of: (line) => line.unit },
  { key: 'type', title: '类型', width: 10, of: (line) => indicatorTypes[line.type] },
  { key: 'ability', title: '能力', width: 10, of: (line) => line.ability },
  { key: 'fiveHigh', title: '五高', width: 14, of: (line) => line.fiveHigh },
  { key: 'clauses', title: '231号文条款', width: 14, of: (line) => line.clauses.join('、') },
  { key: 'collected', title: '取得方式', width: 12, of: (line) => collections[line.collected] },
  { key: 'how', title: '说明', width: 60, of: (line) => line.how },
  { key: 'mark', title: '口径核实', width: 22, of: (line) => indicatorMarks[line.mark] },
]

export function exportCatalogue(ctx: Ctx): Promise<Download> {
  const rows = linesOf()
  return file(
    ctx,
    '指标目录',
    { name: '指标目录', lead: [`共 ${rows.length} 项`], columns: catalogueColumns, rows },
    { lines: rows.length },
  )
}

interface Row {
  place: string
  period: string
  value: number | null
  records: number | null
  said: string
}
const figureColumns: SheetTable<Row>['columns'] = [
  { key: 'place', title: '单位', width: 24, of: (row) => row.place },
  { key: 'period', title: '统计期', width: 18, of: (row) => row.period },
  // Missing stays empty; it is not nought.
  { key: 'value', title: '数值', kind: 'number', width: 16, of: (row) => row.value },
  { key: 'records', title: '记录数', kind: 'number', width: 12, of: (row) => row.records },
  { key: 'said', title: '来源', width: 60, of: (row) => row.said },
]

/** 导出: what the page of an indicator shows, with where each figure comes from. */
export async function exportFigures(ctx: Ctx, id: string, asked: Asked): Promise<Download> {
  const unit = await reachableUnit(ctx, asked.org)
  const line = lineOf(id)
  const rows = indicatorOf(id) ? await countedRows(ctx, id, asked) : await outsideRows(ctx, id, unit.id)
  const title = line?.title ?? id
  const lead = [`${title}（${line?.unit ?? ''}）　${unit.name}`, line ? `口径核实情况：${indicatorMarks[line.mark]}` : '']
  return file(ctx, title, { name: '指标数值', lead, columns: figureColumns, rows }, { indicator: id, orgId: unit.id })
}

async function countedRows(ctx: Ctx, id: string, asked: Asked): Promise<Row[]> {
  const { unit, months, children } = await countedFigures(ctx, id, asked)
  const said = `系统生成，${ctx.today} 查询`
  return [
    ...months.map(({ month, value, records }) => ({ place: unit.name, period: month, value, records, said })),
    ...children.map(({ name, cell: { value, records }, from, to, reason }) => ({
      place: name,
      period: `${from} 至 ${to}`,
      value,
      records,
      said: [said, reason].filter(Boolean).join('；'),
    })),
  ]
}

async function outsideRows(ctx: Ctx, id: string, unitId: string): Promise<Row[]> {
  const lines = await outsideLines(ctx, id, unitId)
  return lines.flatMap(({ place, points }) =>
    points.map(({ period, value, derived, provisional, source, document, from }) => ({
      place,
      period,
      value,
      records: null,
      said: [derived ? '推算' : '', provisional ? '暂定' : '', source, document, from].filter(Boolean).join('；'),
    })),
  )
}
