import { sql } from 'kysely'
import type { RegisterFilter, RegisterRow } from '#contract/documents'
import type { Ctx } from '#kernel/house'
import { visibleMatters } from '#kernel/matter'

/** Counting stops here and says so. */
const countable = 10_000

/** Numbers of one's own reach, void ones among them: a gap in the register would be a question. */
const numbered = (ctx: Ctx, filter: RegisterFilter) =>
  visibleMatters(ctx)
    .innerJoin('paper as p', 'p.matter_id', 'm.id')
    .innerJoin('org as o', 'o.id', 'p.org_id')
    .where('p.number', 'is not', null)
    .$if(filter.org !== undefined, (query) => query.where('p.org_id', '=', filter.org!)) // the condition says so
    .$if(filter.kind !== undefined, (query) => query.where('p.kind', '=', filter.kind!))
    .$if(filter.state !== undefined, (query) => query.where('p.state', '=', filter.state!))
    .$if(filter.year !== undefined, (query) => query.where('p.year', '=', filter.year!))
    .$if(filter.from !== undefined, (query) => query.where('p.issued_on', '>=', filter.from!))
    .$if(filter.to !== undefined, (query) => query.where('p.issued_on', '<=', filter.to!))
    .$if(filter.text !== undefined, (query) =>
      query.where((eb) =>
        eb.or([has(eb.ref('p.number'), filter.text!), has(eb.ref('p.title'), filter.text!), has(eb.ref('m.title'), filter.text!)]),
      ),
    )

const has = (column: unknown, text: string) => sql<boolean>`position(lower(${text}) in lower(${column})) > 0`

export async function readRegister(
  ctx: Ctx,
  filter: RegisterFilter,
): Promise<{ rows: RegisterRow[]; total: number; totalIsAtLeast: boolean }> {
  const rows = await numbered(ctx, filter)
    .select([
      'p.id',
      'p.matter_id as matterId',
      'm.title as matterTitle',
      'm.number as matterNumber',
      'm.process',
      'p.number',
      'p.title',
      'p.kind',
      sql<string>`coalesce(p.issued_as, o.name)`.as('org'),
      'p.issued_on as day',
      'p.issued_by as issuedBy',
      'p.state',
      'p.void_reason as voidReason',
    ])
    .orderBy('p.issued_on', 'desc')
    .orderBy('p.word')
    .orderBy('p.serial', 'desc')
    .orderBy('p.id')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  const some = numbered(ctx, filter)
    .select('p.id')
    .limit(countable + 1)
  const { count } = await ctx.tx
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  const total = Number(count)
  // A number is given with its day and its officer (the table's own checks); keys are the branded ids.
  return { rows: rows as RegisterRow[], total: Math.min(total, countable), totalIsAtLeast: total > countable }
}
