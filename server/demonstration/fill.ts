import { sql } from 'kysely'
import { z } from 'zod'
import type { OrgId } from '#contract/common'
import type { Calendar } from '#kernel/calendar'
import type { House } from '#kernel/house'
import { buildServer, Refused, type Route } from '#kernel/http'
import { enqueue, type InService, type Job } from '#kernel/jobs'
import { walkClauses } from './clauses-story.ts'
import { walkCoordination } from './coordination-story.ts'
import { walkExchange } from './exchange-story.ts'
import { walkIndicators } from './indicators-story.ts'
import { walkPenalty } from './penalty-story.ts'
import { drawPlots, type Venue } from './plots.ts'
import { walkComplaint, walkSimple } from './small-stories.ts'
import { openStage, type Stage } from './stage.ts'
import { Curtain, type Plot, type Scene } from './story.ts'
import { walkTasks } from './supervision-story.ts'
import { type School, walkTraining } from './training-story.ts'

/** How many matters the demonstration walks, and from which number everything follows. */
const matters = 300
const seed = 231

/**
 * The worker's first work in a demonstration: about three hundred matters, walked act by act with the dates on which they happened, while people
 * already look around. Progress stands on the sign-in page; a kill leaves whole acts, and the next start goes on where it stopped.
 */
export const demonstrationJobs = (
  routes: readonly Route[],
  { count = matters, onBroken = warn }: Partial<Filling> = {},
): Record<string, Job> => ({
  'demonstration.fill': {
    payload: z.object({}),
    async long(house, inService, _payload, stopping) {
      const clock = { now: new Date() }
      const app = await buildServer({ house, routes, now: () => clock.now, unlimited: true })
      try {
        await fill(house, inService, await openStage(house, app, clock, stopping), { count, onBroken, stopping })
      } finally {
        await app.close()
      }
    },
  },
})

/** Asks the worker to begin, or to go on where a stop left it. */
export async function beginFilling(house: House): Promise<void> {
  await house.database.transaction({ token: null, requestId: 'demonstration', address: 'local' }, async (tx) => {
    const row = await tx.selectFrom('preparation').select('share').executeTakeFirst()
    if (!row || row.share < 1) await enqueue(tx, 'demonstration.fill', {}, { key: 'demonstration.fill' })
  })
}

/** A story that breaks leaves its matter where it broke, and the others go on. */
export interface BrokenStory {
  error: unknown
  /** Which one, in words for the log. */
  story: string
  day: string
}

interface Filling {
  count: number
  onBroken(broken: BrokenStory, house: House): void
}

const warn: Filling['onBroken'] = ({ error, story, day }, house) =>
  house.log.warn(
    { err: error, issues: error instanceof Refused ? error.body.issues : undefined, story, day },
    'a demonstration story broke off',
  )

async function fill(house: House, inService: InService, stage: Stage, filling: Filling & { stopping: AbortSignal }): Promise<void> {
  const { count, stopping } = filling
  const { today, done, venues, school } = await inService(async (ctx) => {
    const row = await ctx.tx.selectFrom('preparation').select('share').executeTakeFirst()
    if (!row) await ctx.tx.insertInto('preparation').values({ share: 0 }).execute()
    return {
      today: ctx.today,
      done: Math.round((row?.share ?? 0) * (count + 1)),
      venues: await venuesOf(ctx.tx, stage),
      school: await schoolOf(ctx.tx, stage),
    }
  })
  await walkTraining(stage, school, today).catch((error: unknown) =>
    filling.onBroken({ error, story: 'the year of training', day: stage.day }, house),
  )
  await walkClauses(stage, inService, today).catch((error: unknown) =>
    filling.onBroken({ error, story: 'the clauses', day: stage.day }, house),
  )
  await walkCoordination(stage, inService, today).catch((error: unknown) =>
    filling.onBroken({ error, story: 'the coordination', day: stage.day }, house),
  )
  await walkTasks(stage, inService, today).catch((error: unknown) =>
    filling.onBroken({ error, story: 'the supervised tasks', day: stage.day }, house),
  )
  const plots = drawPlots(count, venues, today, seed)
  for (const plot of plots.slice(done)) {
    if (stopping.aborted) return
    const error = await walk(stage, plot, today, house.calendar())
    if (error) filling.onBroken({ error, story: `${plot.kind} ${plot.n} until ${plot.until}`, day: stage.day }, house)
    await keepShare(inService, (plot.n + 1) / (count + 1))
  }
  await walkIndicators(stage, inService, today).catch((error: unknown) =>
    filling.onBroken({ error, story: 'the indicators', day: stage.day }, house),
  )
  await walkExchange(stage, inService, today).catch((error: unknown) =>
    filling.onBroken({ error, story: 'the exchange', day: stage.day }, house),
  )
  if (!stopping.aborted) await keepShare(inService, 1)
}

