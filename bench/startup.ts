import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#embedded'
import { startPlatform } from '#test/operations/server-process'

/** First start in an empty folder and second start in the same one, as `npm start`; baseline: the bare embedded PostgreSQL and an empty `node:http`. */
export async function benchStartup(say: (text: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-bench-start-'))
  try {
    const first = await started(folder)
    const second = await started(folder)
    const bare = await bareStart(join(folder, 'postgres'))
    say(
      `\nstart-up, npm start to first page: first ${first.toFixed(1)} s, second ${second.toFixed(1)} s; baseline, bare PostgreSQL and node:http: ${bare.toFixed(1)} s; ratio of the second ${(second / bare).toFixed(1)}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function started(folder: string): Promise<number> {
  const platform = await startPlatform({ MINZHI_DATA: folder })
  await platform.stop()
  return platform.seconds
}

async function bareStart(folder: string): Promise<number> {
  const began = performance.now()
  const embedded = await startEmbedded(folder)
  const server = http.createServer((_, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const seconds = (performance.now() - began) / 1000
  server.close()
  await embedded.stop()
  return seconds
}
