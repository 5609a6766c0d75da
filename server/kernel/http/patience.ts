import type { Socket } from 'node:net'
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

/** What a reader takes at least while an answer waits for him: two kilobytes a second. The worst telephone line takes more. */
const reading = { every: 6_000, least: 12_000 }

/** Whoever takes an answer in drops does not read it, he holds it. The server's own limit hears each drop and begins anew. */
export function closeSlowReaders(app: FastifyInstance, { every, least } = reading): void {
  app.server.on('connection', (socket: Socket) => {
    let before: number | null = null
    const timer = setInterval(() => {
      const taken = takenFrom(socket)
      if (taken !== null && before !== null && taken - before < least) socket.destroy()
      before = taken
    }, every)
    timer.unref()
    socket.once('close', () => clearInterval(timer))
  })
}

/** Bytes that the other end has made room for; null while nothing waits. Node's own limit reads the same two numbers of its handle. */
function takenFrom(socket: Socket): number | null {
  const handle = Reflect.get(socket, '_handle') as { bytesWritten: number; writeQueueSize: number } | null // of every TCP socket that is open
  return handle && handle.writeQueueSize > 0 ? handle.bytesWritten - handle.writeQueueSize : null
}
