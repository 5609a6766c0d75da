import { isMainThread, Worker, workerData } from 'node:worker_threads'

// Loaded into each test process. The runner fails a test that takes too long, but waits for ever for a process that holds on to something, or
// turns in a circle: a thread of its own still has a say then.

if (isMainThread) {
  const seconds = Number(process.env.TEST_FILE_SECONDS ?? '300')
  new Worker(new URL(import.meta.url), { workerData: { seconds, pid: process.pid }, execArgv: [] }).unref()
} else {
  const { seconds, pid } = workerData as { seconds: number; pid: number } // given four lines above
  setTimeout(() => {
    process.stderr.write(`The test process was stopped after ${seconds} s.\n`)
    process.kill(pid, 'SIGKILL')
  }, seconds * 1000)
}
