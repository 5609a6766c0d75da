import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { EmbeddedFailure } from './failure.ts'

/** The system account under which PostgreSQL runs; null when it is our own. */
export type Account = { readonly uid: number; readonly gid: number } | null

/**
 * PostgreSQL refuses to run as root, and initdb wants an account that /etc/passwd knows, so root lends it `postgres` or else `nobody`.
 * A cluster that exists already keeps the account that owns it.
 */
export function databaseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return null
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { uid, gid }
  }
  const account = accountNamed('postgres') ?? accountNamed('nobody')
  if (account === null)
    throw new EmbeddedFailure(
      '当前以 root 运行，但系统中没有 postgres 或 nobody 账户可供数据库使用。请换普通用户运行，或添加其中一个账户。' +
        ' (Running as root, and there is no account "postgres" or "nobody" to run PostgreSQL under.)',
    )
  return account
}

function accountNamed(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

/** Asked of the system itself, under that account: mode bits alone do not know access lists and mounts. */
export function canReach(account: Account, path: string): boolean {
  if (account === null) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}
