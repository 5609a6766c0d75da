import { z } from 'zod'
import { LegalDay, MatterId } from '#contract/common'
import { dayAfter } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { takeStep } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { coercionNames } from './coercion.process.ts'
import { remediesEnd } from './collection.room.ts'

/** What happens by itself on the day after a clock has run out: process, clock, step. */
const byItself: readonly { process: string; clock: string; step: string }[] = [
  { process: 'preservation', clock: 'disposal', step: 'lapse' },
  ...coercionNames.map((process) => ({ process, clock: 'term', step: 'expire' })),
  { process: 'service', clock: 'announcement', step: 'deemServed' },
  { process: 'publicity', clock: 'maximumLow', step: 'stopLow' },
  { process: 'publicity', clock: 'maximumNormal', step: 'stopNormal' },
  { process: 'publicity', clock: 'maximumKey', step: 'stopKey' },
  { process: 'collection', clock: 'suit', step: 'lapseRemedies' },
  // The only one of a decision on the spot; elsewhere the suit's end lies later, and the job waits for it.
  { process: 'collection', clock: 'reconsideration', step: 'lapseRemedies' },
]

const Due = z.strictObject({ matterId: MatterId, step: z.string(), due: LegalDay })
type Due = z.infer<typeof Due>

export async function findRunOut(ctx: Ctx): Promise<void> {
  for (const { process, clock, step } of byItself) {
    const rows = await ctx.tx
      .selectFrom('matter_clock as c')
      .innerJoin('matter as m', 'm.id', 'c.matter_id')
      .select(['m.id', 'c.due'])
      .where('m.process', '=', process)
      .where('m.closed', '=', false)
      .where('c.name', '=', clock)
      .where('c.ended_on', 'is', null)
      .where('c.due', '<', ctx.today)
      .execute()
    for (const { id, due } of rows)
      await enqueue(ctx.tx, 'tracks.takeByItself', { matterId: id, step, due }, { key: `track:${id}:${step}` })
  }
}

/** A preservation is released, never extended. Refused means that somebody was faster or the term stands still: nothing is left to do. */
export async function takeByItself(ctx: Ctx, { matterId, step, due }: Due): Promise<void> {
  const endsOn = step === 'lapseRemedies' ? await remediesEnd(ctx, matterId) : null
  const happenedOn = dayAfter(endsOn ?? due)
  if (happenedOn > ctx.today) return
  try {
    await takeStep(ctx, { matterId, step, happenedOn, input: endsOn ? { endsOn } : {} })
  } catch (error) {
    if (!(error instanceof Problem) || !['closed', 'tooEarly', 'notFound'].includes(error.code)) throw error
    ctx.house.log.info({ matterId, step, code: error.code }, 'not taken by itself')
  }
}

export const trackJobs = jobs({
  // Five past midnight in Shanghai.
  'tracks.findRunOut': { payload: z.object({}), run: findRunOut, daily: '5 16 * * *' },
  'tracks.takeByItself': { payload: Due, run: takeByItself },
})
