import { run } from 'node:test'
import { dot, spec } from 'node:test/reporters'

export type Count = { passed: number; failed: number; files: { file: string; seconds: number }[] }

/** Runs test files, so many at a time, each in its own process; prints as it goes; counts tests, and files that died or hung as failed ones. */
export async function runFiles(files: string[], how: { seconds: number; atOnce: number; dots?: boolean }): Promise<Count> {
  const count: Count = { passed: 0, failed: 0, files: [] }
  // Asked for no file the runner would look for files of its own.
  if (files.length === 0) return count
  // Some hundred processes compile the same house: the first does it for all of them, a sixth of the whole run.
  process.env.NODE_COMPILE_CACHE ??= new URL('../node_modules/.cache/compile', import.meta.url).pathname
  // A little more for the process than for its longest test, so that the test is named if it is one.
  process.env.TEST_FILE_SECONDS = String(how.seconds + 2)
  const execArgv = ['--import', new URL('watchdog.ts', import.meta.url).href]
  const stream = run({ files, concurrency: how.atOnce, timeout: how.seconds * 1000, execArgv })
  stream.on('test:pass', ({ skip, todo, details }) => {
    // A skipped test has proved nothing, and a suite is the tests that it holds.
    if (details.type !== 'suite' && !skip && !todo) count.passed += 1
  })
  stream.on('test:fail', ({ details }) => {
    // A suite whose own hook failed holds tests that never ran; counted as well, since too much red is better than too little.
    const isEcho = details.type === 'suite' && 'failureType' in details.error && details.error.failureType === 'subtestsFailed'
    if (!isEcho) count.failed += 1
  })
  stream.on('test:summary', ({ file, duration_ms }) => {
    if (file) count.files.push({ file, seconds: duration_ms / 1000 })
  })
  const lines = how.dots ? stream.compose(dot) : stream.compose(new spec())
  for await (const line of lines) process.stdout.write(line)
  return count
}
