import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { withClient } from '#embedded'
import { cloneDatabase } from '#test/database'
import { describeDatabase, typesFile } from './database-types.ts'

const clone = await cloneDatabase()
after(() => clone.drop())

test('the types that the code is checked against are those of the migrated schema (else: npm run types)', async () => {
  const made = (await describeDatabase(clone.databases.owner)).split('\n')
  const kept = readFileSync(typesFile, 'utf8').split('\n')
  const differs = made.findIndex((line, at) => line !== kept[at])
  assert.equal(kept[differs], made[differs], `line ${differs + 1}`)
  assert.equal(kept.length, made.length)
})

test('a column is described by its type, nullability and default', async () => {
  await withClient(clone.superuserUrl, async (client) => {
    await client.query('create domain short_text as text not null')
    await client.query(`create table zz_sample (
      id bigint generated always as identity, day date not null, at timestamptz not null default now(), amount numeric(14, 2),
      tags text[] not null, facts jsonb, seal bytea, word short_text)`)
  })
  const text = await describeDatabase(clone.superuserUrl)
  const [, sample] = text.match(/export interface ZzSample \{\n(.*?)\n\}/s) ?? []
  assert.deepEqual(
    sample?.split('\n').map((line) => line.trim()),
    [
      ...['id: Generated<string>', 'day: string', 'at: Generated<Date>', 'amount: number | null'],
      ...['tags: string[]', 'facts: unknown | null', 'seal: Buffer | null', 'word: string'],
    ],
  )
  assert.match(text, /\n {2}zz_sample: ZzSample\n/)
})
