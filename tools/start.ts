import { readConfig } from '#kernel/config'
import { run } from '../server/main.ts'
import { endWith, say } from './terminal.ts'
import { buildWebIfStale } from './web-build.ts'

// npm start (through start.mjs): the page is built if its sources changed, then the platform starts as the environment says.

async function main(): Promise<void> {
  const began = performance.now()
  const config = readConfig(process.env)
  if (config.role !== 'worker') await buildWebIfStale(say)
  say(config.mode === 'demonstration' ? '正在启动闽知（演示模式，仅限本机）……' : '正在启动闽知……')
  const starting = run(config, say)
  // From here on: a signal that ended the process half-way would leave the database running.
  const stop = stopOnce(async () => (await starting).stop())
  process.on('SIGTERM', stop).on('SIGINT', stop)
  const running = await starting
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
