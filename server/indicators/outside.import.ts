import { sql } from 'kysely'
import { OutsideDraft, outsideImportsApi } from '#contract/indicators-outside'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'
import { outsideSeries } from './catalogue.ts'
import { type Judged, judgeDraft } from './outside.service.ts'
import { insertValue } from './outside.store.ts'

const plan: SheetPlan = {
  name: '外部数据',
  columns: [
    {
      key: 'series',
      title: '指标编号',
      kind: 'code',
      required: true,
      help: '见“指标”页面；每万人口指标可以只登记分子和常住人口（POP）',
      example: 'CR-03',
      width: 14,
    },
    { key: 'title', title: '指标名称', help: '便于核对，以编号为准', example: '有效发明专利量', width: 26 },
    {
      key: 'code',
      title: '单位编码',
      kind: 'code',
      required: true,
      help: '省、市、县局的六位行政区划代码；全国数据填 000000',
      example: '350100',
      width: 12,
    },
    { key: 'period', title: '统计期', kind: 'code', required: true, help: '2025、2025-H1、2025-Q2 或 2025-06', example: '2025', width: 12 },
    { key: 'value', title: '数值', kind: 'number', required: true, help: '缺数留空行，不要填 0', example: '12345', width: 14 },
    { key: 'asOf', title: '截至日', kind: 'day', required: true, example: '2025-12-31', width: 14 },
    { key: 'source', title: '数据来源', required: true, help: '发布机关或者资料名称', example: '省局统计通报', width: 26 },
    { key: 'document', title: '文号', example: '', width: 20 },
    { key: 'provisional', title: '是否暂定', kind: 'choice', options: ['是', '否'], help: '不填为否', example: '否', width: 10 },
    { key: 'note', title: '说明', help: '更正以前登记的数值时写明原因', example: '', width: 26 },
  ],
  instructions: [
    '每行一个数值。导入后由另一名综合协调人员复核，复核以后才在指标中显示。',
    '同一指标、单位、统计期再次导入就是更正：新数值为新版本，旧版本保留。与现行数值完全相同的行不重复登记。',
    '明显偏离合理范围的数值会在预览中提示，请核对后再导入；提示不阻止导入。',
    '存量填期末数，流量填当期数。推算值不要填写，平台会自动计算。',
  ],
}

interface Row extends ImportRow {
  draft: OutsideDraft | null
  place: string
  warnings: string[]
}

/** Which cell of the sheet holds what a form calls by that name. */
const cellOf: Readonly<Record<string, string>> = { orgId: 'code', nation: 'code' }

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: Row[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const units = await unitsByCode(ctx)
  const rows: Row[] = []
  const seen = new Set<string>()
  for (const { row, cells } of read.rows) {
    const say = (key: string | null, message: string) => faults.push(faultAt(read, plan, row, key, message))
    const { draft, place } = draftOf(ctx, cells, units, (key, message) => {
      // A cell that could not be read at all has been named already.
      if (!faults.some((fault) => fault.row === row && fault.column === read.places[key])) say(key, message)
    })
    const judged = draft ? await judgeDraft(ctx, draft).catch(outOfReach) : { issues: [], warnings: [] }
    for (const { path, message } of judged.issues) say(cellOf[path] ?? path, message)
    const key = draft ? [draft.series, draft.orgId, draft.nation, draft.period].join() : ''
    if (draft && seen.has(key)) say('period', '与前面的行重复：同一指标、单位、统计期只填一行')
    seen.add(key)
    rows.push({ row, draft, place, warnings: judged.warnings, same: draft !== null && (await stands(ctx, draft)) })
  }
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

function outOfReach(thrown: unknown): Judged {
  if (thrown instanceof Problem && thrown.code === 'notFound')
    return { issues: [{ path: 'orgId', message: '该单位不在您的管辖范围内' }], warnings: [] }
  throw thrown
}

async function unitsByCode(ctx: Ctx): Promise<ReadonlyMap<string, { id: string; name: string }>> {
  const rows = await ctx.tx
    .selectFrom('org')
    .select(['id', 'code', 'short_name'])
    .where('kind', 'in', ['province', 'city', 'county'])
    .execute()
  const units = new Map(rows.map(({ id, code, short_name }) => [code, { id, name: short_name }]))
  const province = await ctx.tx.selectFrom('org').select('id').where('depth', '=', 0).executeTakeFirst()
  if (province) units.set('000000', { id: province.id, name: '全国' })
  return units
}

function draftOf(
  ctx: Ctx,
  cells: Readonly<Record<string, string>>,
  units: Awaited<ReturnType<typeof unitsByCode>>,
  say: (key: string, message: string) => void,
): { draft: OutsideDraft | null; place: string } {
  const unit = units.get(cells.code ?? '')
  if (!unit && cells.code) say('code', '没有这个单位编码')
  const written = {
    series: cells.series,
    orgId: unit?.id ?? ctx.actor.orgId,
    nation: cells.code === '000000',
    period: cells.period,
    value: cells.value === '' ? undefined : Number(cells.value),
    asOf: cells.asOf,
    source: cells.source,
    document: cells.document || undefined,
    provisional: cells.provisional === '是',
    note: cells.note || undefined,
  }
  const parsed = OutsideDraft.safeParse(written)
  if (parsed.success) return { draft: unit ? parsed.data : null, place: unit?.name ?? '' }
  for (const { path, message } of parsed.error.issues) say(cellOf[String(path[0])] ?? String(path[0]), message)
  return { draft: null, place: unit?.name ?? '' }
}

/** The newest version that waits or stands says exactly this: an export that comes back changes nothing. */
async function stands(ctx: Ctx, draft: OutsideDraft): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select v.value = ${draft.value} and v.as_of = ${draft.asOf}::date and v.provisional = ${draft.provisional} and v.source = ${draft.source} same
      from indicator_value v
     where v.series = ${draft.series} and v.org_id = ${draft.orgId} and v.nation = ${draft.nation} and v.period = ${draft.period}
       and v.state in ('entered', 'confirmed')
     order by v.version desc limit 1`.execute(ctx.tx)
  return rows[0]?.same ?? false
}

const nameOf = (id: string) => outsideSeries().find((one) => one.id === id)?.title ?? id

/** 外部数据导入: rows come in as figures that wait for a second person; undone as one while nobody has confirmed them. */
export const outsideImport = importRoom<Row>(outsideImportsApi, {
  kind: 'indicatorValue',
  title: '外部数据',
  counted: '个数值',
  plan: async () => plan,
  reads: plan,
  judge,
  preview: [
    { title: '指标', of: ({ draft }) => draft && nameOf(draft.series) },
    { title: '单位', of: ({ place }) => place },
    { title: '统计期', of: ({ draft }) => draft?.period },
    { title: '数值', of: ({ draft }) => draft && String(draft.value) },
    { title: '提示（请核对）', of: ({ warnings }) => warnings.join('；') },
  ],
  async make(ctx, { row, draft, warnings }) {
    // `judge` let no row through without a draft.
    if (draft === null) throw new Error(`row ${row} was not judged`)
    return insertValue(ctx, draft, warnings)
  },
  async takeBack(ctx, { fileName }, made) {
    const rows = await ctx.tx
      .updateTable('indicator_value')
      .set({ state: 'withdrawn', reason: `撤销整批导入：${fileName}` })
      .where('id', 'in', [...made])
      .where('state', '=', 'entered')
      .returning('id')
      .execute()
    const gone = new Set(rows.map(({ id }) => id))
    return made.filter((id) => !gone.has(id))
  },
})
