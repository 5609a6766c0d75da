import pg from 'pg'
import { plantTree } from '#orgs'
import { readSeedTree } from '#seed'

/** What the facts are spread over: the counted indicators, and the months that end with the present one. */
export interface Spread {
  flows: readonly string[]
  stocks: readonly string[]
  facts: number
  /** Months before this day. */
  months: number
  today: string
}

/** What failed is said by whoever threw it; a connection that the database then closes says nothing new. */
export async function openClient(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/**
 * Fills a throw-away database with facts on the real tree: every bureau and station counts, counties three times as often; of the stocks one fact in two was
 * taken back later. Rows are made in SQL: the bench asks how sums behave, not how facts came. Their months are made from them at the end.
 */
export async function fillFacts(superuserUrl: string, spread: Spread, say: (line: string) => void): Promise<void> {
  const client = await openClient(superuserUrl)
  const step = async (title: string, text: string, values: unknown[] = []) => {
    const began = performance.now()
    await (values.length > 0 ? client.query(text, values) : client.query(text))
    say(`${title}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
  await client.query(
    "set statement_timeout = 0; set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'",
  )
  await plantTree(client, readSeedTree().units, '2018-11-01')
  await client.query(`
    create table bench_place as
    select row_number() over (order by o.lo) - 1 as n, o.id, o.lo from org o, generate_series(1, case when o.kind = 'county' then 3 else 1 end)
     where o.kind in ('city', 'county', 'station') and o.active`)
  const { rows } = await client.query<{ n: number }>('select count(*)::int n from bench_place')
  // Rows come faster where no index follows each of them.
  const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
    "select indexname, indexdef from pg_indexes where tablename = 'indicator_fact' and indexname <> 'indicator_fact_pkey'",
  )
  for (const { indexname } of indexes) await client.query(`drop index ${indexname}`)
  // A prime step spreads the facts over all units of each indicator and day.
  await step(
    `${spread.facts} facts`,
    `insert into indicator_fact (indicator, org_id, org_at, day, value, record, stock)
     select x.ids[1 + i % cardinality(x.ids)], p.id, p.lo, $4::date - 1 - (i::bigint * 7919 % ($5::int * 30))::int, 1 + i % 3, i::text, 1 + i % cardinality(x.ids) > $6::int
       from (select $1::text[] as ids) x, generate_series(1, $2::int) i join bench_place p on p.n = (i::bigint * 104729 / 13 % $3::int)`,
    [[...spread.flows, ...spread.stocks], spread.facts, rows[0]?.n, spread.today, spread.months, spread.flows.length],
  )
  await step(
    'what ended',
    `insert into indicator_fact (indicator, org_id, org_at, day, value, record, stock, reverses, records)
     select indicator, org_id, org_at, least(day + 60, $1::date - 1), -value, record, true, id, -1 from indicator_fact where stock and id % 2 = 0`,
    [spread.today],
  )
  await step('indexes', indexes.map(({ indexdef }) => indexdef).join('; '))
  await step(
    'their months',
    `insert into indicator_month (indicator, month, org_id, value, records)
     select indicator, date_trunc('month', day)::date, org_id, sum(value), sum(records) from indicator_fact group by 1, 2, 3`,
  )
  await step('vacuum', 'vacuum analyze')
  await client.end()
}

/** What a fact costs that is counted at once: the same rows with and without the trigger that sums, by turns, each in a transaction that is rolled back. */
export async function priceOfSumming(superuserUrl: string, indicator: string, say: (line: string) => void): Promise<void> {
  const client = await openClient(superuserUrl)
  await client.query('set statement_timeout = 0')
  const times = { on: [] as number[], off: [] as number[] }
  for (let round = 0; round < 6; round++) {
    const trigger = round % 2 === 0 ? 'on' : 'off'
    await client.query('begin')
    if (trigger === 'off') await client.query('alter table indicator_fact disable trigger indicator_fact_sums')
    const began = performance.now()
    for (let act = 0; act < 500; act++)
      await client.query(
        "insert into indicator_fact (indicator, org_id, org_at, day, value, record) select $1, id, 0, '2026-11-01', 1, 'price' from bench_place where n = $2",
        [indicator, act],
      )
    times[trigger].push((performance.now() - began) / 500)
    await client.query('rollback')
  }
  const middle = (all: number[]) => all.toSorted((a, b) => a - b)[1] ?? Number.NaN
  say(
    `a fact with its month, ledger entry and place: ${middle(times.on).toFixed(3)} ms; without the month: ${middle(times.off).toFixed(3)} ms; ratio ${(middle(times.on) / middle(times.off)).toFixed(2)}`,
  )
  await client.end()
}
