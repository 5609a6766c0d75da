import assert from 'node:assert/strict'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isOurs } from './binaries.ts'

const parent = mkdtempSync(join(tmpdir(), 'minzhi-binaries-'))
after(() => rmSync(parent, { recursive: true }))
const uid = process.getuid?.() ?? 0

function folder(name: string, mode = 0o755): string {
  const path = join(parent, name)
  mkdirSync(path)
  chmodSync(path, mode)
  return path
}

test('programs are kept in a folder of our own', () => assert.ok(isOurs(folder('own'), uid)))

test('a folder that others may write, or a link to anywhere, is refused', () => {
  for (const mode of [0o775, 0o757, 0o777]) assert.ok(!isOurs(folder(`open-${mode}`, mode), uid))
  symlinkSync(folder('target'), join(parent, 'link'))
  assert.ok(!isOurs(join(parent, 'link'), uid))
})

test('a folder that someone else prepared is refused', { skip: uid !== 0 && 'needs root' }, () => {
  const planted = folder('planted')
  chownSync(planted, 65_534, 65_534)
  assert.ok(!isOurs(planted, uid))
})

test('a folder that others could swap for theirs is refused; the sticky bit of a temporary folder prevents that', () => {
  const shared = folder('shared')
  mkdirSync(join(shared, 'own'), { mode: 0o755 })
  chmodSync(shared, 0o777)
  assert.ok(!isOurs(join(shared, 'own'), uid))
  chmodSync(shared, 0o1777)
  assert.ok(isOurs(join(shared, 'own'), uid))
})
