import { sql } from 'kysely'
import type { Role } from '#contract/authority'
import type { LegalDay, OrgId } from '#contract/common'
import type { CoveragePeopleQuery, CoveredPerson } from '#contract/coverage'
import type { HoursSettings, TrainedLevel } from '#contract/hours-rules'
import type { Ctx } from '#kernel/house'
import type { Cycle } from './coverage.rules.ts'

/** What is asked: a unit, a day, the cycle of that day, and who has to be trained by the configuration. */
export interface Asked {
  orgId: string
  day: LegalDay
  cycle: Cycle
  coverage: HoursSettings['coverage']
}

/** The one source of the board and of every list behind a cell: they cannot disagree. */
const people = ({ orgId, day, cycle, coverage }: Asked) =>
  sql`authority.coverage_people(${orgId}, ${day}, ${cycle.from}, ${[...coverage.orgKinds]}::text[], ${[...coverage.roles]}::text[])`

export interface Counted {
  childId: string
  level: TrainedLevel
  role: Role
  people: number
  trained: number
}

export async function countCoverage(ctx: Ctx, asked: Asked): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select c.child_id "childId", c.level, c.role, count(*)::int people, count(c.trained_on)::int trained from ${people(asked)} c group by 1, 2, 3`.execute(
    ctx.tx,
  )
  return rows
}

type Cell = Pick<CoveragePeopleQuery, 'childId' | 'level' | 'role' | 'trained'>

const inCell = ({ childId, level, role, trained }: Cell) =>
  sql.join(
    [
      sql`true`,
      ...(childId ? [sql`c.child_id = ${childId}`] : []),
      ...(level ? [sql`c.level = ${level}`] : []),
      ...(role ? [sql`c.role = ${role}`] : []),
      ...(trained ? [trained === 'yes' ? sql`c.trained_on is not null` : sql`c.trained_on is null`] : []),
    ],
    sql` and `,
  )

export async function listCovered(
  ctx: Ctx,
  asked: Asked,
  cell: Cell,
  page: { from: number; size: number },
): Promise<{ rows: CoveredPerson[]; total: number }> {
  const { rows } = await sql<CoveredPerson & { total: number }>`
    select c.person_id id, c.name, c.org_name unit, c.level, c.role, c.title, c.since_day since, c.trained_on "trainedOn", count(*) over ()::int total
      from ${people(asked)} c where ${inCell(cell)}
     order by (c.trained_on is not null), c.org_name collate "zh-x-icu", c.name collate "zh-x-icu", c.person_id limit ${page.size} offset ${page.from}`.execute(
    ctx.tx,
  )
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export interface UnitBelow {
  id: OrgId
  name: string
  kind: string
}

export async function unitsBelow(ctx: Ctx, orgId: string, day: LegalDay): Promise<UnitBelow[]> {
  const { rows } = await sql<UnitBelow>`
    select t.org_id id, t.short_name "name", o.kind from authority.tree_on(${day}) t join org o on o.id = t.org_id where t.parent_id = ${orgId} order by o.lo`.execute(
    ctx.tx,
  )
  return rows
}

/** Of the reader's own subtree alone; the unit above is given when it lies in it too. */
export async function boardUnit(ctx: Ctx, orgId: string): Promise<{ id: OrgId; name: string; parentId: OrgId | null } | undefined> {
  const { lo, hi } = ctx.actor.reach ?? { lo: '0', hi: '0' }
  const { rows } = await sql<{ id: OrgId; name: string; parentId: OrgId | null }>`
    select o.id, o.name, (select p.id from org p where p.id = o.parent_id and p.lo between ${lo}::bigint and ${hi}::bigint - 1) "parentId"
      from org o where o.id = ${orgId} and o.lo between ${lo}::bigint and ${hi}::bigint - 1`.execute(ctx.tx)
  return rows[0]
}

export interface BehindUnit {
  orgId: string
  name: string
  people: number
  trained: number
}

/** Every bureau with what it and all below it came to: for the alert. */
export async function countBureaus(ctx: Ctx, asked: Asked): Promise<BehindUnit[]> {
  const { rows } = await sql<BehindUnit>`
    select o.id "orgId", o.short_name "name", count(*)::int people, count(c.trained_on)::int trained
      from ${people(asked)} c join authority.closure_of(${asked.day}) k on k.org_id = c.org_id join org o on o.id = k.ancestor_id
     where o.kind in ('city', 'county') group by o.id, o.short_name, o.lo order by o.lo`.execute(ctx.tx)
  return rows
}

/** Who answers for the training of a unit: its training officers, and its heads. */
export async function answerableIn(ctx: Ctx, orgId: string, roles: readonly Role[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct d.person_id id from duty d where d.org_id = ${orgId} and d.role = any (${[...roles]}::text[]) and d.status = 'active'
       and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
