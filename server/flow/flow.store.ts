import { type RawBuilder, sql } from 'kysely'
import type { OrgId } from '#contract/common'
import { dayAfter, limitsOfAuthorities } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'

/** What is looked at: a process, the days of opening, a unit with all below it. */
export interface Asked {
  process: string
  unit: { id: OrgId; name: string }
  first: string
  last: string
}

/** The twenty most frequent ways are told one by one. */
export const mostVariants = 20
const mostLate = 100

/**
 * The moves (`r`, each with the day on which it was left, who had it before, and whether the state was entered again), the matters (`m`) and the ways that
 * they took. Every number and every list behind one begins here, so that they cannot disagree.
 */
const moves = ({ process, unit, first, last }: Asked) => sql`
  s as materialized (select * from authority.flow_steps(${process}, ${unit.id}, ${first}, ${last}, ${[...limitsOfAuthorities]}::text[])),
  r as materialized (
    select s.*, lead(s.day) over w as left_on, lag(s.org_id) over w as from_id, lag(s.org_name) over w as from_org, lag(s.role) over w as from_role,
           row_number() over (partition by s.matter_id, s.to_state order by s.seq) > 1 as again
      from s window w as (partition by s.matter_id order by s.seq)),
  m as materialized (
    select matter_id, min(handling_at) as handling_at, bool_or(closed) as closed, min(day) as first, max(day) as last, md5(string_agg(step, '>' order by seq)) as way,
           array_agg(step order by seq) as steps, bool_or(again) as reworked, bool_or(late_clock is not null) as late
      from r group by matter_id),
  ways as (select way, count(*)::int as matters from m group by way order by 2 desc, 1 limit ${mostVariants})`

// By the unit and not by its name: stations of two counties may have the same.
const lateKey = sql`md5(concat_ws('|', r.step, r.late_clock, r.from_id, r.from_role, r.org_id, r.role))`
const reworkKey = sql`md5(concat_ws('|', r.step, r.from_state, r.to_state))`

/** Working days up to each day: how many lie between two is one subtraction. */
function workingDays(ctx: Ctx, first: string): { days: string[]; counts: number[] } {
  const calendar = ctx.house.calendar()
  const days: string[] = []
  const counts: number[] = []
  let count = 0
  for (let day = first; day <= ctx.today; day = dayAfter(day)) {
    if (calendar.isWorkingDay(day)) count += 1
    days.push(day)
    counts.push(count)
  }
  return { days, counts }
}

const both = (days: RawBuilder<unknown>, working: RawBuilder<unknown>, filter: RawBuilder<unknown>) => sql`
  'days', jsonb_build_object('median', percentile_disc(0.5) within group (order by ${days}) filter (where ${filter}),
                             'p90', percentile_disc(0.9) within group (order by ${days}) filter (where ${filter})),
  'workingDays', jsonb_build_object('median', percentile_disc(0.5) within group (order by ${working}) filter (where ${filter}),
                                    'p90', percentile_disc(0.9) within group (order by ${working}) filter (where ${filter}))`

interface Median {
  median: number | null
  p90: number | null
}
export interface Analysed {
  total: { matters: number; closed: number; days: Median; workingDays: Median }
  firstTime: { right: number; reworked: number }
  variants: { way: string; matters: number; steps: string[]; closed: number; medianDays: number | null }[]
  allVariants: number
  waits: {
    state: string
    matters: number
    passages: number
    days: Median
    workingDays: Median
    waiting: number
    longest: number | null
  }[]
  late: {
    key: string
    step: string
    clock: string
    fromOrg: string | null
    fromRole: string | null
    toOrg: string
    toRole: string
    matters: number
    times: number
    medianDays: number
  }[]
  lateTotal: { matters: number; times: number }
  rework: { key: string; step: string; fromState: string; toState: string; matters: number; times: number }[]
  units: { id: OrgId; name: string; own: boolean; matters: number; closed: number; days: Median; right: number; lateMatters: number }[]
}

