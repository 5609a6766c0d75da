import { type SqlBool, sql } from 'kysely'
import type { CaseFilter } from '#contract/case-lists'
import type { MatterId, OrgId } from '#contract/common'
import type { ViolationCode } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { roomOf, visibleMatters } from '#kernel/matter'
import { isPaused, lightOfRow, showing } from './list-light.ts'
import { violationOf } from './penalty/index.ts'

/** Nobody reads on past this, and counting a million rows is not free. */
const countStop = 10_000

type Visible = ReturnType<typeof visibleMatters>
/** Reach first, then the filter: list, count and export begin here, so that they cannot disagree. */
export function filtered(ctx: Ctx, processes: readonly string[], filter: Omit<CaseFilter, 'page' | 'size' | 'sort' | 'code'>): Visible {
  let query = visibleMatters(ctx).where('m.process', 'in', [...processes])
  if (filter.text) query = query.where(sql<SqlBool>`m.id in (select authority.search_matters(${filter.text}))`)
  if (filter.state.length > 0) query = query.where('m.state', 'in', filter.state)
  if (filter.open !== undefined) query = query.where('m.closed', '=', !filter.open)
  if (filter.dueBefore) query = query.where('m.due', '<=', filter.dueBefore).where('m.closed', '=', false)
  if (filter.from) query = query.where('m.opened_on', '>=', filter.from)
  if (filter.to) query = query.where('m.opened_on', '<=', filter.to)
  if (filter.org) query = query.where(atOrg(filter.org, filter.below))
  if (filter.officer) query = query.where(handledBy(filter.officer))
  if (filter.light.length > 0) query = query.where(showing(ctx, filter.light))
  return query
}

/** 本级及下级 by the tree's own interval, or the unit alone. */
const atOrg = (org: string, below: boolean) =>
  below
    ? sql<SqlBool>`exists (select 1 from org o where o.id = ${org} and m.handling_at between o.lo and o.hi - 1)`
    : sql<SqlBool>`${org} in (m.handling_org_id, m.owner_org_id)`

const handledBy = (person: string) =>
  sql<SqlBool>`exists (select 1 from matter_assignee a where a.matter_id = m.id and a.person_id = ${person} and a.to_day is null)`

const order = { due: 'm.due', openedOn: 'm.opened_on', number: 'm.number' } as const

/** The tie-break keeps pages from overlapping; it runs the same way, so that one index serves both. */
export function sorted<Q extends Visible>(query: Q, sort: CaseFilter['sort']): Q {
  const name = sort.replace('-', '') as keyof typeof order // the contract's own list
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const absentLast = name === 'openedOn' ? sql`` : sql`nulls last` // the day of opening is never absent
  return query.orderBy(sql`${sql.ref(order[name])} ${direction} ${absentLast}`).orderBy(sql`m.id ${direction}`) as Q
}

/** Counted where the rows are: ten thousand ids on the wire took longer than the page itself. */
export async function totalOf(ctx: Ctx, query: Visible): Promise<{ total: number; totalIsAtLeast: boolean }> {
  const some = query.select('m.id').limit(countStop + 1)
  const { found } = await ctx.tx.selectFrom(some.as('some')).select(sql<string>`count(*)`.as('found')).executeTakeFirstOrThrow()
  return { total: Math.min(Number(found), countStop), totalIsAtLeast: Number(found) > countStop }
}

export const listColumns = (query: Visible) =>
  query
    .innerJoin('org as h', 'h.id', 'm.handling_org_id')
    .select([
      'm.id',
      'm.process',
      'm.number',
      'm.title',
      'm.state',
      'm.version',
      'm.opened_on as openedOn',
      'm.due',
      'm.due_name as dueName',
      'm.due_provisional as provisional',
      'm.yellow_on as yellowOn',
      'm.closed',
      'm.handling_org_id as handlingId',
      'h.name as handlingName',
      'h.short_name as handlingShortName',
    ])
    .select(isPaused.as('paused'))
    .select(
      sql<string | null>`(select string_agg(p.name, '、' order by p.position) from case_party p where p.matter_id = m.id)`.as('party'),
    )
    .select(
      sql<string>`coalesce((select string_agg(a.person_name, '、' order by a.from_day) from matter_assignee a where a.matter_id = m.id and a.to_day is null), '')`.as(
        'officers',
      ),
    )

type Row = Awaited<ReturnType<ReturnType<typeof listColumns>['execute']>>[number]

/** A row as every list shows it: words instead of codes, and the light of the earliest deadline. */
export function shownRow(ctx: Ctx, row: Row, code: string | null) {
  const { handlingId, handlingName, handlingShortName, state, yellowOn: _yellowOn, paused: _paused, ...rest } = row
  return {
    ...rest,
    id: row.id as MatterId, // the key of the row
    state,
    stateTitle: roomOf(row.process).process.states[state]?.title ?? state,
    violation: code === null ? null : violationOf(code as ViolationCode).name, // written from a parsed code
    handling: { id: handlingId as OrgId, name: handlingName, shortName: handlingShortName },
    light: lightOfRow(ctx, row),
  }
}
