import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { destination } from 'pino'
import { beginFilling, demonstrationJobs } from '#demonstration'
import { assertChinese, startEmbedded } from '#embedded'
import { type Config, embeddedFolder } from '#kernel/config'
import { migrate } from '#kernel/db'
import { buildServer } from '#kernel/http'
import { startWorker } from '#kernel/jobs'
import { createLog, type Log } from '#kernel/log'
import { checkFloor } from './floor.ts'
import { composeHouse } from './house.ts'
import { prepareInstallation } from './installation.ts'
import { allJobs, allRoutes } from './rooms.ts'

export interface Running {
  url: string
  app: FastifyInstance
  /** Not ready, drain, close: within 25 seconds (S49). */
  stop(): Promise<void>
}

/** The demonstration speaks to a person at a terminal; its log lies in a file. Production's goes to standard output, for whoever collects it. */
function logFile(dataFolder: string) {
  return destination({ dest: join(dataFolder, 'minzhi.log'), mkdir: true, sync: false })
}

/** Requests under way are answered; who is still there after this is cut off (S49: 25 seconds in all). */
const longestDrain = 15_000
const longestStop = 8_000

async function drain(app: FastifyInstance, log: Log): Promise<void> {
  const late = setTimeout(() => {
    log.warn('requests did not end in time and were cut off')
    app.server.closeAllConnections()
  }, longestDrain)
  await app.close()
  clearTimeout(late)
}

/** Starts the platform: database, migrations, floor check, web server, worker, as the configuration asks. */
export async function run(config: Config, say: (line: string) => void = () => undefined): Promise<Running> {
  const log = config.mode === 'demonstration' ? createLog({ to: logFile(config.dataFolder) }) : createLog()
  const embedded = config.databases ? null : await startEmbedded(embeddedFolder(config))
  const databases = config.databases ?? embedded!.databases // one of the two is there
  try {
    if (config.databases) await assertChinese(databases.owner)
    const { applied } = await migrate(databases, config.mode)
    if (applied.length > 0) say(`数据库已更新（${applied.length} 项迁移）`)
    await checkFloor(databases.app)
    await prepareInstallation(config, databases, say)
    const house = await composeHouse(config, databases.app, log)
    const page = pathToFileURL(join(import.meta.dirname, '../web/dist/'))
    const app = await buildServer({ house, routes: allRoutes, page: existsSync(page) ? page : undefined })
    if (config.role !== 'worker') await app.listen({ host: config.host, port: config.port })
    const worker =
      config.role === 'web' ? null : await startWorker(house, databases.worker, { ...allJobs, ...demonstrationJobs(allRoutes) })
    if (worker && config.mode === 'demonstration') await beginFilling(house)
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    return {
      url: config.publicOrigin ?? `http://${config.host}:${port}`,
      app,
      async stop() {
        await drain(app, log)
        // Whatever hangs, what comes after it is still closed: the database above all.
        await Promise.race([
          worker?.stop().catch((error: unknown) => log.warn({ err: error }, 'worker not stopped')),
          sleep(longestStop, null, { ref: false }),
        ])
        await house.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
