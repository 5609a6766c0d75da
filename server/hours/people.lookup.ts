import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'

/** One of one's people, as a table names him: by account, with the name beside it so that a slip of the account is noticed. */
export interface Known {
  id: string
  name: string
  account: string
}

export const accountColumns: SheetPlan['columns'] = [
  { key: 'account', title: '账号', kind: 'code', required: true, help: '闽知平台的登录账号', example: 'zhang.mou', width: 18 },
  { key: 'name', title: '姓名', required: true, help: '用于核对账号', example: '张某', width: 12 },
]

export async function knownPeople(ctx: Ctx, read: SheetRead): Promise<Map<string, Known>> {
  const accounts = read.rows.flatMap(({ cells }) => cells.account?.toLowerCase() || [])
  const { rows } = await sql<Known>`
    select p.id, p.name, p.account from person p where p.account = any (${accounts}::text[]) and p.id in (select authority.my_people())`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.account, row]))
}

export type Say = (key: string | null, message: string) => void

/** Says faults at their cells, one a cell: what the reading of the cell already said is not said again. */
export function sayer(read: SheetRead, plan: SheetPlan, faults: SheetFault[]): (row: number) => Say {
  const marked = new Set(faults.map(({ row, column }) => `${row} ${column}`))
  return (row) => (key, message) => {
    if (key === null || !marked.has(`${row} ${read.places[key]}`)) faults.push(faultAt(read, plan, row, key, message))
  }
}

/** Who a row speaks of. Beyond reach there is nobody, and nobody brings his own. */
export function personOf(ctx: Ctx, cells: Readonly<Record<string, string>>, known: ReadonlyMap<string, Known>, say: Say): Known | null {
  const found = known.get((cells.account ?? '').toLowerCase())
  if (!found) {
    if (cells.account) say('account', '管辖范围内没有这个账号，或者该人员现无职务')
    return null
  }
  if (cells.name && cells.name.replace(/\s/g, '') !== found.name.replace(/\s/g, '')) say('name', `与账号不符，该账号的姓名是${found.name}`)
  if (found.id === ctx.actor.personId) say('account', '不能导入本人的记录，请由上级单位办理')
  return found
}
