import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Account, canReach, databaseAccount } from './account.ts'
import { postgresBinaries } from './binaries.ts'
import { EmbeddedFailure } from './failure.ts'

export type Secrets = { readonly superuser: string; readonly owner: string; readonly app: string; readonly worker: string }

/** A cluster on disk, ready to be started. */
export type Cluster = {
  readonly folder: string
  /** PGDATA: mode 0700, owned by the account. */
  readonly data: string
  /** How PostgreSQL is told of it; see `pathFor`. */
  readonly dataArgument: string
  readonly binaries: string
  readonly account: Account
  readonly secrets: Secrets
  readonly fast: boolean
}

/** Makes the folder a cluster if it is none yet. Whatever a kill interrupts here is thrown away and done again at the next start. */
export async function prepareCluster(folder: string, fast: boolean): Promise<Cluster> {
  // The lent account must pass through on its way to the cluster; what lies in the folder itself is closed file by file.
  chmodSync(folder, 0o711)
  const data = join(folder, 'cluster')
  const account = databaseAccount(data)
  const binaries = postgresBinaries(account)
  refuseMixedDurability(folder, existsSync(data), fast)
  const secrets = keptSecrets(folder, existsSync(data))
  if (!existsSync(data)) await createCluster(folder, data, { account, binaries, secrets, fast })
  refuseOtherVersion(data, binaries)
  return { folder, data, dataArgument: pathFor(account, data), binaries, account, secrets, fast }
}

/** A cluster that ever ran without fsync is not to be trusted with work; a cluster with work is never to run without it. */
function refuseMixedDurability(folder: string, exists: boolean, fast: boolean): void {
  const mark = join(folder, 'throw-away')
  if (!exists && fast) writeFileSync(mark, 'This cluster runs without fsync: for tests, to be thrown away.\n')
  if (existsSync(mark) !== fast)
    throw new EmbeddedFailure(
      fast
        ? `拒绝对已有数据的文件夹 ${folder} 使用测试用的快速方式。 (Refusing to run a durable cluster without fsync.)`
        : `文件夹 ${folder} 是测试用的一次性数据库，不能用于正式数据。 (Refusing to run a throw-away cluster as a durable one.)`,
    )
}

function keptSecrets(folder: string, clusterExists: boolean): Secrets {
  const path = join(folder, 'secrets.json')
  if (existsSync(path)) {
    // Written below by us and readable by us alone.
    return JSON.parse(readFileSync(path, 'utf8')) as Secrets
  }
  if (clusterExists)
    throw new EmbeddedFailure(
      `缺少 ${path}，无法打开已有的数据库。 (The passwords of this cluster are gone: restore the file from a copy.)`,
    )
  const password = () => randomBytes(24).toString('base64url')
  const secrets = { superuser: password(), owner: password(), app: password(), worker: password() }
  writeDurably(path, JSON.stringify(secrets))
  return secrets
}

function writeDurably(path: string, text: string): void {
  const fresh = `${path}.new`
  rmSync(fresh, { force: true })
  const file = openSync(fresh, 'wx', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(fresh, path)
}

async function createCluster(folder: string, data: string, how: Pick<Cluster, 'account' | 'binaries' | 'secrets' | 'fast'>): Promise<void> {
  const unfinished = `${data}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const passwordFile = join(folder, 'password.new')
  writeDurably(passwordFile, `${how.secrets.superuser}\n`)
  if (how.account !== null) for (const path of [unfinished, passwordFile]) chownSync(path, how.account.uid, how.account.gid)
  const password = openSync(passwordFile, 'r')
  try {
    await initdb(unfinished, password, how)
  } finally {
    closeSync(password)
    rmSync(passwordFile, { force: true })
  }
  renameSync(unfinished, data)
}

/**
 * The locale decides whether Chinese works: with `--locale=C` pg_trgm finds no trigrams in Chinese text, and says nothing.
 * The password comes through standard input, because the lent account may not be able to walk to a file.
 */
function initdb(
  data: string,
  password: number,
  { account, binaries, fast }: Pick<Cluster, 'account' | 'binaries' | 'fast'>,
): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8']
  const safety = ['--auth=scram-sha-256', '--data-checksums', '--username=postgres', '--pwfile=/dev/stdin']
  const args = [`--pgdata=${pathFor(account, data)}`, ...locale, ...safety, ...(fast ? ['--no-sync'] : [])]
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries, 'bin/initdb'), args, {
      ...account,
      cwd: data,
      env: bareEnvironment(),
      stdio: [password, 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint += chunk
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new EmbeddedFailure(`数据库初始化失败。 (initdb failed: ${complaint.trim()})`)),
    )
  })
}

/**
 * Where the account cannot walk to the cluster (a clone below a 0700 folder), PostgreSQL is started *in* it and told that its data lie in its own
 * working folder: the link in /proc leads there without passing the closed folder. PostgreSQL never leaves that working folder.
 */
function pathFor(account: Account, data: string): string {
  return canReach(account, data) ? realpathSync(data) : '/proc/self/cwd'
}

/** PG* variables of the person's shell would change what initdb and postgres do. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}

function refuseOtherVersion(data: string, binaries: string): void {
  const written = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const program = spawnSync(join(binaries, 'bin/postgres'), ['--version'], { encoding: 'utf8' }).stdout
  if (!program.includes(` ${written}.`))
    throw new EmbeddedFailure(
      `数据文件夹由 PostgreSQL ${written} 写成，而内置的是 ${program.trim()}，不能直接打开。 (This cluster was written by another major version.)`,
    )
}
