import {
  type Block,
  body,
  type Cell,
  cell,
  chineseDay,
  dayText,
  type FormRow,
  fill,
  flush,
  line,
  type PaperHead,
  row,
  type Text,
  words,
  yuan,
  yuanInWords,
} from '#kernel/paper'
import { procedure } from '../heads.ts'
import type { Goods, Officer, Party } from './fields.ts'

/** Statutes by their full names, as a paper must cite them (GB/T 9704 and ministry's practice: 《》 and Chinese article numbers). */
export const penaltyLaw = '《中华人民共和国行政处罚法》'
export const coercionLaw = '《中华人民共和国行政强制法》'
export { procedure }
export const hearingRules = '《市场监督管理行政处罚听证办法》'

/** Said beside a basis that stands in no source we have read: whoever draws up the paper compares it with the text of the law. */
export const unverified = '（条文未核实）'
/** An article that the office itself enters: proposed, and printed only as it was then confirmed. */
export const unverifiedLabel = (what: string): string => `${what}（条文未核实，请核对原文）`

export const signature = (head: PaperHead): Block => ({ kind: 'signature', org: head.org, day: dayText(head.day) })

/** To whom the paper speaks: flush at the left, with a colon. */
export const addressee = (name: string | undefined): Block => flush(line`${fill(name, 12)}：`)

const you = (who: Party | undefined) => (who?.kind === 'person' ? '你' : '你单位')
/** 你 for a person, 你单位 for a unit. */
export const your = (who: Party | undefined): string => (who === undefined ? '你（单位）' : you(who))

/** The party's particulars, each on its line, as decisions and notices begin. */
export function partyLines(who: Party | undefined): readonly Block[] {
  const name = body(line`当事人：${fill(who?.name, 16)}`)
  const address = body(line`${who?.kind === 'person' ? '住址' : '住所'}：${fill(who?.address, 16)}`)
  const phone = who?.phone ? [body(line`联系电话：${who.phone}`)] : []
  if (who?.kind === 'person') return [name, body(line`身份证件号码：${fill(who.idNumber, 12)}`), address, ...phone]
  const head = who?.kind === 'business' ? '经营者' : '法定代表人（负责人）'
  return [
    name,
    body(line`主体资格证照名称：${fill(who?.licence ?? (who && '营业执照'), 10)}`),
    body(line`统一社会信用代码：${fill(who?.creditCode, 12)}`),
    address,
    body(line`${head}：${fill(who?.representative, 8)}`),
    ...(who?.kind === 'business' ? [body(line`身份证件号码：${fill(who.idNumber, 12)}`)] : []),
    ...phone,
  ]
}

/** The party's particulars as rows of an internal form. */
export const partyRows = (who: Party | undefined): readonly FormRow[] =>
  [
    row(['名称\n（姓名）', cell(who?.name)], ['联系电话', cell(who?.phone)]),
    row(['统一社会\n信用代码', cell(who?.creditCode)], ['法定代表人\n（经营者）', cell(who?.representative)]),
    row(['身份证件\n号码', cell(who?.idNumber)], ['住所\n（住址）', cell(who?.address)]),
  ].map((each) => ({ ...each, group: '当事人' }))

/** 张三（执法证号：…）、李四（…） */
export const officersText = (list: readonly Officer[] | undefined): Text =>
  (list?.length ? list : [{}, {}]).flatMap((officer, at) => [
    ...(at > 0 ? words('、') : []),
    ...line`${fill(officer.name, 5)}（执法证号：${fill(officer.certificate, 7)}）`,
  ])

export const officerNames = (list: readonly Officer[] | undefined): string | undefined =>
  list?.length ? list.map((officer) => officer.name ?? '').join('、') : undefined

/** A day to be written by hand beside a signature. */
export const signDay: Text = line`${fill(undefined, 3)}年${fill(undefined, 2)}月${fill(undefined, 2)}日`

/** An opinion's foot: who signs, and when. By hand or by the recorded approval. */
export const opinion = (label: string, text: string | undefined, height = 28): FormRow => ({
  cells: [[label, cell(text, [line`签名：${fill(undefined, 5)}　${signDay}`])]],
  height,
})

/** The boxes of a choice, the chosen one ticked. */
export const boxes = (labels: Record<string, string>, chosen: string | undefined): Cell => ({
  ticks: Object.entries(labels).map(([key, label]) => ({ text: words(label), ticked: key === chosen })),
})

export const goodsList = (list: readonly Goods[] | undefined, least = 6): Block => ({
  kind: 'list',
  columns: [
    { title: '序号', width: 8, align: 'center' },
    { title: '标称名称', width: 32 },
    { title: '规格（型号）', width: 20 },
    { title: '单位', width: 10, align: 'center' },
    { title: '数量', width: 12, align: 'center' },
    { title: '备注', width: 18 },
  ],
  rows: padded(
    (list ?? []).map((item, at) =>
      [String(at + 1), item.name, item.model, item.unit, item.quantity, item.note].map((value) => words(value ?? '')),
    ),
    least,
    6,
  ),
})

/** Rows to be written by hand below the printed ones, up to that many. */
export const padded = (rows: readonly (readonly Text[])[], least: number, columns: number): readonly (readonly Text[])[] => [
  ...rows,
  ...Array.from({ length: Math.max(0, least - rows.length) }, () => Array.from({ length: columns }, () => [])),
]

export type Remedies = { government?: string | undefined; court?: string | undefined }

/** Sixty days to reconsideration (Reconsideration Law art. 20), six months to suit (Administrative Litigation Law art. 46). */
export const remedies = (paper: string, { government, court }: Remedies): Block =>
  body(
    line`如不服本${paper}，可以自收到本${paper}之日起六十日内向${fill(government, 8)}申请行政复议，也可以自收到本${paper}之日起六个月内依法向${fill(court, 8)}提起行政诉讼。`,
  )

/** 「2026年3月3日作出的《…》（文号）」 */
export const cited = (title: string, number: string | undefined, on: string | undefined): Text =>
  line`${dayText(on)}作出的《${title}》（${fill(number, 10)}）`

/** Whom to ask; the address only where one is to come or to send. */
export const contact = (org: { person?: string | undefined; phone?: string | undefined; address?: string | undefined }): Block =>
  body([
    ...line`联系人：${fill(org.person, 5)}　联系电话：${fill(org.phone, 7)}`,
    ...('address' in org ? line`　联系地址：${fill(org.address, 10)}` : []),
  ])

export const dayOf = (value: string | undefined): string | undefined => value && chineseDay(value)
/** Who signs, the line, and the day. */
export const signedBy = (who: string, name?: string): Text => line`${{ text: who }}：${fill(name, 6)}　${signDay}`
/** Particulars in a record stand at the left edge. */
export const flushed = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => (block.kind === 'paragraph' ? { ...block, style: 'flush' } : block))
/** Boxes one below the other, outside a table. */
export const choices = (labels: Record<string, string>, chosen: string | undefined): Block => ({
  kind: 'ticks',
  options: Object.entries(labels).map(([key, label]) => ({ text: words(label), ticked: key === chosen })),
})

/** 「5,000元（大写：伍仟元整）」: the figure and the words, so that neither can be altered alone. */
export const money = (amount: number | undefined) =>
  amount === undefined ? fill(undefined, 10) : words(`${yuan(amount)}（大写：${yuanInWords(amount)}）`)
