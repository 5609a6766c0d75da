import pg from 'pg'
import { z } from 'zod'
import { MatterId, PersonId } from '#contract/common'
import { post } from '#contract/endpoint'
import { matterApi } from '#contract/matter'
import type { Ctx } from '#kernel/house'
import { type Handlers, type Route, routesOf } from '#kernel/http'
import { openService, serve } from '#kernel/jobs'
import type { MatterRow } from '#kernel/matter'
import { assignOfficers, findMatter, openMatter, type ProcessRoom, processRoom, settleMatter, type Taken } from '#kernel/matter'
import { type ClockRule, first, processFor, type StepRule } from '#kernel/process'
import { allRoutes } from '#rooms'
import { openWorld, type PersonKey, type World } from './world.ts'

/** A parent for the tests of tracks: it has a term, two officers, and a record step that opens each track, and nothing else of a case. */

type Openers = Record<string, { form: z.ZodObject; open: (ctx: Ctx, parent: MatterRow, taken: Taken) => Promise<MatterId> }>

function parentRoom(openers: Openers): ProcessRoom {
  const by = { role: 'officer', at: 'handling', assigned: true } as const
  const steps = Object.fromEntries(
    Object.keys(openers).map((name) => [
      name,
      { title: name, from: ['open'], by } satisfies StepRule<string, string, string, string, string>,
    ]),
  )
  const term: ClockRule<string, null> = { title: '办案期限', limit: 'CASE-TERM', from: first('open'), until: [] }
  return processRoom({
    process: processFor<string, string, never, null>()({
      name: 'trackParent',
      title: '案件',
      versions: [{ from: '2018-11-01', law: '程序规定' }],
      states: { open: { title: '办理中' }, done: { title: '已办结', end: true } },
      start: 'open',
      steps: { ...steps, finish: { title: '办结', from: ['open'], to: 'done', by } },
      clocks: { term },
      checks: {},
    }),
    forms: { finish: z.object({}), ...Object.fromEntries(Object.entries(openers).map(([name, { form }]) => [name, form])) },
    facts: async () => null,
    apply: Object.fromEntries(
      Object.entries(openers).map(([name, { open }]) => [
        name,
        async (ctx: Ctx, matter: MatterRow, taken: Taken<unknown>) => {
          await open(ctx, matter, taken as Taken) // every form is an object's
        },
      ]),
    ),
  })
}

const parentApi = {
  open: post('/track-parents', {
    title: '立案',
    needs: 'matter.act',
    body: z.strictObject({ day: z.iso.date(), officers: z.array(PersonId) }),
    answer: z.strictObject({ id: MatterId }),
  }),
}

const handlers: Handlers<typeof parentApi> = {
  async open(ctx, { body }) {
    const unit = ctx.actor.orgId ?? ''
    const id = await openMatter(
      ctx,
      { name: 'trackParent' },
      { owner: unit, handling: unit, happenedOn: body.day, title: '某公司涉嫌侵权案' },
    )
    const matter = await findMatter(ctx, id)
    if (matter) await assignOfficers(ctx, matter, body.officers, body.day)
    await settleMatter(ctx, id)
    return { id }
  },
}

interface TrackWorldParts {
  tracks: Openers
  rooms: readonly ProcessRoom[]
  routes?: readonly Route[]
}

export async function openTrackWorld(day: string, { tracks, rooms, routes = [] }: TrackWorldParts) {
  const world = await openWorld(day, {
    routes: [...routesOf('trackParent', parentApi, handlers), ...routes.filter((route) => !allRoutes.includes(route))],
    processes: [...rooms, parentRoom(tracks)],
  })
  let today = day
  return {
    world,
    close: () => world.close(),
    ...acts(
      world,
      () => today,
      (next) => {
        today = next
        world.setDay(next)
      },
    ),
  }
}
export type TrackWorld = Awaited<ReturnType<typeof openTrackWorld>>

function acts(world: World, today: () => string, setDay: (day: string) => void) {
  const read = (who: PersonKey, matterId: string) => world.as(who, matterApi).read({ params: { matterId: matterId as MatterId } }) // ids of the world
  const take = async (who: PersonKey, matterId: string, step: string, input: object = {}, on = today()) => {
    const { version } = await read(who, matterId)
    return world.as(who, matterApi).take({
      params: { matterId: matterId as MatterId, step },
      body: { happenedOn: on, input: input as Record<string, unknown> },
      version,
    }) // likewise
  }
  const openCase = async (who: PersonKey = 'officer', others: readonly PersonKey[] = ['officer2']) => {
    const officers = [who, ...others].map((key) => world.people[key].id as PersonId) // ids of the world
    return (await world.as(who, parentApi).open({ body: { day: today(), officers } })).id
  }
  return {
    read,
    take,
    openCase,
    setDay,
    /** Opens a track from its parent; answers the track's id. */
    async track(parent: string, step: string, input: object, who: PersonKey = 'officer') {
      // The world's clock stands still, so that the order of children says nothing.
      const before = new Set((await read(who, parent)).children.map((child) => child.id))
      const { children } = await take(who, parent, step, input)
      const id = children.find((child) => !before.has(child.id))?.id
      if (!id) throw new Error(`no track was opened by ${step}`)
      return id
    },
    /** A party of the parent, and a paper that was issued there. */
    async partyOf(matterId: string, name = '某公司') {
      const { rows } = await world.sql.query<{ id: string }>(
        `insert into case_party (matter_id, position, kind, name)
         select $1, count(*), 'legal', $2 from case_party where matter_id = $1 returning id`,
        [matterId, name],
      )
      return String(rows[0]?.id)
    },
    async paperOf(matterId: string, kind: string) {
      const { rows } = await world.sql.query<{ id: string }>(
        `insert into paper (matter_id, kind, title, state, fields, org_id, org_at, issued_on, issued_as, issued_by)
         select id, $2, $2, 'issued', '{}', owner_org_id, 0, $3, '某局', '某' from matter where id = $1 returning id`,
        [matterId, kind, today()],
      )
      return String(rows[0]?.id)
    },
    async issue(matterId: string, ...kinds: string[]) {
      for (const kind of kinds)
        await world.sql.query(
          `insert into paper (matter_id, kind, title, state, fields, org_id, org_at, issued_on, issued_as, issued_by)
           select id, $2, $2, 'issued', $3, owner_org_id, 0, $4, '某局', '某' from matter where id = $1`,
          [matterId, kind, JSON.stringify({ consent: true }), today()],
        )
    },
    /** Due days of the running clocks by name. */
    async due(matterId: string, who: PersonKey = 'officer') {
      const { deadlines } = await read(who, matterId)
      return Object.fromEntries(deadlines.map(({ name, due }) => [name, due]))
    },
    async openSteps(matterId: string, who: PersonKey) {
      return (await read(who, matterId)).steps.filter((step) => step.open).map((step) => step.name)
    },
    /** Runs SQL as the runtime role in the session of an officer of the neighbouring county: what row security says when the application is gone around. */
    async asOfficerElsewhere(statement: string) {
      const client = new pg.Client({ connectionString: world.clone.databases.app })
      await client.connect()
      try {
        await client.query('begin')
        const now = `${today()}T10:00:00+08:00`
        await client.query("select authority.enter($1, 'test', 'test', $2)", [world.people.officerElsewhere.token, now])
        await client.query(statement)
      } finally {
        await client.end()
      }
    },
    /** Runs a job's work in the name of the background service. */
    async inService<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
      const token = await openService(world.clone.databases.worker, '后台服务')
      return serve(world.house, token, work, () => new Date(`${today()}T00:05:00+08:00`))
    },
  }
}
