import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { TestDatabases } from '#test/database'
import { type Count, runFiles } from './run-files.ts'
import { say } from './terminal.ts'
import { startThrowAway } from './throw-away.ts'
import { buildWebIfStale } from './web-build.ts'

// npm test [-- [--dot] [--torture] path…]: one PostgreSQL for the run, four test files at a time, and one last line that counts.

const root = join(import.meta.dirname, '..')

const { values: flags, positionals: wanted } = parseArgs({
  options: { torture: { type: 'boolean', default: false }, dot: { type: 'boolean', default: false } },
  allowPositionals: true,
})

async function main(): Promise<Count> {
  const files = testFiles()
  if (files.length === 0) {
    say(`No test file matches: ${wanted.join(' ')}`)
    return { passed: 0, failed: 0, files: [] }
  }
  // Once, before any of them: two tests would build it at the same time.
  if (files.some((file) => /\/test\/(e2e|operations)\//.test(file))) await buildWebIfStale(say)
  const database = await startThrowAway()
  const stop = () => void database.stop().finally(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const { superuserUrl, databases } = database
  process.env.MINZHI_TEST_DATABASES = JSON.stringify({ superuserUrl, databases } satisfies TestDatabases)
  try {
    const how = { seconds: (flags.torture ? 90 : 5) * 60, dots: flags.dot }
    // A journey waits for its browser, a file of a room for its database: two and two of them side by side fill two cores.
    const [journeys, ofRooms] = [files.filter(isJourney), files.filter((file) => !isJourney(file))]
    const counts = await Promise.all([journeys, ofRooms].map((of) => runFiles(of, { ...how, atOnce: 2 })))
    return counts.reduce(added)
  } finally {
    await database.stop()
  }
}

/** The long ones, which kill servers for minutes, run only when asked for, and then alone. */
function testFiles(): string[] {
  return globSync('**/*.test.ts', { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' || name === 'data' })
    .filter((file) => file.endsWith('.torture.test.ts') === flags.torture)
    .filter((file) => wanted.length === 0 || wanted.some((path) => isBelow(file, path)))
    .map((file) => join(root, file))
    .sort()
}

const added = (one: Count, other: Count): Count => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  files: [...one.files, ...other.files],
})

const isJourney = (file: string) => file.startsWith(join(root, 'test/'))

function isBelow(file: string, path: string): boolean {
  const plain = relative(root, join(root, path))
  return file === plain || file.startsWith(`${plain}/`)
}

/** The whole must stay below 15 minutes: who adds a journey sees here what it costs. */
function saySlowest(files: Count['files']) {
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, Number(process.env.TEST_SLOWEST ?? 10))
  for (const { file, seconds } of slowest) say(`${seconds.toFixed(1).padStart(6)} s  ${relative(root, file)}`)
}

let count: Count = { passed: 0, failed: 1, files: [] }
try {
  count = await main()
} catch (error) {
  console.error(error)
}
if (count.files.length > 1) saySlowest(count.files)
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0
say(`${count.passed} passed, ${count.failed} failed`)
