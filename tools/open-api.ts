import { Readable } from 'node:stream'
import { readConfig } from '#kernel/config'
import type { House } from '#kernel/house'
import { buildServer } from '#kernel/http'
import { createLog } from '#kernel/log'
import { allProtocols, allRoutes } from '#rooms'

/** OpenAPI as the server itself prints it from the contract tables; no database is asked for that. */
export async function openApiText(): Promise<string> {
  const nowhere = () => Promise.reject(new Error('printing OpenAPI asks no database'))
  const house: House = {
    config: readConfig({}),
    log: createLog({ level: 'silent' }),
    database: {
      transaction: nowhere,
      reading: nowhere,
      ready: nowhere,
      counts: () => ({ total: 0, idle: 0, waiting: 0 }),
      close: async () => undefined,
    },
    files: {
      receive: nowhere,
      keep: nowhere,
      isWhole: nowhere,
      open: () => {
        throw new Error('printing OpenAPI asks no file')
      },
      partials: { begin: nowhere, received: nowhere, serve: nowhere, drop: nowhere, sweep: nowhere, open: () => Readable.from([]) },
    },
    calendar: () => {
      throw new Error('printing OpenAPI asks no calendar')
    },
  }
  const app = await buildServer({ house, routes: allRoutes, protocols: allProtocols })
  await app.ready()
  const text = `${JSON.stringify(app.swagger(), null, 1)}\n`
  await app.close()
  return text
}
