import type pg from 'pg'

/** What stands counted, all units together, by indicator. */
export async function countedNow(sql: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ indicator: string; value: string }>(
    'select indicator, sum(value) as value from indicator_fact group by 1',
  )
  return new Map(rows.map(({ indicator, value }) => [indicator, Number(value)]))
}

/** For tests: what an act moves, and by how much. Whatever is not in the answer did not move. */
export async function movedBy(sql: pg.Client, act: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await countedNow(sql)
  await act()
  const after = await countedNow(sql)
  const moved = [...after].flatMap(([indicator, value]) => {
    const by = value - (before.get(indicator) ?? 0)
    return by === 0 ? [] : [[indicator, by] as const]
  })
  return Object.fromEntries(moved.sort())
}
