import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, folderHolder, startEmbedded, stopThrowAway, withClient } from '#embedded'

const prefix = 'minzhi-throw-away-'

export type ThrowAway = Omit<Embedded, 'pid'>

/** A fast PostgreSQL in a temporary folder, its database `minzhi` migrated. `stop` takes the folder with it. */
export async function startThrowAway({ keepOpen = false } = {}): Promise<ThrowAway> {
  await clearLeftovers()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const embedded = await startEmbedded(folder, { fast: true })
  const stop = () => embedded.stop().finally(() => rmSync(folder, { recursive: true, force: true }))
  try {
    await migrateDatabase(embedded, keepOpen)
  } catch (error) {
    await stop()
    throw error
  }
  return { ...embedded, stop }
}

async function migrateDatabase({ databases, superuserUrl }: Embedded, keepOpen: boolean): Promise<void> {
  const { migrate } = await import('#kernel/db')
  await migrate({ owner: databases.owner, worker: databases.worker }, 'demonstration')
  // Otherwise it is a template from here on: a connection would keep others from cloning it.
  if (!keepOpen) await withClient(superuserUrl, (client) => client.query('alter database minzhi allow_connections false'))
}

/** A run that was killed could not clean up behind itself: its PostgreSQL still runs, in a folder that no process holds. */
async function clearLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      if (await isLeftOver(folder)) await stopLeftover(folder)
    } catch (error) {
      console.error(`Left over, and not to be removed: ${folder} (${String(error)})`)
    }
  }
}

/** A folder made a moment ago is another run's that has not taken hold of it yet. */
async function isLeftOver(folder: string): Promise<boolean> {
  const age = Date.now() - statSync(folder).mtimeMs
  return age > 60_000 && (await folderHolder(folder)) === null
}

async function stopLeftover(folder: string): Promise<void> {
  await stopThrowAway(folder)
  rmSync(folder, { recursive: true, force: true })
}
