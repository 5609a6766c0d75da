import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { readJobKey } from '#kernel/config'

describe('the key that seals jobs', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'minzhi-key-'))
  after(() => rmSync(dataFolder, { recursive: true }))
  const path = join(dataFolder, 'job-key')

  test('is made once, for its owner alone, and leaves nothing beside it', () => {
    const key = readJobKey({ dataFolder })
    assert.equal(key.length, 32)
    assert.deepEqual(readJobKey({ dataFolder }), key)
    assert.deepEqual([statSync(path).mode & 0o777, readdirSync(dataFolder)], [0o600, ['job-key']])
  })
  test('that others may read, or that is damaged, keeps the platform from starting', () => {
    chmodSync(path, 0o640)
    assert.throws(() => readJobKey({ dataFolder }), /chmod 600/)
    chmodSync(path, 0o600)
    writeFileSync(path, 'abc')
    assert.throws(() => readJobKey({ dataFolder }), /已损坏/)
  })
})
