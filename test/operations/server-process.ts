import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')

export interface Ended {
  code: number | null
  said: string
}

export interface Started {
  url: string
  /** Until the first page was answered. */
  seconds: number
  said(): string
  /** SIGTERM to npm, as a service manager does; answers how it ended. */
  stop(): Promise<Ended>
}

/** What a shell without any of our variables has, and what the test sets. */
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const plain = Object.entries(process.env).filter(([name]) => !/^(MINZHI_|DATABASE_|PUBLIC_ORIGIN|HOST$|PORT$|NODE_|npm_)/.test(name))
  return { ...Object.fromEntries(plain), ...settings }
}

function npm(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const child = spawn('npm', args, { cwd: root, env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, said })) // the event's own first argument
  return { child, ended, said: () => said }
}

/** Runs a script of package.json to its end. */
export const runScript = (name: string, settings: Readonly<Record<string, string>>): Promise<Ended> => npm(['run', name], settings).ended

/** `npm start`, until its first page is there. */
export async function startPlatform(settings: Readonly<Record<string, string>>): Promise<Started> {
  const began = performance.now()
  const port = settings.PORT ?? String(await freePort())
  const { child, ended, said } = npm(['start'], { ...settings, PORT: port })
  const url = `http://127.0.0.1:${port}`
  try {
    await firstPage(url, child, said)
  } catch (error) {
    child.kill('SIGTERM')
    throw error
  }
  return {
    url,
    seconds: (performance.now() - began) / 1000,
    said,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

async function firstPage(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`npm start ended by itself (exit ${child.exitCode}):\n${said()}`)
    const page = await fetch(url).catch(() => null) // not listening yet
    // The page may be there a moment before the terminal says so.
    if (page?.ok && (await page.text()).includes('<!doctype html>') && said().includes('闽知已就绪')) return
  }
  throw new Error(`no page after 90 s:\n${said()}`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // listening on TCP
      server.close(() => resolve(port))
    })
  })
}
