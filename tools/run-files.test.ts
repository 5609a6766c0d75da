import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'minzhi-runner-'))
after(() => rmSync(folder, { recursive: true }))

/** In a process that does not know that it is being tested: a runner inside a test would run nothing. */
function countsOf(text: string): { passed: number; failed: number } {
  const file = join(folder, 'sample.test.mjs')
  writeFileSync(file, `import { before, describe, test } from 'node:test'\n${text}`)
  const program = join(folder, 'run.mjs')
  writeFileSync(
    program,
    `import { runFiles } from '${import.meta.dirname}/run-files.ts'
    console.log('\\n' + JSON.stringify(await runFiles(['${file}'], { seconds: 1, atOnce: 1 })))`,
  )
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const output = execFileSync(process.execPath, [program], { env, encoding: 'utf8', timeout: 30_000 })
  const { files: _files, ...count } = JSON.parse(output.trim().split('\n').at(-1) ?? '')
  return count
}

for (const [what, text, passed, failed] of [
  [
    'tests, and not the suites around them',
    "describe('s', () => { test('a', () => {}); test('b', () => { throw new Error('no') }) })",
    1,
    1,
  ],
  ['nothing for a skipped test', "test('a', { skip: true }, () => {}); test('b', { todo: true }, () => {}); test('c', () => {})", 1, 0],
  ['a file that cannot be loaded as failed', "import './missing.mjs'", 0, 1],
  ['a process that dies after its tests as failed', "test('a', () => {}); setImmediate(() => process.exit(3))", 1, 1],
  [
    'an error that nobody awaited as failed',
    "test('a', () => { setTimeout(() => { throw new Error('late') }, 5) }); test('b', () => new Promise((r) => setTimeout(r, 50)))",
    2,
    1,
  ],
] as const)
  test(`the run counts ${what}`, () => assert.deepEqual(countsOf(text), { passed, failed }))

for (const [what, text] of [
  ['a suite cannot be set up', "describe('s', () => { before(() => { throw new Error('no') }); test('a', () => {}) })"],
  ['a test hangs', "test('a', () => new Promise((r) => setTimeout(r, 60_000)))"],
  ['a file holds on to something when its tests are done', "test('a', () => {}); setTimeout(() => {}, 60_000)"],
  ['a file turns in a circle', "test('a', () => { for (;;); })"],
] as const)
  test(`the run is red when ${what}`, () => assert.ok(countsOf(text).failed > 0))
