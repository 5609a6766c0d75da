import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { destination } from 'pino'
import { contentRoutes } from '#courses'
import { beginFilling, demonstrationJobs } from '#demonstration'
import { assertChinese, startEmbedded, withClient } from '#embedded'
import { type Config, ConfigError, embeddedFolder } from '#kernel/config'
import { migrate } from '#kernel/db'
import type { House } from '#kernel/house'
import { buildContentServer, buildServer } from '#kernel/http'
import { startWorker } from '#kernel/jobs'
import { createLog, type Log } from '#kernel/log'
import { closePdfBrowser } from '#kernel/paper'
import { checkFloor } from './floor.ts'
import { composeHouse } from './house.ts'
import { prepareInstallation } from './installation.ts'
import { allJobs, allProtocols, allRoutes } from './rooms.ts'

export interface Running {
  url: string
  app: FastifyInstance
  /** Not ready, drain, close: within 25 seconds (S49). */
  stop(): Promise<void>
}

/** The demonstration speaks to a person at a terminal; its log lies in a file. Production's goes to standard output, for whoever collects it. */
async function logFile(dataFolder: string) {
  const file = destination({ dest: join(dataFolder, 'minzhi.log'), mkdir: true, sync: false })
  // A start that ends before the file is open would end with a complaint of the log's own.
  await once(file, 'ready')
  return file
}

/**
 * In all under 25 seconds (S49). First not ready, while everything is still answered: a proxy that asks every second sends no more. Nobody stands
 * before the demonstration. Then requests under way are answered; who is still there after that is cut off.
 */
const farewell = { demonstration: 0, production: 3_000 }
const longestDrain = 13_000
const longestStop = 6_000

/** A database that an administrator has just created lacks the extension by which it is examined; its owner may install this one. */
async function assertFit(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, (client) => client.query('create extension if not exists pg_trgm'))
  await assertChinese(ownerUrl)
}

async function drain(app: FastifyInstance, log: Log): Promise<void> {
  const late = setTimeout(() => {
    log.warn('requests did not end in time and were cut off')
    app.server.closeAllConnections()
  }, longestDrain)
  await app.close()
  clearTimeout(late)
}

/** Where uploaded content runs (S92): beside the platform, under a name of its own. Without one none is opened, and no course content either. */
async function openContent(house: House): Promise<FastifyInstance | null> {
  const { contentOrigin, contentPort, host } = house.config
  if (!contentOrigin) return null
  const content = await buildContentServer(house, contentRoutes(house))
  try {
    await content.listen({ host, port: contentPort })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new ConfigError([
      `课件内容站点的端口 ${contentPort} 已被占用，请用 MINZHI_CONTENT_PORT 换一个。 (The port of the content site is in use.)`,
    ])
  }
  return content
}

/** Starts the platform: database, migrations, floor check, web server, worker, as the configuration asks. */
export async function run(config: Config, say: (line: string) => void = () => undefined): Promise<Running> {
  const log = config.mode === 'demonstration' ? createLog({ to: await logFile(config.dataFolder) }) : createLog()
  const embedded = config.databases ? null : await startEmbedded(embeddedFolder(config))
  const databases = config.databases ?? embedded!.databases // one of the two is there
  try {
    if (config.databases) await assertFit(databases.owner)
    const { applied } = await migrate(databases, config.mode)
    if (applied.length > 0) say(`数据库已更新（${applied.length} 项迁移）`)
    await checkFloor(databases.app)
    await prepareInstallation(config, databases, say)
    const house = await composeHouse(config, databases.app, log)
    const page = pathToFileURL(join(import.meta.dirname, '../web/dist/'))
    const stopping = new AbortController()
    const app = await buildServer({
      house,
      routes: allRoutes,
      protocols: allProtocols,
      page: existsSync(page) ? page : undefined,
      stopping: stopping.signal,
    })
    if (config.role !== 'worker') await app.listen({ host: config.host, port: config.port })
    const content = config.role === 'worker' ? null : await openContent(house)
    const worker =
      config.role === 'web' ? null : await startWorker(house, databases.worker, { ...allJobs, ...demonstrationJobs(allRoutes) })
    if (worker && config.mode === 'demonstration') await beginFilling(house)
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    return {
      url: config.publicOrigin ?? `http://${config.host}:${port}`,
      app,
      async stop() {
        stopping.abort()
        if (config.role !== 'worker') await sleep(farewell[config.mode])
        await Promise.all([drain(app, log), content && drain(content, log)])
        // Whatever hangs, what comes after it is still closed: the database above all.
        await Promise.race([
          worker?.stop().catch((error: unknown) => log.warn({ err: error }, 'worker not stopped')),
          sleep(longestStop, null, { ref: false }),
        ])
        await closePdfBrowser()
        await house.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
