import { mkdirSync } from 'node:fs'
import { type Cluster, prepareCluster } from './cluster.ts'
import { assertChinese, type Databases, databasesAt, prepareDatabase, urlFor } from './database.ts'
import { holdFolder } from './folder-lock.ts'
import { keptPort } from './port.ts'
import { findOrphan, gone, isReady, launchPatiently, type Postmaster, type Settings, shutDown } from './postmaster.ts'

export { assertChinese, closeToStrangers, type Databases, withClient } from './database.ts'
export { EmbeddedFailure } from './failure.ts'
export { folderHolder } from './folder-lock.ts'

export type EmbeddedOptions = {
  port?: number
  /** Without fsync: for tests, in a folder that is thrown away. */
  fast?: boolean
  /** More settings of postgresql.conf, by name. */
  settings?: Settings
  /** Told in a sentence when the database died and is being started again. */
  report?: (sentence: string) => void
}

export type Embedded = {
  readonly databases: Databases
  readonly superuserUrl: string
  /** Of the present postmaster: another one after a restart. */
  readonly pid: number
  stop(): Promise<void>
}

/**
 * The PostgreSQL that comes from npm, in a folder of ours: created when missing, adopted when a killed server left it running, started again
 * when it dies under us.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  mkdirSync(folder, { recursive: true })
  const release = await holdFolder(folder)
  let cluster: Cluster | null = null
  try {
    cluster = await prepareCluster(folder, options.fast === true)
    const settings = settingsFor(options)
    const postmaster = (await adopted(cluster)) ?? (await started(cluster, options.port, settings))
    await prepareDatabase(cluster.secrets, postmaster.port)
    const databases = databasesAt(cluster.secrets, postmaster.port)
    await assertChinese(databases.owner)
    const watch = supervise(cluster, postmaster, settings, options.report ?? (() => {}))
    return {
      databases,
      superuserUrl: urlFor('postgres', cluster.secrets.superuser, postmaster.port, 'postgres'),
      get pid() {
        return watch.pid()
      },
      stop: () => watch.stop().finally(release),
    }
  } catch (error) {
    // What was started for a house that does not come to stand serves nobody.
    if (cluster) await stopAt(cluster)
    release()
    throw error
  }
}

/** Ends what a killed run left running in its throw-away folder, whatever state its databases are in. */
export async function stopThrowAway(folder: string): Promise<void> {
  const release = await holdFolder(folder)
  try {
    await stopAt(await prepareCluster(folder, true))
  } finally {
    release()
  }
}

async function stopAt(cluster: Cluster): Promise<void> {
  const orphan = findOrphan(cluster)
  if (orphan) await shutDown(cluster, orphan)
}

/** An orphan that does not answer is stopped, since two postmasters on one folder must never be. */
async function adopted(cluster: Cluster): Promise<Postmaster | null> {
  const orphan = findOrphan(cluster)
  if (orphan === null) return null
  if (await isReady(cluster, orphan)) return orphan
  await shutDown(cluster, orphan)
  return null
}

async function started(cluster: Cluster, wanted: number | undefined, settings: Settings): Promise<Postmaster> {
  const port = await keptPort(cluster.folder, wanted)
  return launchPatiently(cluster, port, settings, () => true)
}

function supervise(cluster: Cluster, first: Postmaster, settings: Settings, report: (sentence: string) => void) {
  let current = first
  let isWanted = true
  const interruptAtExit = () => interrupt(current.pid)
  process.once('exit', interruptAtExit)
  const watching = (async () => {
    while (isWanted) {
      await gone(cluster, current)
      if (isWanted) current = await restarted()
    }
  })()

  async function restarted(): Promise<Postmaster> {
    report('内置数据库意外停止，正在重新启动。')
    for (;;) {
      try {
        const again = await launchPatiently(cluster, current.port, settings, () => isWanted)
        report('内置数据库已恢复。')
        return again
      } catch (error) {
        if (!isWanted) return current
        report(`内置数据库仍未恢复，将继续尝试：${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }

  return {
    pid: () => current.pid,
    async stop() {
      isWanted = false
      process.off('exit', interruptAtExit)
      await shutDown(cluster, current)
      await watching
      await shutDown(cluster, current) // a restart may have been under way
    },
  }
}

/** For a process that ends without `stop`: the last thing that it can still do is to say so. */
function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // it went before us
  }
}

const durable = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC' }

// Backends look whether their client still lives, so that a query of a killed server does not go on working for nobody.
const modest = { max_connections: '100', client_connection_check_interval: '2s', log_checkpoints: 'off' }

const reckless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
}

const settingsFor = ({ fast, settings }: EmbeddedOptions): Settings => ({ ...durable, ...modest, ...(fast ? reckless : {}), ...settings })
