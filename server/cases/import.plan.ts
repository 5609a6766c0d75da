import type { z } from 'zod'
import { LeadDraft, sourceNames } from '#contract/case-drafts'
import { partyKindNames } from '#contract/penalty'
import type { ImportRow } from '#kernel/batch'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'
import { violationSummaries } from './penalty/index.ts'

const violationWords = violationSummaries().map(({ code, name }) => `${code} ${name}`)
const keyOf = (names: Readonly<Record<string, string>>, title: string) => Object.keys(names).find((key) => names[key] === title)

export const leadPlan: SheetPlan = {
  name: '线索',
  columns: [
    { key: 'source', title: '来源', kind: 'choice', options: Object.values(sourceNames), required: true, example: '举报', width: 14 },
    { key: 'sourceNote', title: '来源说明', help: '移送函号、交办文号等', width: 24 },
    {
      key: 'foundOn',
      title: '发现或者收到之日',
      kind: 'day',
      required: true,
      help: '可以是过去的日期；核查期限自该日起算',
      example: '2026-03-03',
      width: 16,
    },
    {
      key: 'divisionCode',
      title: '行为发生地区划代码',
      kind: 'code',
      required: true,
      help: '6 位县级或者 9 位乡级代码，福建省内',
      example: '350102',
      width: 16,
    },
    { key: 'place', title: '行为发生地', required: true, example: '某街道 1 号', width: 30 },
    { key: 'content', title: '线索内容', required: true, example: '销售涉嫌假冒注册商标的商品', width: 46 },
    {
      key: 'violationCode',
      title: '涉嫌违法类型',
      kind: 'choice',
      options: violationWords,
      help: '从下拉列表选择，尚不清楚的留空',
      example: violationWords[0] ?? '',
      width: 36,
    },
    { key: 'partyName', title: '当事人名称', example: '某鞋行', width: 26 },
    { key: 'partyKind', title: '当事人类别', kind: 'choice', options: Object.values(partyKindNames), example: '法人', width: 14 },
    { key: 'creditCode', title: '统一社会信用代码', kind: 'code', help: '18 位；按文本填写，Excel 会把 18 位数字改成科学记数', width: 24 },
    { key: 'address', title: '当事人住所', width: 30 },
  ],
  instructions: [
    '每行一条线索。导入后线索由本单位承办，状态为“待分派”。',
    '不要填写身份证号码。举报人信息不从表格导入，请在线索登记时单独填写。',
    '导入后可以整批撤销，已经开始核查的线索除外。',
  ],
}

/** What a row asks for. */
export interface LeadLine extends ImportRow {
  draft: z.input<typeof LeadDraft>
}

/** The contract's own form judges a row: an import has no rules of its own. */
export function judgeLeads(read: SheetRead, today: string): { rows: LeadLine[]; faults: SheetFault[] } {
  const faults: SheetFault[] = [...read.faults]
  const marked = new Set(faults.map(({ row, column }) => `${row} ${column}`))
  const say = (row: number, key: string, message: string) => {
    if (!marked.has(`${row} ${read.places[key]}`)) faults.push(faultAt(read, leadPlan, row, key, message))
  }
  const rows = read.rows.map(({ row, cells }): LeadLine => {
    const draft = draftOf(cells)
    const parsed = LeadDraft.safeParse(draft)
    for (const issue of parsed.error?.issues ?? []) say(row, columnOf(issue.path), issue.message)
    if ((cells.foundOn ?? '') > today) say(row, 'foundOn', '不能晚于今天')
    if (!cells.partyName && (cells.creditCode || cells.address || cells.partyKind)) say(row, 'partyName', '填写了当事人信息，请填写名称')
    return { row, draft }
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

const columnOf = ([first, , field]: PropertyKey[]): string => {
  if (first !== 'parties') return String(first)
  return field === 'name' ? 'partyName' : field === 'kind' ? 'partyKind' : String(field)
}

const filled = (text: string | undefined) => (text === undefined || text === '' ? undefined : text)

/** Words that are no choice stay as they are: the form then says what is wrong with them. */
function draftOf(cells: Readonly<Record<string, string>>): LeadLine['draft'] {
  const { partyName, partyKind, creditCode, address, source = '', violationCode = '', ...rest } = cells
  const party = {
    name: partyName,
    kind: filled(partyKind) ? (keyOf(partyKindNames, partyKind ?? '') ?? partyKind) : undefined,
    creditCode: filled(creditCode)?.toUpperCase(),
    address: filled(address),
  }
  return {
    source: keyOf(sourceNames, source) ?? source,
    sourceNote: filled(rest.sourceNote),
    foundOn: rest.foundOn,
    divisionCode: rest.divisionCode,
    place: rest.place,
    content: rest.content,
    violationCode: filled(violationCode.split(' ')[0]),
    parties: filled(partyName) ? [party] : [],
  } as LeadLine['draft'] // judged by LeadDraft before anything is made of it
}
