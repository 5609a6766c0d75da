import { nationalImportsApi, nationalPlatform } from '#contract/hours-claims'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import type { SheetFault, SheetPlan, SheetRead } from '#kernel/sheet'
import { settleLater } from './claim.service.ts'
import { insertClaim, moveClaim } from './claim.store.ts'
import { accountColumns, knownPeople, personOf, type Say, sayer } from './people.lookup.ts'
import { sameAs, toldOf } from './same-course.ts'

/** The platform publishes no form of its records: columns as the manual suggests them, to be filled from its export. */
const plan: SheetPlan = {
  name: '远程教育学时',
  columns: [
    ...accountColumns,
    { key: 'className', title: '班名', help: '没有的不填', example: '知识产权综合能力提升班', width: 24 },
    { key: 'course', title: '课程', required: true, example: '商标审查实务', width: 24 },
    { key: 'hours', title: '学时', kind: 'number', required: true, help: '以 0.5 为单位', example: '8', width: 8 },
    { key: 'from', title: '开始日', kind: 'day', required: true, example: '2026-03-01', width: 14 },
    { key: 'to', title: '结束日', kind: 'day', required: true, help: '按结束日计入年度', example: '2026-03-20', width: 14 },
    { key: 'score', title: '成绩', example: '92', width: 8 },
    { key: 'certificateNo', title: '证书编号', kind: 'code', required: true, help: '同一编号只计一次', example: 'YC20260001', width: 20 },
    { key: 'verify', title: '验证方式', help: '例如查询网址、二维码，供核对', example: '', width: 20 },
  ],
  instructions: [
    `每行一门课程，取自${nationalPlatform}导出的学习记录。`,
    '证书版式、编号规则未见公开标准（未核实），以平台导出为准；同一编号无论由谁、以何种方式提交，只计一次。',
    '学时计入网络培训、专业科目；导入后可以整批撤销，已计入的学时同时冲销并留痕。',
  ],
}

interface NationalRow extends ImportRow {
  personId: string | null
  name: string
  title: string
  hours: number
  from: string
  to: string
  score: string
  certificateNo: string
}

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: NationalRow[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const sayAt = sayer(read, plan, faults)
  const known = await knownPeople(ctx, read)
  const stands = await standingCertificates(ctx, read)
  const seen = new Map<string, number>()
  const rows = read.rows.map(({ row, cells }): NationalRow => {
    const say = sayAt(row)
    const person = personOf(ctx, cells, known, say)
    const taken = rowOf(row, cells, person?.id ?? null)
    sayFigures(ctx, taken, say)
    const before = seen.get(taken.certificateNo)
    if (before !== undefined) say('certificateNo', `与第 ${before} 行重复`)
    else if (taken.certificateNo) seen.set(taken.certificateNo, row)
    if (stands.has(taken.certificateNo)) say('certificateNo', '这个证书编号已经提交或者计入，不能重复计学时')
    return taken
  })
  const told = await toldOf(
    ctx,
    rows.flatMap(({ personId }) => personId ?? []),
  )
  for (const { row, personId, title, to } of rows) {
    const same = sameAs({ title, earnedOn: to }, told.get(personId ?? '') ?? [])
    if (same) sayAt(row)('course', `学习记录库已经为该人员计入同名课程（${same.earnedOn}），同一课程一年只计一次`)
  }
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

function rowOf(row: number, cells: Readonly<Record<string, string>>, personId: string | null): NationalRow {
  const text = (key: string) => cells[key] ?? ''
  const title = text('className') ? `${text('className')}：${text('course')}` : text('course')
  const [from, to, score, certificateNo] = [text('from'), text('to'), text('score'), text('certificateNo')]
  return { row, personId, name: text('name'), title: title.slice(0, 200), hours: Number(text('hours')), from, to, score, certificateNo }
}

function sayFigures(ctx: Ctx, { hours, from, to, title, certificateNo }: NationalRow, say: Say): void {
  if (Number.isFinite(hours) && (hours <= 0 || hours > 500 || hours * 2 !== Math.trunc(hours * 2)))
    say('hours', '学时应在 0.5 至 500 之间，以 0.5 为单位')
  if (from !== '' && to !== '' && to < from) say('to', '结束日早于开始日')
  if (to > ctx.today) say('to', '结束日不能晚于今天')
  if (title.length === 1) say('course', '课程名称至少 2 个字')
  if (certificateNo.length > 60) say('certificateNo', '证书编号不超过 60 位')
}

/** Within sight; what stands beyond it is refused by the database when the row comes in. */
async function standingCertificates(ctx: Ctx, read: SheetRead): Promise<Set<string>> {
  const numbers = read.rows.flatMap(({ cells }) => cells.certificateNo || [])
  if (numbers.length === 0) return new Set()
  const rows = await ctx.tx
    .selectFrom('hours_claim')
    .select('certificate_no')
    .where('provider', '=', nationalPlatform)
    .where('certificate_no', 'in', numbers)
    .where('state', 'in', ['pending', 'accepted'])
    .execute()
  return new Set(rows.map((row) => row.certificate_no ?? ''))
}

/** 国家远程教育平台学时导入: counts at once, in the name of who brought it; withdrawn as one, with the reversals. */
export const nationalImport = importRoom<NationalRow>(nationalImportsApi, {
  kind: 'nationalHours',
  title: '远程教育学时',
  counted: '条学时',
  plan: async () => plan,
  reads: plan,
  judge,
  preview: [
    { title: '姓名', of: ({ name }) => name },
    { title: '课程', of: ({ title }) => title },
    { title: '学时', of: ({ hours }) => (Number.isFinite(hours) ? String(hours) : '') },
    { title: '结束日', of: ({ to }) => to },
    { title: '证书编号', of: ({ certificateNo }) => certificateNo },
  ],
  async make(ctx, { row, personId, title, hours, from, to, score, certificateNo }) {
    // `judge` let no row through without a person.
    if (personId === null) throw new Error(`row ${row} was not judged`)
    const id = await insertClaim(ctx, {
      personId,
      source: 'import',
      room: 'national',
      title,
      provider: nationalPlatform,
      certificateNo,
      form: 'online',
      subject: 'professional',
      theme: null,
      hours,
      days: 0,
      fromDay: from,
      earnedOn: to,
      score: score || null,
      qualifies: false,
      fileId: null,
    })
    await settleLater(ctx, id)
    return id
  },
  async takeBack(ctx, { fileName }, made) {
    const kept: string[] = []
    for (const id of made) {
      const row = await ctx.tx.selectFrom('hours_claim').select(['version', 'state']).where('id', '=', id).executeTakeFirst()
      const { version, state } = row ?? { version: 0, state: null }
      if (state === 'withdrawn') continue // its hours were reversed one by one before
      if (await moveClaim(ctx, { id, version }, 'withdrawn', `撤销导入：${fileName}`)) await settleLater(ctx, id)
      else kept.push(id)
    }
    // What stood in for statements of the record store no longer does.
    await enqueue(ctx.tx, 'hours.statements', { anew: true }, { key: 'statements:anew' })
    return kept
  },
})
