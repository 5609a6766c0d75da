import { type CustodyEntry, carriers, custodyActs, type Evidence, evidenceKinds } from '#contract/evidence'
import type { MatterView } from '#contract/matter'
import type { Ctx } from '#kernel/house'

/** Excel would run a cell that begins like a formula (S91). */
const harmless = (text: string) => (/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text)
const cell = (value: string | number | null | undefined) => `"${harmless(String(value ?? '')).replaceAll('"', '""')}"`

/** A table that any program opens; the mark in front tells Excel that it is UTF-8. */
const table = (...rows: (string | number | null | undefined)[][]): Buffer =>
  Buffer.from(`\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`)

const moment = (instant: string) =>
  new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, dateStyle: 'short', timeStyle: 'medium' })

const onSite = { notGiven: '未提供', equal: '一致', different: '不一致' }

export const evidenceTable = (items: readonly Evidence[]): Buffer =>
  table(
    [
      '序号',
      '种类',
      '名称',
      '来源',
      '取得日期',
      '地点',
      '取证人员',
      '原件或复制件',
      '非原件理由',
      '制作方法',
      '文件名',
      'SHA-256',
      'SM3',
      '现场校验',
      '作废',
    ],
    ...items.map((item) => [
      item.serial,
      evidenceKinds[item.kind],
      item.name,
      item.source,
      item.takenOn,
      item.place,
      item.officers.map((officer) => `${officer.name}（${officer.certificateNo}）`).join('、'),
      carriers[item.carrier],
      item.copyReason,
      item.copyMethod ?? item.electronic?.method,
      item.file?.name,
      item.file?.sha256,
      item.file?.sm3,
      onSite[item.onSite],
      item.withdrawn && `${item.withdrawn.reason}（${item.withdrawn.by}）`,
    ]),
  )

export const custodyTable = (items: readonly Evidence[], entries: ReadonlyMap<string, CustodyEntry[]>): Buffer =>
  table(
    ['证据序号', '证据名称', '事项', '日期', '记录时间', '人员', '单位', '接收人', '说明'],
    ...items.flatMap((item) =>
      (entries.get(item.id) ?? []).map((entry) => [
        item.serial,
        item.name,
        custodyActs[entry.act],
        entry.happenedOn,
        moment(entry.recordedAt),
        entry.person,
        entry.org,
        entry.counterpart,
        entry.note,
      ]),
    ),
  )

export const historyTable = (matters: readonly MatterView[]): Buffer =>
  table(
    ['事项', '步骤', '发生日期', '记录时间', '补录', '人员', '职责', '单位', '原状态', '新状态', '内容'],
    ...matters.flatMap((matter) =>
      matter.history.map((act) => [
        matter.title,
        act.title,
        act.happenedOn,
        moment(act.recordedAt),
        act.late ? '是' : '',
        act.by.person,
        act.by.role,
        act.by.org,
        act.from,
        act.to,
        JSON.stringify(act.input),
      ]),
    ),
  )

/** The clocks as they ended, with the article by its id in the statute table. */
export async function deadlineTable(ctx: Ctx, matters: readonly MatterView[]): Promise<Buffer> {
  const rows = await ctx.tx
    .selectFrom('matter_clock')
    .select(['matter_id', 'title', 'limit_id', 'begun', 'due', 'ended_on', 'provisional', 'detail'])
    .where(
      'matter_id',
      'in',
      matters.map((matter) => matter.id),
    )
    .orderBy('begun')
    .orderBy('name')
    .orderBy('entry')
    .execute()
  const titles = new Map<string, string>(matters.map((matter) => [matter.id, matter.title]))
  return table(
    ['事项', '期限', '规则', '依据', '起算日', '截止日', '结束日', '是否逾期', '暂定'],
    ...rows.map((row) => [
      titles.get(row.matter_id),
      row.title,
      row.limit_id,
      basisOf(row.detail),
      row.begun,
      row.due,
      row.ended_on,
      row.due && row.ended_on && row.ended_on > row.due ? '是' : '',
      row.provisional ? '是' : '',
    ]),
  )
}

const basisOf = (detail: unknown): string => String((detail as { basis?: unknown }).basis ?? '') // the arithmetic as it was kept: an object