/** The matters are one part each, and what is told when they are over is the last: a stop in between is made up for. */
const keepShare = (inService: InService, share: number) =>
  inService(async (ctx) => {
    await ctx.tx.updateTable('preparation').set({ share }).execute()
  })

const walks: Record<Plot['kind'], (scene: Scene) => Promise<void>> = { penalty: walkPenalty, complaint: walkComplaint, simple: walkSimple }

/** What broke the story, if something did. */
async function walk(stage: Stage, plot: Plot, today: string, calendar: Calendar): Promise<unknown> {
  stage.day = plot.begin
  try {
    await walks[plot.kind]({ stage, plot, calendar, today })
    return null
  } catch (error) {
    return error instanceof Curtain ? null : error
  }
}

async function venuesOf(tx: Parameters<Parameters<InService>[0]>[0]['tx'], stage: Stage): Promise<Venue[]> {
  const rows = await tx
    .selectFrom('org as o')
    .leftJoin('org as p', 'p.id', 'o.parent_id')
    .select([
      'o.id',
      'o.kind',
      'o.division_code as code',
      'o.short_name as name',
      'p.id as parentId',
      'p.division_code as parentCode',
      'p.short_name as parentName',
    ])
    .where('o.kind', 'in', ['city', 'county', 'station'])
    .orderBy('o.code')
    .execute()
  return rows.flatMap((row): Venue[] => {
    if (stage.at(row.id, 'officer').length < 2) return []
    const isStation = row.kind === 'station'
    return [
      {
        bureauId: isStation ? (row.parentId ?? row.id) : row.id,
        handlingId: row.id,
        divisionCode: countyCode(isStation ? (row.parentCode ?? '') : (row.code ?? '')),
        divisionName: (isStation ? row.parentName : row.name)?.replace(/市场监管局$|市场监督管理局$/u, '') ?? '',
      },
    ]
  })
}

/** The counties that have a training officer; the first is the one that the sign-in page offers. */
async function schoolOf(tx: Parameters<Parameters<InService>[0]>[0]['tx'], stage: Stage): Promise<School> {
  const kinds = ['province', 'county', 'station'] as const
  const rows = await tx.selectFrom('org').select(['id', 'kind', 'parent_id']).where('kind', 'in', kinds).orderBy('code').execute()
  const countyIds = rows
    .flatMap(({ id, kind }) => (kind === 'county' && stage.at(id, 'trainingOfficer').length > 0 ? [id] : []))
    .slice(0, 8)
  const stationIds = rows.flatMap(({ id, parent_id }) => (parent_id === countyIds[0] && stage.at(id, 'officer').length > 0 ? [id] : []))
  const platform = await tx
    .selectFrom('org')
    .select('id')
    .where(sql<boolean>`facts->>'subtype' = 'provincialPlatform' and active`)
    .executeTakeFirst()
  return {
    provinceId: rows.find(({ kind }) => kind === 'province')?.id ?? '',
    platformId: platform?.id as OrgId | undefined, // the table's own key
    countyIds,
    stationIds,
  }
}

/** A city's own case happens somewhere in it: in its first district. */
const countyCode = (code: string) => (code.endsWith('00') ? `${code.slice(0, 4)}02` : code.slice(0, 6))
