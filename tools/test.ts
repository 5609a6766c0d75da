import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { TestDatabases } from '#test/database'
import { type Count, runFiles } from './run-files.ts'
import { say } from './terminal.ts'
import { startThrowAway } from './throw-away.ts'
import { buildWebIfStale } from './web-build.ts'

// npm test [-- [--dot] [--torture] path…]: one PostgreSQL for the run, three test files at a time, and one last line that counts.

const root = join(import.meta.dirname, '..')

const { values: flags, positionals: wanted } = parseArgs({
  options: { torture: { type: 'boolean', default: false }, dot: { type: 'boolean', default: false } },
  allowPositionals: true,
})

async function main(): Promise<Count> {
  const files = testFiles()
  if (files.length === 0) {
    say(`No test file matches: ${wanted.join(' ')}`)
    return { passed: 0, failed: 0 }
  }
  // Once, before any of them: two tests would build it at the same time.
  if (files.some((file) => /^test\/(e2e|operations)\//.test(file))) await buildWebIfStale(say)
  const database = await startThrowAway()
  const stop = () => void database.stop().finally(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const { superuserUrl, databases } = database
  process.env.MINZHI_TEST_DATABASES = JSON.stringify({ superuserUrl, databases } satisfies TestDatabases)
  try {
    return await runFiles(
      files.map((file) => join(root, file)),
      { seconds: (flags.torture ? 90 : 5) * 60, dots: flags.dot },
    )
  } finally {
    await database.stop()
  }
}

/** The long ones, which kill servers for minutes, run only when asked for, and then alone. */
function testFiles(): string[] {
  return globSync('**/*.test.ts', { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' || name === 'data' })
    .filter((file) => file.endsWith('.torture.test.ts') === flags.torture)
    .filter((file) => wanted.length === 0 || wanted.some((path) => isBelow(file, path)))
    .sort((a, b) => Number(isLong(b)) - Number(isLong(a)) || (a < b ? -1 : 1))
}

/** Journeys and kills take longest: they go first, or one core waits for the last of them. */
const isLong = (file: string) => file.startsWith('test/')

function isBelow(file: string, path: string): boolean {
  const plain = relative(root, join(root, path))
  return file === plain || file.startsWith(`${plain}/`)
}

let count: Count = { passed: 0, failed: 1 }
try {
  count = await main()
} catch (error) {
  console.error(error)
}
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0
say(`${count.passed} passed, ${count.failed} failed`)
