import { sql } from 'kysely'
import { z } from 'zod'
import type { HostedSession } from '#contract/hours'
import type { Ctx } from '#kernel/house'
import { type Fact, settleFacts } from '#kernel/indicator'
import { jobs } from '#kernel/jobs'
import { asOfMonth, cycleOn } from './coverage.rules.ts'
import { platformOf } from './platform.ts'
import { settingsOf } from './settings.ts'
import { unitsOn } from './unit.ts'

// What the room counts is counted by the service: hours are credited by jobs, and a person's unit may lie beyond the reach of who reverses an entry.

const sessionIndicators = ['training.sessions', 'training.platformSessions', 'training.classesHeld', 'lectures.held'] as const

/** 期次, when it has been held: of whom, and for the rule of the month. Said again, it is counted as it is now. */
export async function countSession(ctx: Ctx, session: HostedSession): Promise<void> {
  const record = `${session.room}:${session.id}`
  const { heldOn, hostOrgId: orgId, kind } = session
  const isHeld = heldOn !== null && !session.cancelled && heldOn <= ctx.today
  const { monthly } = await settingsOf(ctx)
  const fact = (indicator: (typeof sessionIndicators)[number]): Fact => ({ indicator, orgId, day: heldOn ?? ctx.today, record })
  const counts: Fact[] = [
    ...(kind === 'businessTraining' ? [fact('training.sessions')] : []),
    ...(kind === 'businessTraining' && (await isOfPlatform(ctx, orgId, monthly)) ? [fact('training.platformSessions')] : []),
    fact(session.room === 'lecture' ? 'lectures.held' : 'training.classesHeld'),
  ]
  await settleFacts(ctx, { indicators: sessionIndicators, records: [record] }, isHeld ? counts : [])
}

/** The platform of the province; its sub-platforms and workstations only where the configuration says so. */
async function isOfPlatform(ctx: Ctx, orgId: string, monthly: Parameters<typeof platformOf>[1]): Promise<boolean> {
  if ((await platformOf(ctx, monthly))?.id === orgId) return true
  if (!monthly.subPlatforms) return false
  const host = await ctx.tx.selectFrom('org').select('kind').where('id', '=', orgId).executeTakeFirst()
  return ['platform', 'workstation'].includes(host?.kind ?? '')
}

const creditIndicators = ['hours.credited', 'hours.creditedClass', 'hours.creditedOnline', 'hours.creditedOther'] as const
const byForm: Readonly<Record<string, (typeof creditIndicators)[number]>> = { class: 'hours.creditedClass', online: 'hours.creditedOnline' }

interface Entry {
  id: string
  personId: string
  form: string
  hours: number
  day: string
  hostOrgId: string | null
  stands: boolean
}

/** 学时 of one entry, for the person's unit on the day on which it was earned; a reversed one never was. */
export async function countEntry(ctx: Ctx, entryId: string): Promise<void> {
  const { rows } = await sql<Entry>`
    select e.id, e.person_id "personId", e.form, e.hours, least(e.earned_on, ${ctx.today}::date) as day, e.host_org_id "hostOrgId",
           not exists (select 1 from hours_entry r where r.reverses = e.id) stands
      from hours_entry e where e.id = ${entryId} and e.reverses is null`.execute(ctx.tx)
  const [entry] = rows
  if (!entry) return
  const units = await unitsOn(ctx, [entry])
  const orgId = units.get(`${entry.personId} ${entry.day}`) ?? entry.hostOrgId
  const of = { day: entry.day, value: Number(entry.hours), record: entry.id }
  const counts = orgId !== null && entry.stands && entry.hours > 0
  const wanted = counts
    ? ['hours.credited', byForm[entry.form] ?? 'hours.creditedOther'].map((indicator) => ({ ...of, indicator, orgId }))
    : []
  await settleFacts(ctx, { indicators: creditIndicators, records: [entry.id] }, wanted)
}

/** 轮训 as it stands today: who has to be trained, and who was. Each person stands at one unit, so that units can be added. */
export async function countCovered(ctx: Ctx): Promise<void> {
  const { coverage } = await settingsOf(ctx)
  const root = await ctx.tx.selectFrom('org').select('id').where('depth', '=', 0).executeTakeFirstOrThrow()
  const day = asOfMonth(ctx.today.slice(0, 7), ctx.today)
  const { from } = cycleOn(day, coverage)
  const { rows } = await sql<{ personId: string; orgId: string; trained: boolean }>`
    select c.person_id "personId", c.org_id "orgId", c.trained_on is not null trained
      from authority.coverage_people(${root.id}, ${day}, ${from}, ${[...coverage.orgKinds]}::text[], ${[...coverage.roles]}::text[]) c`.execute(
    ctx.tx,
  )
  const fact = (indicator: string, { orgId, personId }: { orgId: string; personId: string }): Fact => ({
    indicator,
    orgId,
    day: ctx.today,
    record: personId,
  })
  await settleFacts(
    ctx,
    { indicators: ['training.toTrain', 'training.trained'] },
    rows.flatMap((row) => [fact('training.toTrain', row), ...(row.trained ? [fact('training.trained', row)] : [])]),
  )
}

export const countJobs = jobs({
  'hours.count': { payload: z.object({ entryId: z.uuid() }), run: (ctx: Ctx, { entryId }) => countEntry(ctx, entryId) },
  // Twenty to one at night in Shanghai.
  'hours.countCovered': { payload: z.object({}), run: countCovered, daily: '40 16 * * *' },
})
