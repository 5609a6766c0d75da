import { type Board, type BoardQuery, boardKinds } from '#contract/boards'
import type { Cell } from '#contract/indicators'
import { indicatorKinds } from '#contract/indicators'
import { marks } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { writeTable } from '#kernel/sheet'
import { readLevels } from './board.levels.ts'
import { readMap } from './board.map.ts'
import { readBoard } from './board.service.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One line of the workbook: a number that the board shows, what it is, and what stands behind it. */
interface Line {
  part: string
  unit: string
  period: string
  title: string
  cell: Cell
  measure: string
  rank: number | null
  remark: string
  source: string
}

/** 导出: what the board shows, number by number, with its sources, the day of its data and the tree. */
export async function exportBoard(ctx: Ctx, orgId: string, query: BoardQuery): Promise<Download> {
  const board = await readBoard(ctx, orgId, query)
  const lines = [
    ...cardLines(board),
    ...rowLines(board),
    ...(await mapLines(ctx, board, query)),
    ...(await levelLines(ctx, board, query)),
    ...lightLines(board),
  ]
  await note(ctx.tx, { action: 'export', object: 'indicator_fact', objectId: orgId, detail: { ...query, lines: lines.length } })
  const name = `${board.unit.name}${boardKinds[board.board]}-${spanOf(board)}`
  const content = writeTable<Line>({
    name: '看板',
    lead: [
      `${board.unit.name}　${boardKinds[board.board]}　${spanOf(board)}${board.period.running ? '（期间未完）' : ''}`,
      `数据截至 ${board.asOf}；各月按当月的隶属关系计算，现用 ${board.treeDay} 的隶属关系；没有记录的不填数。`,
      `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）导出于 ${ctx.now.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })}`,
    ],
    watermark: `${ctx.actor.orgName ?? ''} ${ctx.actor.name} ${ctx.today}`,
    rows: lines,
    columns: [
      { key: 'part', title: '栏目', width: 10, of: ({ part }) => part },
      { key: 'unit', title: '单位', width: 28, of: ({ unit }) => unit },
      { key: 'period', title: '期间', width: 18, of: ({ period }) => period },
      { key: 'title', title: '指标', width: 22, of: ({ title }) => title },
      { key: 'value', title: '数值', kind: 'number', width: 12, of: ({ cell }) => cell.value },
      { key: 'measure', title: '计量单位', width: 10, of: ({ measure }) => measure },
      { key: 'numerator', title: '分子', kind: 'number', width: 10, of: ({ cell }) => cell.over?.numerator ?? null },
      { key: 'denominator', title: '分母', kind: 'number', width: 10, of: ({ cell }) => cell.over?.denominator ?? null },
      { key: 'records', title: '记录数', kind: 'number', width: 10, of: ({ cell }) => cell.records },
      { key: 'rank', title: '名次', kind: 'number', width: 8, of: ({ rank }) => rank },
      { key: 'remark', title: '说明', width: 50, of: ({ remark }) => remark },
      { key: 'source', title: '来源', width: 40, of: ({ source }) => source },
    ],
  })
  return { name: `${name}.xlsx`, mediaType: sheetType, content }
}

const spanWords = ({ from, to }: Pick<Board['period'], 'from' | 'to'>) => (from === to ? from : `${from} 至 ${to}`)
const spanOf = ({ period }: Board) => spanWords(period)
const state = (cell: Cell, words: string) =>
  [cell.value === null ? '无数据' : '', cell.provisional ? '暂定' : '', words].filter(Boolean).join('；')

function cardLines(board: Board): Line[] {
  const unit = board.unit.name
  return board.cards.flatMap(({ indicator, cell, months }) => {
    const about = {
      unit,
      title: indicator.title,
      measure: indicator.unit,
      rank: null,
      source: `${indicator.source}（${marks[indicator.mark]}）`,
    }
    const words = `${indicatorKinds[indicator.kind]}；${indicator.definition}`
    return [
      { ...about, part: '指标', period: spanOf(board), cell, remark: state(cell, words) },
      ...months.map(({ month, ...of }) => ({ ...about, part: '趋势', period: month, cell: of, remark: state(of, '') })),
    ]
  })
}

function rowLines(board: Board): Line[] {
  const indicator = chosenOf(board)
  return board.rows.map(({ name, cell, rank, reason, from, to }) => ({
    part: '下级',
    unit: name,
    period: spanWords({ from, to }),
    ...indicator,
    cell,
    rank,
    remark: state(cell, reason),
  }))
}

async function mapLines(ctx: Ctx, board: Board, query: BoardQuery): Promise<Line[]> {
  const indicator = chosenOf(board)
  return (await readMap(ctx, board.unit.id, query)).map(({ name, city, cell, from, to }) => ({
    part: '地图',
    unit: name,
    period: spanWords({ from, to }),
    ...indicator,
    cell,
    rank: null,
    remark: state(cell, city.name),
  }))
}

async function levelLines(ctx: Ctx, board: Board, query: BoardQuery): Promise<Line[]> {
  const indicator = chosenOf(board)
  return (await readLevels(ctx, board.unit.id, query)).map(({ title, cell }) => ({
    part: '层级',
    unit: title,
    period: spanOf(board),
    ...indicator,
    cell,
    rank: null,
    remark: state(cell, ''),
  }))
}

const lightLines = (board: Board): Line[] =>
  [...board.clauses.map((light) => ['条款', light] as const), ...board.tasks.map((light) => ['督办', light] as const)].map(
    ([part, { title, count }]) => ({
      part,
      unit: board.unit.name,
      period: board.asOf,
      title,
      measure: '项',
      cell: { value: count, records: count, over: null, provisional: false },
      rank: null,
      remark: '',
      source: '系统记录',
    }),
  )

function chosenOf({ cards, chosen }: Board): Pick<Line, 'title' | 'measure' | 'source'> {
  const indicator = cards.find((card) => card.indicator.id === chosen)?.indicator
  return { title: indicator?.title ?? chosen, measure: indicator?.unit ?? '', source: indicator?.source ?? '' }
}
