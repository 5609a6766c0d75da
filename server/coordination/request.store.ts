import { type SqlBool, sql } from 'kysely'
import type { FileId, LegalDay, MatterId } from '#contract/common'
import { isUnanswered } from '#contract/coordination-answers'
import type { KeptEvidence, KeptQuestion, RequestDetail, RequestFilter, RequestRow } from '#contract/coordination-requests'
import { filesByIds } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { linkOf } from './link.store.ts'

/** Row security decides what is here: one's own, what was asked of one, and what was asked of those below. A draft is its writer's alone. */
const requests = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('coordination_request as r')
    .innerJoin('org as o', 'o.id', 'r.org_id')
    // Who supervises the asked unit has no matter to join.
    .leftJoin('matter as m', 'm.id', 'r.matter_id')

/** What the days say, for who does not see the matter: no more than the asked unit's superior has to know. */
const stateOf = sql<RequestRow['state']>`coalesce(m.state, case
  when r.withdrawn then 'withdrawn' when r.ended_on is not null then 'closed' when r.rated_on is not null then 'rated'
  when r.answered_on is not null and r.returned_on is null then 'answered' when r.agreed_on is not null then 'working'
  when r.response = 'declined' then 'declined' when r.response = 'askedBack' then 'askedBack' when r.received_on is not null then 'received' else 'sent' end)`

const columns = [
  'r.matter_id as id',
  'm.number',
  'r.title',
  'r.kind',
  stateOf.as('state'),
  'o.name as asker',
  'r.asked_name as asked',
  'r.channel',
  'r.sent_on as sentOn',
  'r.agreed_on as agreedOn',
  'r.answered_on as answeredOn',
  'r.score',
  sql<boolean>`m.id is not null`.as('opens'),
] as const

type Found = ReturnType<typeof filtered>

function filtered(ctx: Ctx, { box, kind, state, q, from, to, late, asked, channel, outcome }: Omit<RequestFilter, 'page' | 'size'>) {
  const own = ctx.actor.orgId
  return requests(ctx)
    .$if(box === 'asking', (query) => query.where('r.org_id', '=', own))
    .$if(box === 'asked', (query) => query.where('r.asked_org_id', '=', own))
    .$if(kind !== undefined, (query) => query.where('r.kind', '=', kind ?? ''))
    .$if(state !== undefined, (query) => query.where(sql<SqlBool>`${stateOf} = ${state}`))
    .$if(from !== undefined, (query) => query.where('r.sent_on', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('r.sent_on', '<=', to ?? ''))
    .$if(late !== undefined, (query) =>
      query.where('r.agreed_on', '<', ctx.today).where('r.ended_on', 'is', null).where(sql<SqlBool>`${stateOf} = 'working'`),
    )
    .$if(asked !== undefined, (query) => query.where('r.asked_name', '=', asked ?? ''))
    .$if(channel !== undefined, (query) => query.where('r.channel', '=', channel ?? ''))
    .$if(outcome === 'answered', (query) => query.where('r.answered_on', 'is not', null))
    .$if(outcome === 'declined', (query) => query.where('r.response', '=', 'declined'))
    .$if(q !== undefined && q !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('r.title', 'like', `%${escaped(q ?? '')}%`),
          eb('r.asked_name', 'like', `%${escaped(q ?? '')}%`),
          eb('o.name', 'like', `%${escaped(q ?? '')}%`),
          eb('m.number', '=', q ?? ''),
        ]),
      ),
    )
}
const escaped = (text: string) => text.replace(/[\\%_]/gu, '\\$&')

export const rowsOf = (found: Found, size: number, page: number): Promise<RequestRow[]> =>
  found
    .select(columns)
    .orderBy(sql`coalesce(r.sent_on, m.opened_on)`, 'desc')
    .orderBy('r.matter_id')
    .limit(size)
    .offset((page - 1) * size)
    .execute() as Promise<RequestRow[]> // the table's checks hold the words of the contract; ids are its keys

export async function listRequests(ctx: Ctx, { page, size, ...filter }: RequestFilter) {
  const found = filtered(ctx, filter)
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  return { rows: await rowsOf(found, size, page), total: Number(total), totalIsAtLeast: false }
}

