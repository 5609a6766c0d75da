import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import type { OrgLevel } from './penalty/index.ts'

export interface Unit {
  id: OrgId
  kind: string
  name: string
  documentWord: string | null
}

/**
 * 以谁的名义: the bureau of a province, city or county at or above a unit. A station acts in its bureau's name (procedure art. 9), and so does a
 * department or a brigade.
 */
export async function bureauOf(ctx: Ctx, orgId: string): Promise<Unit> {
  const { rows } = await sql<Unit>`
    with recursive up as (
      select id, kind, name, document_word, parent_id, 0 as far from org where id = ${orgId}
      union all
      select o.id, o.kind, o.name, o.document_word, o.parent_id, up.far + 1 from org o join up on o.id = up.parent_id)
    select id, kind, name, document_word as "documentWord" from up where kind in ('province', 'city', 'county') order by far limit 1`.execute(
    ctx.tx,
  )
  const bureau = rows[0]
  if (!bureau) throw new Problem('notAllowed', { what: '在本单位登记', rule: '线索由县级以上市场监管部门及其派出机构登记' })
  return bureau
}

const levels: Record<string, OrgLevel> = { province: 'province', city: 'city', county: 'county', station: 'station' }
export const levelOf = (kind: string): OrgLevel => levels[kind] ?? 'county'

/** 编号: `甲子市监立〔2026〕3号`, one series for each unit, word and year, without gaps. */
export async function nextNumber(ctx: Ctx, bureau: Unit, word: string, year: number): Promise<string> {
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
