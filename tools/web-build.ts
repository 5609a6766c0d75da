import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
/** Written last, so a build that was interrupted counts as none. */
const mark = join(root, 'web/dist/.sources')

/** Everything that the page is made of: an equal hash means that the build on disk is of these sources. */
export function webSourcesHash(): string {
  const sources = globSync(['web/**/*', 'contract/**/*.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'dist' || entry.name === 'node_modules',
  })
  const paths = sources
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const path of paths.sort()) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

export const isWebBuilt = (): boolean => existsSync(mark) && readFileSync(mark, 'utf8') === webSourcesHash()

/** In a child process: the bundler keeps some 600 MB once it has run, and the server need not carry them. */
export async function buildWebIfStale(say: (sentence: string) => void): Promise<void> {
  if (isWebBuilt()) return
  say('正在构建网页（源文件有变化时才需要）……')
  const hash = webSourcesHash()
  await viteBuild()
  writeFileSync(mark, hash)
}

function viteBuild(): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`网页构建失败（vite 退出码 ${code}）。`))))
  })
}