/** By their ids, in the same words: what stands behind a measure. */
export const requestsByIds = (ctx: Ctx, ids: readonly string[], size: number, page: number): Promise<RequestRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : rowsOf(requests(ctx).where('r.matter_id', 'in', [...ids]), size, page)

export async function questionsOf(ctx: Ctx, matterId: string): Promise<KeptQuestion[]> {
  const rows = await ctx.tx.selectFrom('request_question').selectAll().where('matter_id', '=', matterId).orderBy('position').execute()
  const files = await filesByIds(
    ctx,
    rows.flatMap((row) => row.file_ids),
  )
  return rows.map(({ id, position, ask, kind, options, required, answer, file_ids, answered_by }) => ({
    ...{ id, position, ask, options, required, answer, answeredBy: answered_by },
    kind: kind as KeptQuestion['kind'], // the table's check holds the words of the contract
    files: file_ids.flatMap((fileId) => {
      const file = files.get(fileId)
      return file ? [{ id: file.id, name: file.name, bytes: file.bytes }] : []
    }),
  }))
}

export const unansweredOf = (questions: readonly KeptQuestion[]): number[] =>
  questions.filter((question) => isUnanswered({ ...question, files: question.files.length })).map(({ position }) => position)

export interface RequestRecord {
  channel: RequestDetail['channel']
  orgId: string
  askedOrgId: string | null
  askedName: string
  title: string
  respondedOn: LegalDay | null
  sentOn: LegalDay | null
  agreedFirst: LegalDay | null
  agreedOn: LegalDay | null
  answeredOn: LegalDay | null
  returnedOn: LegalDay | null
  reply: string | null
  kind: RequestDetail['kind']
}

export async function recordOf(ctx: Ctx, matterId: string): Promise<RequestRecord | undefined> {
  const row = await ctx.tx
    .selectFrom('coordination_request')
    .select([
      'channel',
      'kind',
      'title',
      'org_id as orgId',
      'asked_org_id as askedOrgId',
      'asked_name as askedName',
      'responded_on as respondedOn',
    ])
    .select(['sent_on as sentOn', 'agreed_on as agreedOn'])
    .select(['agreed_first as agreedFirst', 'answered_on as answeredOn', 'returned_on as returnedOn', 'score_reply as reply'])
    .where('matter_id', '=', matterId)
    .executeTakeFirst()
  return row as RequestRecord | undefined // as above
}

export async function readRequest(ctx: Ctx, matterId: MatterId): Promise<RequestDetail> {
  const row = await requests(ctx)
    .select(columns)
    .select(['r.content', 'r.basis', 'r.wanted_on as wantedOn', 'r.contact', 'r.detail', 'r.evidence', 'r.received_on as receivedOn'])
    .select(['r.agreed_first as agreedFirst', 'r.returned_on as returnedOn', 'r.score_words as scoreWords', 'r.score_reply as scoreReply'])
    .select(['r.org_id as orgId'])
    .where('r.matter_id', '=', matterId)
    // The file of a request is for its two sides and who is above the one that asks.
    .where('m.id', 'is not', null)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该协作请求' })
  const { orgId, detail, evidence, ...rest } = row
  const asks = orgId === ctx.actor.orgId
  return {
    ...(rest as RequestRow & typeof rest), // as above
    id: matterId,
    detail: linesOf(detail),
    evidence: evidence as (KeptEvidence & { fileId: FileId | null })[], // written by the opening from parsed fields
    questions: await questionsOf(ctx, matterId),
    asks,
    link: asks ? await linkOf(ctx, matterId) : null,
  }
}

const labels: Record<string, string> = {
  source: '线索来源',
  right: '权利信息',
  suspect: '涉嫌主体',
  suspectAddress: '涉嫌主体地址',
  conduct: '涉嫌行为',
  recipient: '受送达人',
  address: '送达地址',
  papers: '需要送达的文书',
}
/** The lines of 线索移送单 or 代送达, in the order of their form. */
export const linesOf = (detail: unknown): { title: string; value: string }[] => {
  const written = (detail ?? {}) as Record<string, string> // written by the opening from parsed fields
  return Object.entries(labels).flatMap(([key, title]) => (written[key] ? [{ title, value: written[key] }] : []))
}
