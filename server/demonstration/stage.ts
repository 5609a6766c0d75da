import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Role, Role as RoleSchema } from '#contract/authority'
import type { FileId, MatterId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import type { Api } from '#contract/endpoint'
import { filesApi, type StoredFile } from '#contract/files'
import { type MatterView, matterApi } from '#contract/matter'
import type { House } from '#kernel/house'
import { type Client, clientOf } from '#kernel/http'
import { roomOf } from '#kernel/matter'
import { placesOf } from '#kernel/process'
import { inventObject } from './invent.ts'
import { Curtain } from './story.ts'

export interface Actor {
  personId: string
  name: string
  role: Role
  orgId: string
  token: string
}

/** The demonstration's stage: its people, its day, and the front door. Everything that happens here is done as a person would do it. */
export interface Stage {
  day: string
  as<A extends Api>(actor: Actor, api: A): Client<A>
  /** The bytes of an upload, in one piece. */
  send(actor: Actor, address: string, content: Buffer): Promise<void>
  /** A paper that is handed over with a form. */
  bring(actor: Actor, name: string, content: Buffer): Promise<FileId>
  /** Who holds a role at a unit, in a fixed order. */
  at(orgId: string, role: Role): readonly Actor[]
  /** Takes a step as whoever may take it, first issuing the papers that it needs and filling in what its form asks. */
  take(matterId: MatterId, step: string, input?: Record<string, unknown>): Promise<MatterView>
  read(matterId: MatterId): Promise<MatterView>
}

/** Words for fields that would look odd as «标题（演示）». */
const words = {
  opinion: '同意。（演示）',
  findings: '经核查，当事人店内陈列、销售的商品上使用的标识与权利人注册商标相同，涉嫌侵犯注册商标专用权。（演示）',
  reason: '情况属实，依法办理。（演示）',
  result: '已按要求办理。（演示）',
  present: '局长（演示）、分管副局长（演示）',
}

export async function openStage(house: House, app: FastifyInstance, clock: { now: Date }, stopping: AbortSignal): Promise<Stage> {
  const actors = await hireActors(house)
  let minutes = 0
  const known = new Map<MatterId, MatterView>()
  const stage: Stage = {
    get day() {
      return new Date(clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    },
    set day(day: string) {
      // The platform is about to stop: the matter stays where it is, after a whole act.
      if (stopping.aborted) throw new Curtain()
      // Acts of one day follow each other within office hours.
      minutes = (minutes + 7) % 420
      clock.now = new Date(new Date(`${day}T09:00:00+08:00`).getTime() + minutes * 60_000)
    },
    as: (actor, api) => clientOf(app, actor.token, api),
    async send(actor, address, content) {
      const { statusCode } = await app.inject({
        method: 'PATCH',
        url: address,
        headers: {
          cookie: `sid=${actor.token}`,
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': String(content.length),
        },
        payload: content,
      })
      if (statusCode !== 204) throw new Error(`an upload of the demonstration was answered ${statusCode}`)
    },
    async bring(actor, name, content) {
      const payload = new FormData()
      payload.append('purpose', 'document')
      payload.append('file', new Blob([new Uint8Array(content)]), name)
      const answer = await app.inject({
        method: 'POST',
        url: `/api${filesApi.upload.path}`,
        headers: { cookie: `sid=${actor.token}`, 'idempotency-key': randomUUID() },
        payload,
      })
      if (answer.statusCode !== 200) throw new Error(`a paper of the demonstration was answered ${answer.statusCode}`)
      return answer.json<StoredFile>().id
    },
    at: (orgId, role) => actors.filter((actor) => actor.orgId === orgId && actor.role === role),
    read: (matterId) => readAs(stage, witness(actors), matterId),
    async take(matterId, step, input = {}) {
      // What the last act answered: nobody else acts on the demonstration's matters while they are walked.
      const seen = known.get(matterId) ?? (await stage.read(matterId))
      const actor = actorFor(stage, seen, step)
      await issueNeeded(stage, seen, step)
      const form = z.toJSONSchema(roomOf(seen.process).forms[step] ?? z.object({}), { io: 'input', unrepresentable: 'any' })
      const filled = inventObject(form, input, { day: stage.day, words })
      const call = { params: { matterId, step }, body: { happenedOn: stage.day, input: filled }, version: seen.version }
      const after = await stage.as(actor, matterApi).take(call)
      known.set(matterId, after)
      // What happens in a track may move its case: a notice that was served tells it.
      if (after.parentId) known.delete(after.parentId)
      return after
    },
  }
  return stage
}

const readAs = (stage: Stage, actor: Actor, matterId: MatterId) => stage.as(actor, matterApi).read({ params: { matterId } })

/** The province's supervisor sees every matter. */
function witness(actors: readonly Actor[]): Actor {
  const found = actors.find((actor) => actor.role === 'supervisor' && actor.orgId === provinceOf(actors))
  if (!found) throw new Error('the demonstration has no supervisor at the province')
  return found
}
const provinceOf = (actors: readonly Actor[]) => actors.find((actor) => actor.role === 'auditAdmin')?.orgId

/** Who may take the step, by its declaration: an assigned officer, or a role at the unit that it names and who does not handle the matter. */
function actorFor(stage: Stage, seen: MatterView, step: string): Actor {
  const process = processOf(seen)
  const rule = process.steps[step]
  if (!rule) throw new Error(`${process.name} has no step ${step}`)
  const handlers = seen.assignees.filter((one) => one.to === null).map((one) => String(one.personId))
  for (const by of placesOf(rule)) {
    const orgId = by.at === 'handling' ? seen.handling.id : by.at === 'owner' ? seen.owner.id : null
    if (!orgId || by.role === 'service') continue
    const fitting = stage
      .at(orgId, by.role)
      .filter((actor) => (by.assigned ? handlers.includes(actor.personId) : true) && !(by.notBy && handlers.includes(actor.personId)))
    if (fitting[0]) return fitting[0]
  }
  throw new Error(`nobody in the demonstration may take ${process.name}.${step} at ${seen.owner.name}`)
}

const processOf = (seen: MatterView) => roomOf(seen.process).process

/** Drafts, completes and issues the papers that wait before a step. */
async function issueNeeded(stage: Stage, seen: MatterView, step: string): Promise<void> {
  const { steps } = processOf(seen)
  const needs = steps[step]?.needs ?? []
  if (needs.length === 0) return
  const writer = await writerOf(stage, seen)
  const documents = stage.as(writer, documentsApi)
  const present = await documents.list({ params: { matterId: seen.id } })
  const isIssued = (kind: string) => present.some((paper) => paper.kind === kind && paper.state === 'issued')
  // Papers are issued here just before the step that needs them: whatever an earlier act used, or a return made old, is drawn up again.
  const isOld = (kind: string) =>
    seen.history.some((act) => steps[step]?.anew?.includes(act.step) || steps[act.step]?.needs?.includes(kind))
  for (const kind of needs.filter((one) => !isIssued(one) || isOld(one))) {
    await issuePaper(stage, writer, seen.id, kind)
  }
}

async function writerOf(stage: Stage, seen: MatterView): Promise<Actor> {
  const handlers = seen.assignees.map((one) => String(one.personId))
  const officers = [...stage.at(seen.handling.id, 'officer'), ...stage.at(seen.owner.id, 'officer')]
  const writer = officers.find((actor) => handlers.includes(actor.personId)) ?? officers[0]
  if (!writer) throw new Error(`nobody writes papers at ${seen.handling.name}`)
  return writer
}

export async function issuePaper(
  stage: Stage,
  writer: Actor,
  matterId: MatterId,
  kind: string,
  given: Record<string, unknown> = {},
): Promise<string> {
  const documents = stage.as(writer, documentsApi)
  const { form, fields: known, missing } = await documents.blank({ params: { matterId, kind } })
  const muse = { day: stage.day, words }
  let fields = inventObject(form, { ...known, ...given }, muse, fieldsOf(missing))
  const draft = await documents.draft({ params: { matterId }, body: { kind, fields } })
  // One choice may ask for another field: served in person, then who received it.
  const still = await documents.check({ params: { paperId: draft.id }, body: { fields } })
  let { version } = draft
  if (still.missing.length > 0) {
    fields = inventObject(form, fields, muse, fieldsOf(still.missing))
    version = (await documents.change({ params: { paperId: draft.id }, body: { fields }, version })).version
  }
  const issued = await documents.issue({ params: { paperId: draft.id }, body: { issuedOn: stage.day }, version })
  return issued.id
}

const fieldsOf = (missing: readonly { field?: string | null | undefined }[]) =>
  missing.flatMap(({ field }) => (field ? [field.split('.')[0] ?? field] : []))

/** Opens a session for everybody who works in the demonstration. The tokens live in this process's memory and end within the day. */
async function hireActors(house: House): Promise<Actor[]> {
  return house.database.transaction({ token: null, requestId: 'demonstration', address: 'local' }, async (tx) => {
    const { rows } = await sql<{
      person_id: string
      name: string
      role: string
      org_id: string
    }>`select * from authority.demonstration_staff()`.execute(tx)
    const actors: Actor[] = []
    for (const row of rows) {
      const token = randomBytes(32).toString('base64url')
      await sql`select authority.open_session(${row.person_id}, ${createHash('sha256').update(token).digest()}, 'demonstration', 'demonstration', 12)`.execute(
        tx,
      )
      actors.push({ personId: row.person_id, name: row.name, role: RoleSchema.parse(row.role), orgId: row.org_id, token })
    }
    return actors
  })
}
