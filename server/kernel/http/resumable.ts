import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { House } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { refuseForeign } from './guard.ts'
import { limits } from './limit.ts'
import { cookieName } from './register.ts'

const Id = z.strictObject({ id: z.uuid() })

/**
 * The pieces of a file on its way (断点续传): HEAD and PATCH of tus at /uploads/<id>, beside /api since their bodies are bytes. An upload is begun and
 * finished by endpoints of the contract; here is asked only whose it is, before the first byte of every piece. The library sees nobody else's request.
 */
export async function addResumable(app: FastifyInstance, house: House, now?: () => Date): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
    scope.route({
      method: ['HEAD', 'PATCH'],
      url: '/uploads/:id',
      config: { receivesFile: true, rateLimit: { max: limits.network.POST, timeWindow: '1 minute' } },
      schema: { hide: true },
      handler: async (request, reply) => {
        refuseForeign(request, house.config)
        await demandOwn(request, house, now)
        reply.hijack()
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
        await house.files.partials.serve(request.raw, reply.raw)
      },
    })
  })
}

/** Somebody else's upload is not there, whether it is or not. */
async function demandOwn(request: FastifyRequest, house: House, now?: () => Date): Promise<void> {
  const { id } = Id.safeParse(request.params).data ?? {}
  const entry = {
    token: request.cookies[cookieName(house.config.mode)] ?? null,
    requestId: request.id,
    address: request.ip,
    now: now?.(),
  }
  const isOwn = await house.database.transaction(entry, async (tx, actor) => {
    if (actor?.kind !== 'person') throw new Problem('signInNeeded', {})
    const row =
      id && (await tx.selectFrom('upload').select('id').where('id', '=', id).where('person_id', '=', actor.person_id).executeTakeFirst())
    return Boolean(row)
  })
  if (!isOwn) throw new Problem('notFound', { what: '该上传' })
}
