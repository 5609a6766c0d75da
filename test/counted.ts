import type pg from 'pg'
import { allJobs } from '#rooms'
import type { World } from './world.ts'

/** What stands counted, all units together, by indicator. */
async function countedNow(sql: pg.Client): Promise<ReadonlyMap<string, number>> {
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

/** Does what the worker would do with the jobs that wait. */
export async function workAll({ sql, inService }: Pick<World, 'sql' | 'inService'>): Promise<void> {
  for (;;) {
    const { rows } = await sql.query<{ id: string; identifier: string; payload: unknown }>(
      'select j.id, t.identifier, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id',
    )
    if (rows.length === 0) return
    for (const { id, identifier, payload } of rows) {
      const job = allJobs[identifier]
      await inService(async (ctx) => job?.run?.(ctx, job.payload.parse(payload)))
      await sql.query('delete from graphile_worker._private_jobs where id = $1', [id])
    }
  }
}
