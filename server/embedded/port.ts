import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** The cluster keeps its port, so that a restart does not break anyone's connection URL. */
export async function keptPort(folder: string, wanted?: number): Promise<number> {
  const file = join(folder, 'port')
  const kept = wanted ?? (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0)
  const port = kept > 0 && (wanted !== undefined || (await isFree(kept))) ? kept : await freePort()
  writeFileSync(file, String(port))
  return port
}

/** Below the range from which the system takes ports for outgoing connections: one of those could sit on ours while PostgreSQL restarts. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
