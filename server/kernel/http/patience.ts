import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** An upload: its body may take as long as a phone in the mountains needs. */
    receivesFile?: boolean
  }
}

/** How long a request may take to come in whole: a film over a slow line, and everything else, which is small (S89). */
export const patience = { upload: 15 * 60_000, body: 14_000 }

/** The server's own limit is one for all and must let uploads through; whatever is not one is cut off here. */
export function closeSlowBodies(app: FastifyInstance, most = patience.body): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.routeOptions.config.receivesFile) return
    const timer = setTimeout(() => {
      if (!request.raw.complete) request.raw.destroy()
    }, most)
    timer.unref()
    request.raw.once('close', () => clearTimeout(timer))
  })
}
