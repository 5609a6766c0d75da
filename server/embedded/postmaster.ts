import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bareEnvironment, type Cluster } from './cluster.ts'
import { answers } from './database.ts'
import { EmbeddedFailure } from './failure.ts'
import { isFree } from './port.ts'

/** The first process of a running PostgreSQL. */
export type Postmaster = { readonly pid: number; readonly port: number }

export type Settings = Readonly<Record<string, string>>

/** Long enough for crash recovery of a full write-ahead log; readiness itself takes about 70 ms. */
const readyWithin = 120_000

/**
 * The postmaster that a killed server process left behind, or null. A live process with the pid in the file proves nothing, since pids are used
 * again; that it works in our cluster's folder does.
 */
export function findOrphan(cluster: Cluster): Postmaster | null {
  const file = pidFile(cluster)
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (!pid || !worksIn(pid, cluster.data)) return null
  return { pid, port: port || Number(readFileSync(join(cluster.folder, 'port'), 'utf8')) }
}

const pidFile = (cluster: Cluster): string => join(cluster.data, 'postmaster.pid')

/**
 * PostgreSQL clears the pid of a process that is gone, but will not start while the number exists: worn by a process that has nothing to do with
 * us, or by a zombie that nobody collects, as in a container without an init. The interlock on shared memory stays either way.
 */
function clearForeignPid(cluster: Cluster): void {
  const file = pidFile(cluster)
  if (!existsSync(file)) return
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  if (pid > 0 && isRunning(pid) && !worksIn(pid, cluster.data)) rmSync(file, { force: true })
}

async function launch(cluster: Cluster, port: number, settings: Settings): Promise<Postmaster> {
  const pid = await spawnPostmaster(cluster, { ...settings, port: String(port) })
  const started = { pid, port }
  if (await isReady(cluster, started)) return started
  throw new EmbeddedFailure(`内置数据库没有启动，详见 ${logFile(cluster)}。 (PostgreSQL did not start: ${lastWords(cluster)})`)
}

/** After a crash the backends of the dead postmaster may hold its shared memory for a moment: PostgreSQL refuses until they have gone. */
export async function launchPatiently(cluster: Cluster, port: number, settings: Settings, isWanted: () => boolean): Promise<Postmaster> {
  const deadline = Date.now() + 15_000
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    try {
      if (!(await isFree(port))) throw new EmbeddedFailure(`端口 ${port} 被占用。 (Port ${port} is taken.)`)
      clearForeignPid(cluster)
      return await launch(cluster, port, settings)
    } catch (error) {
      if (!isWanted() || Date.now() > deadline) throw error
      await sleep(pause)
    }
  }
}

export async function isReady(cluster: Cluster, { pid, port }: Postmaster): Promise<boolean> {
  const deadline = Date.now() + readyWithin
  while (Date.now() < deadline && worksIn(pid, cluster.data)) {
    if (await answers(cluster.secrets.superuser, port)) return true
    await sleep(10)
  }
  return false
}

/** Resolves when the postmaster is gone, whoever's child it was. */
export async function gone(cluster: Cluster, { pid }: Postmaster): Promise<void> {
  while (worksIn(pid, cluster.data)) await sleep(100)
}

/** Fast shutdown; immediate when that takes too long. Either way nothing that was acknowledged is lost. */
export async function shutDown(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!worksIn(postmaster.pid, cluster.data)) return
    process.kill(postmaster.pid, signal)
    await Promise.race([gone(cluster, postmaster), sleep(patience, undefined, { ref: false })])
  }
}

/**
 * In a process group of its own: Ctrl-C at the terminal must reach our server only, which stops PostgreSQL when its last request is answered.
 * Output goes to a file and not through a pipe, because PostgreSQL may outlive us.
 */
async function spawnPostmaster(cluster: Cluster, settings: Settings): Promise<number> {
  const args = ['-D', cluster.dataArgument, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const log = openSync(logFile(cluster), 'a', 0o600)
  try {
    const child = spawn(join(cluster.binaries, 'bin/postgres'), args, {
      ...cluster.account,
      cwd: cluster.data,
      env: bareEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    })
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    return child.pid! // set once 'spawn' was emitted
  } finally {
    closeSync(log)
  }
}

function logFile(cluster: Cluster): string {
  const path = join(cluster.folder, 'postgres.log')
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 20_000_000) truncateSync(path)
  return path
}

const lastWords = (cluster: Cluster): string => readFileSync(logFile(cluster), 'utf8').trim().split('\n').slice(-3).join(' | ')

/** A zombie has no working folder any more, which is what we want: it serves nobody. */
function worksIn(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
