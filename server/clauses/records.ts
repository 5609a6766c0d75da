import { sql } from 'kysely'
import { type ClauseRecord, recordQueries } from '#contract/clause-evidence'
import type { Clause } from '#contract/clauses'
import type { MatterId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { indicatorOf } from '#kernel/indicator'
import { visibleMatters } from '#kernel/matter'
import type { Span } from './evidence.ts'

interface Line {
  source: string
  key: string
  day: string
  orgName: string
  matterId: MatterId | null
  record: string
}

interface Named {
  title: string
  path: string | null
}

/** The records behind a clause: as many as its evidence says. What the reader may not open today is a day and a unit without a name. */
export async function listRecords(
  ctx: Ctx,
  clause: Clause,
  { unit, since, until }: Span,
  { source, from, size }: { source: string | undefined; from: number; size: number },
): Promise<ClauseRecord[]> {
  const { rows: lines } = await sql<Line>`
    select source, key, day, org_name as "orgName", matter_id as "matterId", record
      from authority.clause_records(${clause.id}, ${unit.id}, ${since}, ${until}, ${source ?? null}, ${from}, ${size})`.execute(ctx.tx)
  const names = await namesOf(ctx, lines)
  return lines.map(({ record, matterId, ...line }) => {
    const name = names.get(matterId ?? record)
    return {
      ...line,
      sourceTitle: sourceTitle(line.source),
      title: name?.title ?? null,
      matterId: name ? matterId : null,
      path: name?.path ?? null,
    }
  })
}

const isQuery = (name: string): name is keyof typeof recordQueries => name in recordQueries
const sourceTitle = (source: string) => (isQuery(source) ? recordQueries[source].title : (indicatorOf(source)?.title ?? source))

/** By row security and reach, room by room: the indicator knows how its records are called. */
async function namesOf(ctx: Ctx, lines: readonly Line[]): Promise<Map<string, Named>> {
  const names = new Map<string, Named>()
  const matters = lines.flatMap(({ matterId }) => matterId ?? [])
  if (matters.length > 0)
    for (const { id, title, number } of await visibleMatters(ctx)
      .select(['m.id', 'm.title', 'm.number'])
      .where('m.id', 'in', matters)
      .execute())
      names.set(id, { title: number ? `${number} ${title}` : title, path: `/matters/${id}` })
  for (const [source, some] of Map.groupBy(
    lines.filter(({ matterId }) => matterId === null),
    (line) => line.source,
  )) {
    const ids = some.map(({ record }) => record)
    const found = isQuery(source) ? await unitsNamed(ctx, ids) : ((await indicatorOf(source)?.records?.(ctx, ids)) ?? [])
    for (const { id, title, path } of found) names.set(id, { title, path })
  }
  return names
}

/** Names of units are for everybody who is signed in. */
async function unitsNamed(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.tx
    .selectFrom('org')
    .select(['id', 'name as title'])
    .where('id', 'in', [...ids])
    .execute()
  return rows.map((row) => ({ ...row, path: '/orgs' }))
}
