import { createHash } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedFailure } from './failure.ts'

/**
 * One server process for each data folder. The lock is a name in Linux's abstract socket space: taking it is atomic, and the kernel
 * lets go of it when the holder dies, however it dies, so there is no stale lock to reason about. Whoever asks is told the holder's pid.
 */
export async function holdFolder(folder: string): Promise<() => void> {
  const deadline = Date.now() + 5000
  for (;;) {
    const release = await tryToHold(lockName(folder))
    if (release !== null) return release
    const pid = await folderHolder(folder)
    // A holder that does not answer may have been killed this moment, and be on its way out.
    if (pid !== null || Date.now() > deadline)
      throw new EmbeddedFailure(
        `数据文件夹 ${folder} 正被另一个闽知进程使用（进程号 ${pid ?? '不明'}）。请先停止它。 (Another process is using this data folder.)`,
      )
    await sleep(50)
  }
}

function tryToHold(name: string): Promise<(() => void) | null> {
  const server = createServer((socket) => {
    socket.on('error', () => {}) // the one who asked has gone: nothing to tell
    socket.end(String(process.pid))
  })
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
    server.listen(name, () => resolve(() => server.close()))
  })
}

/** The process that runs on this folder now, or null. */
export function folderHolder(folder: string): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(lockName(folder))
    let answer = ''
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => resolve(null))
    socket.on('close', () => resolve(/^\d+$/.test(answer) ? Number(answer) : null))
  })
}

// Two containers may share a network namespace and still mean different folders by one path: device and inode tell them apart.
function lockName(folder: string): string {
  const { dev, ino } = statSync(folder)
  const digest = createHash('sha256')
    .update(`${realpathSync(folder)}|${dev}|${ino}`)
    .digest('hex')
    .slice(0, 32)
  return `\0minzhi-embedded-${digest}`
}
