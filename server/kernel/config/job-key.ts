import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from './config.ts'
import { fileProblem } from './secret.ts'

/** What seals the jobs in the queue: made once, kept beside the files, never in the database. All processes of an installation share the folder. */
export function readJobKey({ dataFolder }: Pick<Config, 'dataFolder'>): Buffer {
  const path = join(dataFolder, 'job-key')
  mkdirSync(dataFolder, { recursive: true })
  makeOnce(path)
  const problem = fileProblem(path)
  if (problem !== null) throw new ConfigError([`${path} ${problem}`])
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new ConfigError([`${path} 已损坏：应为 64 位十六进制数。 (Damaged: should be 64 hexadecimal digits.)`])
  return key
}

/** Whole or not at all: of two processes that start at once the first one's key stands, and nobody reads half of it. */
function makeOnce(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    readFileSync(path)
    return
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
