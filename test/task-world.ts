import type { FileId, MatterId, OrgId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { supervisionApi, type TaskDetail } from '#contract/supervision'
import { supervision } from '#supervision'
import { onePixel, uploadFile } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'

const aTask = {
  title: '开展地理标志保护检查',
  keyTask: '加强地理标志保护',
  measure: '对辖区地理标志专用标志使用人开展一次检查，形成检查报告',
  source: 'instruction',
  sourceText: '局主要负责人批示',
  target: { kind: 'reported' },
  dueOn: '2026-06-30',
} as const

/** For tests: supervised tasks are walked through the front door, by whoever may, on the day it happened. */
export async function openTaskWorld(day = '2026-03-02') {
  const world = await openWorld(day, { office: true })
  return { world, ...taskWalk(world, day) }
}
export type TaskWorld = Awaited<ReturnType<typeof openTaskWorld>>

function taskWalk(world: World, day: string) {
  let today = day
  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own keys
  const task = (who: PersonKey) => world.as(who, supervisionApi)
  const matter = (who: PersonKey, matterId: MatterId) => world.as(who, matterApi).read({ params: { matterId } })
  /** What waits to be told is told, as the worker does. */
  const deliver = async () => {
    const { rows } = await world.sql.query(
      "delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'supervision.tell' returning j.payload",
    )
    const job = supervision.jobs['supervision.tell']
    for (const { payload } of rows) await world.inService(async (ctx) => job.run?.(ctx, job.payload.parse(payload)))
  }
  return {
    org,
    task,
    matter,
    deliver,
    today: () => today,
    setDay(on: string) {
      today = on
      world.setDay(on)
    },
    read: (who: PersonKey, matterId: MatterId): Promise<TaskDetail> => task(who).read({ params: { matterId } }),
    take: async (who: PersonKey, matterId: MatterId, step: string, input: Record<string, unknown> = {}, happenedOn?: string) => {
      const { version } = await matter(who, matterId)
      return world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: happenedOn ?? today, input }, version })
    },
    create: async (lead: string, more: Record<string, unknown> = {}, who: PersonKey = 'office') =>
      (await task(who).create({ body: { ...aTask, leadOrgId: org(lead), ...more } as never })).id, // the fields of the form, changed by each test
    stepsOf: async (who: PersonKey, id: MatterId) => (await matter(who, id)).steps.filter(({ open }) => open).map(({ name }) => name),
    heard: async (who: PersonKey) => {
      await deliver()
      return (await world.as(who, inboxApi).messages({ query: { size: 100 } })).rows.map(({ title }) => title)
    },
    upload: (who: PersonKey, matterId: MatterId) =>
      uploadFile<{ id: FileId }>(world, who, { name: '照片.png', content: onePixel, purpose: 'document', matterId }),
  }
}
