import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import type { Json } from './json.ts'
import { keepStatements } from './statement.store.ts'
import { readStatement } from './statement.ts'

/**
 * Stores a statement of the platform's own, after the business transaction has committed and in the service's name. With the same id it is stored once,
 * however often the job runs. Answers the id.
 */
export async function tell(ctx: Ctx, told: unknown): Promise<string> {
  // Judged now, where the mistake is made, and not in a job at night.
  const statement = readStatement(JSON.parse(JSON.stringify(told)) as Json, 'statement', '1.0.3', randomUUID())
  await enqueue(ctx.tx, 'xapi.tell', { statement }, { key: `xapi:${statement.id}` })
  return statement.id
}

export const xapiJobs = jobs({
  'xapi.tell': {
    payload: z.object({ statement: z.json() }),
    async run(ctx, { statement }) {
      await keepStatements(ctx, null, { statements: [readStatement(statement, 'statement', '1.0.3')], enclosed: new Map() }, '1.0.3')
    },
  },
})
