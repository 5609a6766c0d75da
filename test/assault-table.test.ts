import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

test('every proof that docs/security.md names is a test that is there', () => {
  const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| S'))
  assert.ok(rows.length > 35)
  const missing: string[] = []
  for (const row of rows) {
    let file = ''
    for (const [, path, words] of row.matchAll(/`(\S+\.test\.ts )?› ([^`]+)`/g)) {
      file = path?.trim() ?? file
      // The name as it is written in the source, where an apostrophe may be escaped.
      if (
        !readFileSync(join(root, file), 'utf8')
          .replaceAll("\\'", "'")
          .includes(words ?? '')
      )
        missing.push(`${file} › ${words}`)
    }
    assert.ok(file !== '' || row.includes('`npm run'), row)
  }
  assert.deepEqual(missing, [])
})
