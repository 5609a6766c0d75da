import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { FileId, MatterId, OrgId } from '#contract/common'
import { type RequestDetail, type RequestDraft, requestsApi } from '#contract/coordination-requests'
import { filesApi, type StoredFile } from '#contract/files'
import { type MatterView, matterApi } from '#contract/matter'
import { coordination } from '#coordination'
import { openWorld, type PersonKey, type World } from '#test/world'

/** For tests: requests are walked through the front door, by whoever may, on the day it happened. */
export interface CoordinationWorld {
  world: World
  today(): string
  setDay(day: string): void
  org(key: string): OrgId
  take(who: PersonKey, id: string, step: string, input?: Record<string, unknown>): Promise<MatterView>
  request(who: PersonKey, id: string): Promise<RequestDetail>
  /** Drafted by the county for the county of another city, unless it says otherwise. */
  open(who?: PersonKey, more?: Partial<z.input<typeof RequestDraft>>): Promise<MatterId>
  /** Opened, sent, accepted for a day, every question answered and handed in. */
  answered(more?: Partial<z.input<typeof RequestDraft>>, agreedOn?: string): Promise<MatterId>
  bring(who: PersonKey, name: string, content?: Buffer, matterId?: string): Promise<StoredFile>
  /** Jobs that wait, run as the worker would. */
  runJobs(
    name: 'coordination.partnerReceived' | 'coordination.partnerAnswered' | 'coordination.partnerDeclined' | 'coordination.remind',
  ): Promise<void>
  messages(key: string): Promise<{ account: string; title: string; body: string }[]>
  close(): Promise<void>
}

export const aPdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
export const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

export async function openCoordinationWorld(today = '2026-03-03'): Promise<CoordinationWorld> {
  const world = await openWorld(today, { office: true })
  return coordinationWalk(world, today, world.setDay)
}

export function coordinationWalk(world: World, today: string, setWorldDay: (day: string) => void): CoordinationWorld {
  let now = today
  const org = (key: string) => world.orgs.get(key) as OrgId // the world's own keys
  const aRequest = (more: Partial<z.input<typeof RequestDraft>>): z.input<typeof RequestDraft> => ({
    kind: 'information',
    title: '某商标使用情况核对',
    addressee: { channel: 'unit', orgId: org('countyB') },
    content: '请协助核对辖区内某市场主体的商标使用情况。',
    contact: '知识产权综合岗 0591-00000000',
    questions: [{ ask: '该主体是否在册？', kind: 'yesNo' }, { ask: '说明使用情况。' }],
    ...more,
  })
  const self: CoordinationWorld = {
    world,
    today: () => now,
    setDay(day) {
      now = day
      setWorldDay(day)
    },
    org,
    async take(who, id, step, input = {}) {
      const api = world.as(who, matterApi)
      const { version } = await api.read({ params: { matterId: id as MatterId } })
      return api.take({ params: { matterId: id as MatterId, step }, body: { happenedOn: now, input }, version })
    },
    request: (who, id) => world.as(who, requestsApi).read({ params: { matterId: id as MatterId } }),
    async open(who = 'countyCoordinator', more = {}) {
      return (await world.as(who, requestsApi).open({ body: aRequest(more) })).id
    },
    async answered(more = {}, agreedOn = '2026-03-20') {
      const id = await self.open('countyCoordinator', more)
      await self.take('countyCoordinator', id, 'send')
      await self.take('countyCoordinatorB', id, 'accept', { agreedOn, contact: '岗位 0592-00000000' })
      for (const { id: questionId, kind } of (await self.request('countyCoordinatorB', id)).questions)
        await self.take('countyCoordinatorB', id, 'answerQuestion', { questionId, answer: kind === 'yesNo' ? '是' : '情况属实。' })
      await self.take('countyCoordinatorB', id, 'answer')
      return id
    },
    async bring(who, name, content = aPdf, matterId) {
      const body = new FormData()
      body.append('purpose', 'document')
      if (matterId) body.append('matterId', matterId)
      body.append('file', new Blob([new Uint8Array(content)]), name)
      const answer = await world.app.inject({
        method: 'POST',
        url: `/api${filesApi.upload.path}`,
        headers: { cookie: `sid=${world.people[who].token}`, 'idempotency-key': crypto.randomUUID() },
        payload: body,
      })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return answer.json<StoredFile & { id: FileId }>()
    },
    async runJobs(name) {
      const { rows } = await world.sql.query(
        'select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id',
        [name],
      )
      const job = coordination.jobs[name]
      const payloads = name === 'coordination.remind' ? [{}] : rows.map(({ payload }) => payload)
      for (const payload of payloads) await world.inService(async (ctx) => job.run?.(ctx, job.payload.parse(payload)))
      await world.sql.query('delete from graphile_worker._private_jobs where id = any($1)', [rows.map(({ id }) => id)])
    },
    async messages(key) {
      const { rows } = await world.sql.query(
        "select p.account, j.payload->>'title' title, j.payload->>'body' body from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id join person p on p.id = (j.payload->>'personId')::uuid where t.identifier = 'inbox.tell' and j.payload->>'key' = $1 order by 1",
        [key],
      )
      return rows
    },
    close: () => world.close(),
  }
  return self
}
