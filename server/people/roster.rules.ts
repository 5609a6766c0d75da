import { type Role, roles } from '#contract/authority'
import { PersonDraft, plainName } from '#contract/people'
import type { ImportRow } from '#kernel/batch'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'

/** What a row of the roster asks for, once nothing is wrong with it. */
export interface RosterRow extends ImportRow {
  same: boolean
  name: string
  account: string
  staffNo: string
  certificateNo: string
  org: string
  orgId: string | null
  role: Role | null
  title: string
  from: string
}

/** An account within reach, with the duties that run or are proposed. */
export interface Standing {
  name: string
  staffNo: string
  certificateNo: string
  duties: readonly { org: string; orgCode: string; role: string; title: string; from: string }[]
}

/** What stands in the database already, as far as this file touches it. */
export interface Known {
  standing: ReadonlyMap<string, Standing>
  accounts: ReadonlySet<string>
  certificates: ReadonlySet<string>
  /** Units within reach by name and by code; a name that two share leads to both. */
  orgs: ReadonlyMap<string, readonly string[]>
}

const roleOf = new Map<string, Role>(Object.entries(roles).map(([role, title]) => [title, role as Role])) // keys of a const object

type Say = (key: string, message: string) => void

/** Reads the cells as rows and says every fault at its own cell: one look shows all that is to be mended. */
export function judgeRoster(read: SheetRead, plan: SheetPlan, known: Known): { rows: RosterRow[]; faults: SheetFault[] } {
  const faults: SheetFault[] = [...read.faults]
  // One fault a cell: what the reading of the cell already said is not said again.
  const marked = new Set(faults.map(({ row, column }) => `${row} ${column}`))
  const unread = new Set(faults.map(({ row }) => row))
  const seen = new Map<string, number>()
  const rows = read.rows.map(({ row, cells }): RosterRow => {
    const taken = rowOf(row, cells, known)
    taken.same &&= !unread.has(row)
    if (taken.same) return taken
    const say: Say = (key, message) => {
      if (!marked.has(`${row} ${read.places[key]}`)) faults.push(faultAt(read, plan, row, key, message))
    }
    judgeShape(cells, say)
    judgeKnown(taken, known, say)
    judgeTwice(taken, seen, say)
    return taken
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

function rowOf(row: number, cells: Readonly<Record<string, string>>, known: Known): RosterRow {
  const text = (key: string) => cells[key] ?? ''
  const orgs = known.orgs.get(text('org')) ?? []
  const taken = {
    row,
    name: plainName(text('name')),
    account: text('account').toLowerCase(),
    staffNo: text('staffNo'),
    certificateNo: text('certificateNo'),
    org: text('org'),
    orgId: orgs.length === 1 ? (orgs[0] ?? null) : null,
    role: roleOf.get(text('role')) ?? null,
    title: text('title'),
    from: text('from'),
  }
  const standing = known.standing.get(taken.account)
  return { ...taken, same: standing !== undefined && differing(taken, standing).length === 0 }
}

/** Where a row says otherwise than what stands. Of several duties, the one that is most alike. */
function differing(row: Omit<RosterRow, 'same'>, { duties, ...person }: Standing): string[] {
  const titles = { name: '姓名', staffNo: '工号', certificateNo: '执法证号' } as const
  const own = (['name', 'staffNo', 'certificateNo'] as const).filter((key) => row[key] !== person[key]).map((key) => titles[key])
  const each = duties.map((duty) => [
    ...(row.org === duty.org || row.org === duty.orgCode ? [] : ['单位']),
    ...(row.role === duty.role ? [] : ['职责']),
    ...(row.title === duty.title ? [] : ['职务名称']),
    ...(row.from === duty.from ? [] : ['任职起始日']),
  ])
  const [nearest = ['职务']] = each.sort((a, b) => a.length - b.length)
  return [...own, ...nearest]
}

function judgeKnown(row: RosterRow, known: Known, say: Say): void {
  if (row.org !== '' && row.orgId === null) say('org', known.orgs.has(row.org) ? '有同名单位，请改填单位代码' : '管辖范围内没有这个单位')
  const standing = known.standing.get(row.account)
  if (known.accounts.has(row.account)) say('account', takenWords(row, standing))
  if (known.certificates.has(row.certificateNo) && row.certificateNo !== standing?.certificateNo) say('certificateNo', '执法证号已登记')
  if (row.role === 'officer' && row.certificateNo === '') say('certificateNo', '办案人员必须填写执法证号')
}

/** Beyond reach only that there is one; within reach also what differs, since an import changes nobody who is there. */
const takenWords = (row: RosterRow, standing: Standing | undefined) =>
  standing ? `账号已存在，与现有记录不同：${differing(row, standing).join('、')}。修改请到“人员”页面办理` : '账号已存在'

function judgeTwice(row: RosterRow, seen: Map<string, number>, say: Say): void {
  for (const key of ['account', 'certificateNo'] as const) {
    if (row[key] === '') continue
    const before = seen.get(`${key} ${row[key]}`)
    if (before === undefined) seen.set(`${key} ${row[key]}`, row.row)
    else say(key, `与第 ${before} 行重复`)
  }
}

/** The very schema that one account is made by; the roster has no rules of its own about names and accounts. */
function judgeShape(cells: Readonly<Record<string, string>>, say: Say): void {
  const { name = '', account = '', staffNo, certificateNo, title = '' } = cells
  const parsed = PersonDraft.safeParse({ name, account, staffNo, certificateNo })
  for (const issue of parsed.error?.issues ?? []) {
    const key = String(issue.path[0])
    if (cells[key]) say(key, issue.message)
  }
  if (title.length === 1 || title.length > 40) say('title', '职务名称 2 至 40 字')
}
