import { readFileSync, statSync } from 'node:fs'

/** A secret comes from the variable itself, or from a file that only its owner may read, named by `<NAME>_FILE`. */
export function readSecret(env: NodeJS.ProcessEnv, name: string, problems: string[]): string | null {
  const path = env[`${name}_FILE`]
  if (!path) return env[name] || null
  if (env[name]) {
    problems.push(`${name} 与 ${name}_FILE 只能设置一个。 (Set one of the two.)`)
    return null
  }
  const problem = fileProblem(path)
  if (problem === null) return readFileSync(path, 'utf8').trim() || null
  problems.push(`${name}_FILE：${path} ${problem}`)
  return null
}

/** Why a file is not fit to hold a secret. */
export function fileProblem(path: string): string | null {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile()) return '不存在或不是文件。 (No such file.)'
  if ((file.mode & 0o077) !== 0) return '可被其他用户读取，请执行 chmod 600。 (Readable by others: chmod 600.)'
  if (file.uid !== process.getuid?.() && process.getuid?.() !== 0) return '属于其他用户。 (Owned by someone else.)'
  return null
}
