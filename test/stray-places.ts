import type pg from 'pg'

/** Every place in the database is the lower bound of the unit that the row names. */
export async function strayPlaces(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query(`
    select 'matter' t, m.id::text from matter m join org o on o.id = m.owner_org_id join org h on h.id = m.handling_org_id
     where m.owner_at <> o.lo or m.handling_at <> h.lo or h.lo < o.lo or h.lo >= o.hi
    union all select 'clock', c.matter_id::text from matter_clock c join matter m on m.id = c.matter_id where c.handling_at <> m.handling_at
    union all select 'duty', d.id::text from duty d join org o on o.id = d.org_id where d.org_at <> o.lo
    union all select 'fact', f.id::text from indicator_fact f join org o on o.id = f.org_id where f.org_at <> o.lo
    union all select 'org', c.name from org c join org p on p.id = c.parent_id where c.lo < p.lo or c.hi > p.hi or c.depth <> p.depth + 1 or c.hi - c.lo <> authority.width(c.depth) or (c.lo - p.lo) % authority.width(c.depth) <> 0
    union all select 'overlap', a.name from org a join org b on a.id < b.id and a.depth = b.depth and a.lo < b.hi and b.lo < a.hi`)
  return rows
}
