import { sql } from 'kysely'
import type { z } from 'zod'
import type { LeadSource } from '#contract/case-drafts'
import type { CaseFilter, CaseRow, ComplaintRow, FoundMatter, LeadFilter, LeadRow } from '#contract/case-lists'
import type { ExportCall } from '#contract/cases'
import type { MatterId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { allRooms, roomOf, visibleMatters } from '#kernel/matter'
import { filtered, listColumns, shownRow, sorted, totalOf } from './list.store.ts'

interface Listed<R> {
  rows: R[]
  total: number
  totalIsAtLeast: boolean
}

export function leadQuery(ctx: Ctx, filter: LeadFilter) {
  let query = filtered(ctx, ['lead'], filter)
  if (filter.code.length > 0 || filter.source.length > 0) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('lead as own')
          .select('own.matter_id')
          .whereRef('own.matter_id', '=', 'm.id')
          .$if(filter.code.length > 0, (q) => q.where('own.violation_code', 'in', filter.code))
          .$if(filter.source.length > 0, (q) => q.where('own.source', 'in', filter.source)),
      ),
    )
  }
  return query
}

type Query = ReturnType<typeof leadQuery>
const idsOf = async (query: Query): Promise<string[]> => (await query.select('m.id').execute()).map(({ id }) => id)

/** All columns of these few; who lost sight of one meanwhile does not get it. */
async function rowsOf<R extends { id: string }>(
  ctx: Ctx,
  ids: readonly string[],
  read: (ctx: Ctx, query: Query) => Promise<R[]>,
): Promise<R[]> {
  const rows = await read(ctx, visibleMatters(ctx).where('m.id', 'in', [...ids]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Which rows and in what order is answered by an index alone; the columns are read for these few. Sorting whole rows took most of the time (measured). */
async function listed<R extends { id: string }>(
  ctx: Ctx,
  query: Query,
  { page, size, sort }: Pick<CaseFilter, 'page' | 'size' | 'sort'>,
  read: (ctx: Ctx, query: Query) => Promise<R[]>,
): Promise<Listed<R>> {
  const ids = await idsOf(
    sorted(query, sort)
      .limit(size)
      .offset((page - 1) * size),
  )
  return { rows: ids.length === 0 ? [] : await rowsOf(ctx, ids, read), ...(await totalOf(ctx, query)) }
}

async function leadRows(ctx: Ctx, query: Query): Promise<LeadRow[]> {
  const rows = await listColumns(query)
    .innerJoin('lead as own', 'own.matter_id', 'm.id')
    .select(['own.source', 'own.found_on as foundOn', 'own.violation_code as code'])
    .execute()
  return rows.map(({ source, foundOn, code, ...row }) => ({ ...shownRow(ctx, row, code), source: source as LeadSource, foundOn })) // the table's check
}

export const listLeads = (ctx: Ctx, filter: LeadFilter): Promise<Listed<LeadRow>> => listed(ctx, leadQuery(ctx, filter), filter, leadRows)

const caseProcesses = ['penalty', 'simple'] as const

export function caseQuery(ctx: Ctx, filter: CaseFilter) {
  let query = filtered(ctx, caseProcesses, filter)
  if (filter.code.length > 0) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('enforcement_case as own')
          .select('own.matter_id')
          .whereRef('own.matter_id', '=', 'm.id')
          .where('own.violation_code', 'in', filter.code),
      ),
    )
  }
  return query
}

const decidedFine = sql<number | null>`(select sum(p.fine) from case_penalty p where p.matter_id = m.id and p.stage = 'decided'
  and p.round = (select max(q.round) from case_penalty q where q.matter_id = m.id and q.stage = 'decided'))`

async function caseRows(ctx: Ctx, query: Query): Promise<CaseRow[]> {
  const rows = await listColumns(query)
    .innerJoin('enforcement_case as own', 'own.matter_id', 'm.id')
    .select(['own.filed_on as filedOn', 'own.decided_on as decidedOn', 'own.violation_code as code', decidedFine.as('fine')])
    .execute()
  return rows.map(({ filedOn, decidedOn, code, fine, ...row }) => ({ ...shownRow(ctx, row, code), filedOn, decidedOn, fine }))
}

export const listCases = (ctx: Ctx, filter: CaseFilter): Promise<Listed<CaseRow>> => listed(ctx, caseQuery(ctx, filter), filter, caseRows)

/** What an export holds, in the order of the page: decided once, so that what changes meanwhile is neither missed nor met twice. */
export async function exportedIds(ctx: Ctx, call: ExportCall, most: number): Promise<string[]> {
  const query = call.list === 'leads' ? leadQuery(ctx, call.filter) : caseQuery(ctx, call.filter)
  const chosen = call.ids ? query.where('m.id', 'in', call.ids) : query
  return idsOf(sorted(chosen, call.filter.sort).limit(most))
}

export const exportedRows = (ctx: Ctx, list: ExportCall['list'], ids: readonly string[]): Promise<(LeadRow | CaseRow)[]> =>
  rowsOf<LeadRow | CaseRow>(ctx, ids, list === 'leads' ? leadRows : caseRows)

export const listComplaints = (ctx: Ctx, filter: CaseFilter): Promise<Listed<ComplaintRow>> =>
  listed(ctx, filtered(ctx, ['complaint'], filter), filter, complaintRows)

async function complaintRows(ctx: Ctx, query: Query): Promise<ComplaintRow[]> {
  const rows = await listColumns(query)
    .innerJoin('complaint as own', 'own.matter_id', 'm.id')
    .select('own.received_on as receivedOn')
    .execute()
  return rows.map(({ receivedOn, ...row }) => ({ ...shownRow(ctx, row, null), receivedOn }))
}

/** 全局搜索: number, title and party of what the reader may see. */
export async function searchMatters(ctx: Ctx, text: string): Promise<z.output<typeof FoundMatter>[]> {
  const known = allRooms().map((room) => room.process.name)
  const rows = await ctx.tx
    .selectFrom('matter as m')
    .innerJoin('org as h', 'h.id', 'm.handling_org_id')
    .select(['m.id', 'm.process', 'm.number', 'm.title', 'm.state', 'h.name as handling'])
    .where(sql<boolean>`m.id in (select authority.search_matters(${text}, 20))`)
    .where('m.process', 'in', known)
    .orderBy('m.recorded_at', 'desc')
    .execute()
  return rows.map(({ state, ...row }) => {
    const declared = roomOf(row.process).process
    return { ...row, id: row.id as MatterId, processTitle: declared.title, stateTitle: declared.states[state]?.title ?? state } // the key of the row
  })
}
