import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { dot, spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'
import type { TestDatabases } from '#test/database'
import { say } from './terminal.ts'
import { startThrowAway } from './throw-away.ts'
import { buildWebIfStale } from './web-build.ts'

// npm test [-- [--dot] [--torture] path…]: one PostgreSQL for the run, two test files at a time, and one last line that counts.

const root = join(import.meta.dirname, '..')
const minute = 60_000

const { values: flags, positionals: wanted } = parseArgs({
  options: { torture: { type: 'boolean', default: false }, dot: { type: 'boolean', default: false } },
  allowPositionals: true,
})

type Count = { passed: number; failed: number }

async function main(): Promise<Count> {
  const files = testFiles()
  if (files.length === 0) {
    say(`No test file matches: ${wanted.join(' ')}`)
    return { passed: 0, failed: 0 }
  }
  if (files.some((file) => file.startsWith('test/e2e/'))) await buildWebIfStale(say)
  const database = await startThrowAway()
  const stop = () => void database.stop().finally(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const { superuserUrl, databases } = database
  process.env.MINZHI_TEST_DATABASES = JSON.stringify({ superuserUrl, databases } satisfies TestDatabases)
  try {
    return await runFiles(files)
  } finally {
    await database.stop()
  }
}

/** The long ones, which kill servers for minutes, run only when asked for, and then alone. */
function testFiles(): string[] {
  return globSync('**/*.test.ts', { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' || name === 'data' })
    .filter((file) => file.endsWith('.torture.test.ts') === flags.torture)
    .filter((file) => wanted.length === 0 || wanted.some((path) => isBelow(file, path)))
    .sort()
}

function isBelow(file: string, path: string): boolean {
  const plain = relative(root, join(root, path))
  return file === plain || file.startsWith(`${plain}/`)
}

async function runFiles(files: string[]): Promise<Count> {
  const count: Count = { passed: 0, failed: 0 }
  const stream = run({
    files: files.map((file) => join(root, file)),
    cwd: root,
    concurrency: 2,
    timeout: (flags.torture ? 90 : 5) * minute,
  })
  stream.on('test:pass', ({ skip, todo, details }) => {
    // A skipped test has proved nothing, and a suite is the tests that it holds.
    if (details.type !== 'suite' && !skip && !todo) count.passed += 1
  })
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') count.failed += 1
  })
  const lines = flags.dot ? stream.compose(dot) : stream.compose(new spec())
  for await (const line of lines) process.stdout.write(line)
  return count
}

let count: Count = { passed: 0, failed: 1 }
try {
  count = await main()
} catch (error) {
  console.error(error)
}
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0
say(`${count.passed} passed, ${count.failed} failed`)
