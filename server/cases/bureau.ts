import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { type Bureau, bureauAbove } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { OrgLevel } from './penalty/index.ts'

/** 以谁的名义 a unit registers: its bureau's. */
export async function bureauOf(ctx: Ctx, orgId: string): Promise<Bureau> {
  const bureau = await bureauAbove(ctx, orgId)
  if (!bureau) throw new Problem('notAllowed', { what: '在本单位登记', rule: '线索由县级以上市场监管部门及其派出机构登记' })
  return bureau
}

const levels: Record<string, OrgLevel> = { province: 'province', city: 'city', county: 'county', station: 'station' }
export const levelOf = (kind: string): OrgLevel => levels[kind] ?? 'county'

/** 编号: `甲子市监立〔2026〕3号`, one series for each unit, word and year, without gaps. */
export async function nextNumber(ctx: Ctx, bureau: Bureau, word: string, year: number): Promise<string> {
  const { rows } = await sql<{ n: number }>`select authority.next_number(${bureau.id}, ${word}, ${year}) n`.execute(ctx.tx)
  return `${bureau.documentWord ?? ''}市监${word}〔${year}〕${rows[0]!.n}号`
}

/** The division in which a unit works: its own code where that is one, else that of the bureau above it. */
export async function divisionOf(ctx: Ctx, orgId: string): Promise<string> {
  const { rows } = await sql<{ code: string }>`
    with recursive up as (
      select id, coalesce(division_code, code) as code, parent_id, 0 as far from org where id = ${orgId}
      union all
      select o.id, coalesce(o.division_code, o.code), o.parent_id, up.far + 1 from org o join up on o.id = up.parent_id)
    select code from up where code ~ '^35[0-9]{4}([0-9]{3})?$' order by far limit 1`.execute(ctx.tx)
  if (!rows[0]) throw new Problem('invalid', { issues: [{ path: 'divisionCode', message: '请填写行为发生地的区划代码' }] })
  return rows[0].code
}