/** All numbers by one reading of the histories. */
export async function analyse(ctx: Ctx, asked: Asked): Promise<Analysed> {
  const { days, counts } = workingDays(ctx, asked.first)
  const some = (rows: RawBuilder<unknown>) => sql`coalesce((select jsonb_agg(x.o) from (${rows}) x), '[]')`
  const { rows } = await sql<{ found: Analysed }>`
    with ${moves(asked)},
    wd as materialized (select * from unnest(${days}::date[], ${counts}::int[]) as t (day, n)),
    whole as (select m.*, m.last - m.first as took, b.n - a.n as worked from m left join wd a on a.day = m.first left join wd b on b.day = m.last),
    stay as (select r.*, r.left_on - r.day as took, b.n - a.n as worked from r left join wd a on a.day = r.day left join wd b on b.day = r.left_on)
    select jsonb_build_object(
      'total', (select jsonb_build_object('matters', count(*), 'closed', count(*) filter (where closed), ${both(sql`took`, sql`worked`, sql`closed`)}) from whole),
      'firstTime', (select jsonb_build_object('right', count(*) filter (where closed and not reworked), 'reworked', count(*) filter (where closed and reworked)) from m),
      'variants', ${some(sql`
        select jsonb_build_object('way', v.way, 'matters', v.matters, 'steps', min(m.steps), 'closed', count(*) filter (where m.closed),
                                  'medianDays', percentile_disc(0.5) within group (order by m.last - m.first) filter (where m.closed)) as o
          from ways v join m on m.way = v.way group by v.way, v.matters order by v.matters desc, v.way`)},
      'allVariants', (select count(distinct way) from m),
      'waits', ${some(sql`
        select jsonb_build_object('state', to_state, 'matters', count(distinct matter_id) filter (where left_on is not null), 'passages', count(left_on),
                                  ${both(sql`took`, sql`worked`, sql`left_on is not null`)},
                                  'waiting', count(*) filter (where left_on is null and not closed),
                                  'longest', max(${ctx.today}::date - day) filter (where left_on is null and not closed)) as o
          from stay where left_on is not null or not closed group by to_state order by percentile_disc(0.5) within group (order by took) desc nulls last, to_state`)},
      'late', ${some(sql`
        select jsonb_build_object('key', ${lateKey}, 'step', r.step, 'clock', r.late_clock, 'fromOrg', max(r.from_org), 'fromRole', r.from_role, 'toOrg', max(r.org_name), 'toRole', r.role,
                                  'matters', count(distinct r.matter_id), 'times', count(*), 'medianDays', percentile_disc(0.5) within group (order by r.late_days)) as o
          from r where r.late_clock is not null group by r.step, r.late_clock, r.from_id, r.from_role, r.org_id, r.role
         order by count(*) desc, 1 limit ${mostLate}`)},
      'lateTotal', (select jsonb_build_object('matters', count(distinct matter_id), 'times', count(*)) from r where late_clock is not null),
      'rework', ${some(sql`
        select jsonb_build_object('key', ${reworkKey}, 'step', r.step, 'fromState', r.from_state, 'toState', r.to_state,
                                  'matters', count(distinct r.matter_id), 'times', count(*)) as o
          from r where r.again group by r.step, r.from_state, r.to_state order by count(*) desc, 1`)},
      'units', ${some(sql`
        select jsonb_build_object('id', o.id, 'name', o.short_name, 'own', o.id = ${asked.unit.id}, 'matters', count(*), 'closed', count(*) filter (where closed),
                                  ${both(sql`took`, sql`worked`, sql`closed`)},
                                  'right', count(*) filter (where closed and not reworked), 'lateMatters', count(*) filter (where late)) as o
          from whole join org o on ${inUnit(asked)} group by o.id, o.short_name, o.lo order by o.id <> ${asked.unit.id}, o.lo`)}
    ) as found`.execute(ctx.tx)
  const [row] = rows
  if (!row) throw new Error('an aggregate has one row')
  return row.found
}

/** The unit itself for what it handles, and each unit directly below it for all that lies there. */
const inUnit = ({ unit }: Asked) =>
  sql`((o.id = ${unit.id} and handling_at = o.lo) or (o.parent_id = ${unit.id} and handling_at between o.lo and o.hi - 1))`

/** The matters behind a number, by its key. An unknown key has none. */
export async function matterIds(
  ctx: Ctx,
  asked: Asked,
  cell: string,
  { from, size }: { from: number; size: number },
): Promise<{ ids: string[]; total: number }> {
  const { rows } = await sql<{ id: string; total: number }>`
    with ${moves(asked)}
    select m.matter_id as id, (count(*) over ())::int as total from m where ${conditionOf(asked, cell)} order by m.first desc, m.matter_id limit ${size} offset ${from}`.execute(
    ctx.tx,
  )
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 }
}

const someMove = (condition: RawBuilder<unknown>) => sql`exists (select 1 from r where r.matter_id = m.matter_id and ${condition})`
const conditions: Readonly<Record<string, (key: string, asked: Asked) => RawBuilder<unknown>>> = {
  all: () => sql`true`,
  closed: () => sql`m.closed`,
  right: () => sql`m.closed and not m.reworked`,
  reworked: () => sql`m.closed and m.reworked`,
  variant: (key) => sql`m.way = ${key}`,
  others: () => sql`m.way not in (select way from ways)`,
  left: (key) => someMove(sql`r.to_state = ${key} and r.left_on is not null`),
  waiting: (key) => sql`not m.closed and ${someMove(sql`r.to_state = ${key} and r.left_on is null`)}`,
  anyLate: () => sql`m.late`,
  late: (key) => someMove(sql`r.late_clock is not null and ${lateKey} = ${key}`),
  rework: (key) => someMove(sql`r.again and ${reworkKey} = ${key}`),
  unit: (key, asked) => sql`exists (select 1 from org o where o.id::text = ${key} and ${inUnit(asked)})`,
  unitLate: (key, asked) => sql`m.late and exists (select 1 from org o where o.id::text = ${key} and ${inUnit(asked)})`,
}

function conditionOf(asked: Asked, cell: string): RawBuilder<unknown> {
  const [kind = '', key = ''] = cell.split(':')
  return conditions[kind]?.(key, asked) ?? sql`false`
}
