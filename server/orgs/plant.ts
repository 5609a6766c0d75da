import type pg from 'pg'
import { initialsOf } from '#kernel/pinyin'

/** A unit as a seed names it: by key, with the key of its parent, which stands before it. */
export interface PlantedUnit {
  key: string
  parentKey: string | null
  kind: string
  code: string
  name: string
  shortName: string
  divisionCode?: string | null
  documentWord?: string | null
  mark?: string
  note?: string | null
  active?: boolean
  subtype?: string | null
  source?: string
  unverified?: readonly string[]
}

const width = (depth: number): bigint => 1n << BigInt(60 - 10 * depth)

interface Placed {
  id: string
  lo: bigint
  depth: number
  children: number
}

/**
 * Plants a whole tree at once, by the owner's connection, before anybody works in it: parents first, slots in order, each unit with its dated
 * edge and name. Gives the ids by key. Later units are made one by one by the verbs of this room.
 */
export async function plantTree(client: pg.Client, units: readonly PlantedUnit[], from: string): Promise<Map<string, string>> {
  const placed = new Map<string, Placed>()
  const rows = units.map((unit) => {
    const parent = unit.parentKey === null ? null : placed.get(unit.parentKey)
    if (parent === undefined) throw new Error(`unit ${unit.key} stands before its parent ${unit.parentKey}`)
    const depth = parent ? parent.depth + 1 : 0
    const lo = parent ? parent.lo + BigInt(++parent.children) * width(depth) : 0n
    const id = crypto.randomUUID()
    placed.set(unit.key, { id, lo, depth, children: 0 })
    return { ...told(unit), id, parent_id: parent?.id ?? null, depth, lo: String(lo), hi: String(lo + width(depth)), opened_on: from }
  })
  await client.query(
    'insert into org select (r).* from (select jsonb_populate_record(null::org, x || \'{"version": 1}\') r from jsonb_array_elements($1::jsonb) x) s',
    [JSON.stringify(rows)],
  )
  await client.query(
    'insert into org_edge (org_id, parent_id, valid) select id, parent_id, daterange(opened_on, null) from org where parent_id is not null and opened_on = $1',
    [from],
  )
  await client.query(
    'insert into org_name (org_id, name, short_name, code, valid) select id, name, short_name, code, daterange(opened_on, null) from org where opened_on = $1',
    [from],
  )
  return new Map([...placed].map(([key, { id }]) => [key, id]))
}

/** What the seed says of a unit, as columns. */
const told = (unit: PlantedUnit) => ({
  kind: unit.kind,
  code: unit.code,
  name: unit.name,
  short_name: unit.shortName,
  initials: initialsOf(unit.name),
  division_code: unit.divisionCode ?? null,
  document_word: unit.documentWord ?? null,
  mark: unit.mark ?? 'assumption',
  mark_note: unit.note ?? null,
  active: unit.active ?? true,
  facts: { subtype: unit.subtype ?? null, source: unit.source ?? null, unverified: unit.unverified ?? [] },
})
