import { sql } from 'kysely'
import type { z } from 'zod'
import type { Mark, OrgDetail, OrgKind, OrgLine, TreeNode } from '#contract/orgs'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { asLines, isWithinPlace, orgLines } from './org.store.ts'

const missing = () => new Problem('notFound', { what: '这个单位' })

export async function readLine(ctx: Ctx, id: string): Promise<OrgLine> {
  const [line] = asLines(await orgLines(ctx.tx).where('org.id', '=', id).execute())
  if (!line) throw missing()
  return line
}

/** One unit with its past: names, codes and parents by date, and what it was merged with. */
export async function readOrg(ctx: Ctx, id: string): Promise<OrgDetail> {
  const line = await readLine(ctx, id)
  const { rows } = await sql<Row>`
    select o.version, o.parent_id, o.division_code, o.document_word, o.mark_note, o.opened_on, o.closed_on, o.facts,
      (select coalesce(jsonb_agg(jsonb_build_object('name', n.name, 'shortName', n.short_name, 'code', n.code,
          'from', lower(n.valid), 'to', upper(n.valid) - 1) order by lower(n.valid) desc), '[]') from org_name n where n.org_id = o.id) as names,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'paper', e.paper,
          'from', lower(e.valid), 'to', upper(e.valid) - 1) order by lower(e.valid) desc), '[]') from org_edge e join org p on p.id = e.parent_id where e.org_id = o.id) as parents,
      (select jsonb_build_object('id', i.id, 'name', i.name, 'on', m.merged_on, 'paper', m.paper) from org_merger m join org i on i.id = m.into_id where m.org_id = o.id) as merged_into,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name, 'on', m.merged_on) order by m.merged_on), '[]')
         from org_merger m join org i on i.id = m.org_id where m.into_id = o.id) as merged_from,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.n) order by k.depth), '[]')
         from (select b.kind, count(*)::int n, min(b.depth) depth from org b where b.lo > o.lo and b.lo < o.hi and b.active group by b.kind) k) as below
      from org o where o.id = ${id}`.execute(ctx.tx)
  const [row] = rows
  if (!row) throw missing()
  return {
    ...line,
    version: row.version,
    parentId: row.parent_id as OrgDetail['parentId'], // the table's key
    divisionCode: row.division_code,
    documentWord: row.document_word,
    markNote: row.mark_note,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    source: row.facts.source ?? null,
    unverified: row.facts.unverified ?? [],
    names: row.names,
    parents: row.parents,
    mergedInto: row.merged_into,
    mergedFrom: row.merged_from,
    below: row.below,
    mayManage: holds(ctx.actor, 'unit.manage') && (await isWithinPlace(ctx.tx, id)),
  }
}

interface Row extends Pick<OrgDetail, 'names' | 'parents' | 'below'> {
  version: number
  parent_id: string | null
  division_code: string | null
  document_word: string | null
  mark_note: string | null
  opened_on: string
  closed_on: string | null
  facts: { source?: string | null; unverified?: string[] }
  merged_into: OrgDetail['mergedInto']
  merged_from: OrgDetail['mergedFrom']
}

/** Who stood where on a day, under the name of that day. */
export async function treeOn(ctx: Ctx, day: string): Promise<z.infer<typeof TreeNode>[]> {
  const { rows } = await sql<{ id: string; parentId: string | null; kind: OrgKind; name: string; shortName: string; code: string }>`
    select t.org_id as id, t.parent_id as "parentId", o.kind, t.name, t.short_name as "shortName", t.code
      from authority.tree_on(${day}::date) t join org o on o.id = t.org_id order by o.depth, t.code`.execute(ctx.tx)
  return rows as z.infer<typeof TreeNode>[] // the table's keys
}

export async function countOrgs(ctx: Ctx): Promise<{ kind: OrgKind; count: number; assumed: number }[]> {
  const { rows } = await sql<{ kind: OrgKind; count: number; assumed: number }>`
    select kind, count(*)::int as count, count(*) filter (where mark = ${'assumption' satisfies Mark})::int as assumed
      from org where active group by kind order by min(depth), kind`.execute(ctx.tx)
  return rows
}
