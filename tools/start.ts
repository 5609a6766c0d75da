import { endWith, PlainRefusal, say } from './terminal.ts'
import { buildWebIfStale } from './web-build.ts'

// npm start: the page is built if its sources changed, then the platform starts as the environment says.

/** Older versions cannot run parts of the platform, and would say so much later and less plainly. */
function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === 24 && minor >= 15) return
  throw new PlainRefusal(
    `需要 Node.js 24.15 以上的 24 版，现在是 ${version}。Linux x64 上执行 npm install 会自动带来，其他系统请先安装。 (Node.js 24.15 or a later 24 is needed.)`,
  )
}

async function main(): Promise<void> {
  const began = performance.now()
  refuseOldNode(process.versions.node)
  // Not before the version is known to be right.
  const { readConfig } = await import('#kernel/config')
  const config = readConfig(process.env)
  if (config.role !== 'worker') await buildWebIfStale(say)
  say(config.mode === 'demonstration' ? '正在启动闽知（演示模式，仅限本机）……' : '正在启动闽知……')
  const { run } = await import('../server/main.ts')
  const running = await run(config, say)
  const stop = stopOnce(running.stop)
  process.on('SIGTERM', stop).on('SIGINT', stop)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(`闽知已就绪，用时 ${seconds} 秒：${running.url}`)
  if (config.mode === 'demonstration') say('这是演示：人员、单位事务和案件均为虚构。按 Ctrl+C 停止，数据会保留。')
}

/** The first signal drains; one that comes later means that the person does not want to wait. Ctrl-C under npm arrives twice at once. */
function stopOnce(stop: () => Promise<void>): () => void {
  let began: number | null = null
  return () => {
    if (began !== null) {
      if (performance.now() - began > 2000) process.exit(1)
      return
    }
    began = performance.now()
    say('正在停止：先完成已收到的请求……')
    stop().then(() => {
      say('已停止。')
      process.exit(0)
    }, endWith)
  }
}

await main().catch(endWith)
