import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ledgerObjects } from '#contract/ledger'
import { openWorld } from '#test/world'

test('the ledger names every table that it watches in Chinese', async () => {
  const world = await openWorld('2026-03-03')
  try {
    const { rows } = await world.sql.query(
      `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'ledger' and p.proname = 'record' group by c.relname`,
    )
    assert.ok(rows.length > 20)
    assert.deepEqual(
      rows.map(({ name }) => name).filter((name) => ledgerObjects[name] === undefined),
      [],
    )
  } finally {
    await world.close()
  }
})
