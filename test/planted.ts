import type { OrgId } from '#contract/common'
import { figuresApi } from '#contract/figures'
import type { World } from '#test/world'

/** What is put into a tree by hand, to see where a change of the tree takes it. */

export const paper = '闽市监人〔2026〕9号'
export const idOf = (world: World, key: string) => world.orgs.get(key) as OrgId // a planted unit's key

/** A matter placed by hand: what a move does to it is this room's question, not how it came to be. */
export async function plantMatter(world: World, owner: string, handling: string, closed = false): Promise<string> {
  const { rows } = await world.sql.query(
    `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on, closed)
     values ('penalty', '2026-01-05', 'filed', '涉嫌假冒专利', $1, 0, $2, 0, '2026-01-05', $3) returning id`,
    [world.orgs.get(owner), world.orgs.get(handling), closed],
  )
  await world.sql.query(
    `insert into matter_clock (matter_id, name, entry, title, limit_id, kind, begun, handling_at, detail)
     select id, 'decision', 1, '办案期限', 'CASE-TERM', 'deadline', '2026-01-05', handling_at, '{}' from matter where id = $1`,
    [rows[0].id],
  )
  return rows[0].id
}

export const fact = (world: World, org: string, day: string, value: number) =>
  world.sql.query("insert into indicator_fact (indicator, org_id, org_at, day, value, record) values ('cases.filed', $1, 0, $2, $3, 'x')", [
    world.orgs.get(org),
    day,
    value,
  ])

/** What was filed in a unit and below it in a month, as the province is told. */
export async function filedIn(world: World, orgId: OrgId, month: string): Promise<number | null | undefined> {
  const [year = '', number = ''] = month.split('-')
  const lines = await world.as('provinceSupervisor', figuresApi).ofUnit({ params: { orgId }, query: { year: Number(year) } })
  return lines.find(({ indicator }) => indicator === 'cases.filed')?.months[Number(number) - 1]
}
