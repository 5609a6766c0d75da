import { type SqlBool, sql } from 'kysely'
import type { LegalDay, MatterId } from '#contract/common'
import type { Decision, MeetingDetail, MeetingRow, MeetingState } from '#contract/coordination-meetings'
import { paletteNames } from '#contract/supervision'
import { filesByIds } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { tasksByIds } from '#supervision'
import { listBodies, membersOn } from './body.service.ts'

const meetings = (ctx: Ctx) =>
  visibleMatters(ctx).innerJoin('meeting as k', 'k.matter_id', 'm.id').innerJoin('coordination_body as b', 'b.id', 'k.body_id')

const columns = [
  ...(['m.id', 'm.number', 'k.title', 'b.name as body', 'k.form', 'm.state', 'k.day', 'k.starts', 'k.place'] as const),
  sql<number>`(select count(*)::integer from meeting_decision d where d.matter_id = m.id)`.as('decisions'),
] as const

interface Filter {
  q?: string | undefined
  state?: MeetingState | undefined
  bodyId?: string | undefined
  page: number
  size: number
}
export async function listMeetings(ctx: Ctx, { q, state, bodyId, page, size }: Filter) {
  const found = meetings(ctx)
    .$if(state !== undefined, (query) => query.where('m.state', '=', state ?? ''))
    .$if(bodyId !== undefined, (query) => query.where('k.body_id', '=', bodyId ?? ''))
    .$if(q !== undefined && q !== '', (query) => query.where(sql<SqlBool>`position(${q} in k.title) > 0`))
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(columns)
    .orderBy('k.day', 'desc')
    .orderBy('m.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows: rows as MeetingRow[], total: Number(total), totalIsAtLeast: false } // the tables' checks hold the words of the contract
}

/** What each decision still lacks, in the words of the refusal. */
export const lacksOf = ({ owner, due }: { owner: string | null; due: LegalDay | null }): string[] => [
  ...(owner ? [] : ['责任单位']),
  ...(due ? [] : ['完成时限']),
]

export async function decisionsOf(ctx: Ctx, matterId: string): Promise<Decision[]> {
  const rows = await ctx.tx
    .selectFrom('meeting_decision as d')
    .leftJoin('org as o', 'o.id', 'd.owner_org_id')
    .leftJoin('meeting_item as i', 'i.id', 'd.item_id')
    .select([
      'd.id',
      'd.position',
      'd.text',
      'i.title as item',
      'd.owner_org_id as ownerOrgId',
      'o.name as orgName',
      'd.owner_name as ownerName',
    ])
    .select(['d.support_org_ids as supportOrgIds', 'd.due', 'd.task_id as taskId'])
    .select(
      sql<string[]>`coalesce((select array_agg(s.name order by s.lo) from org s where s.id = any(d.support_org_ids)), '{}')`.as('supports'),
    )
    .where('d.matter_id', '=', matterId)
    .orderBy('d.position')
    .execute()
  const tasks = await tasksByIds(
    ctx,
    rows.flatMap(({ taskId }) => taskId ?? []),
  )
  return rows.map(({ orgName, ownerName, taskId, ...row }) => {
    const task = tasks.find(({ id }) => id === taskId)
    const owner = orgName ?? ownerName
    return {
      ...(row as typeof row & Pick<Decision, 'ownerOrgId' | 'supportOrgIds'>), // the keys are the branded ids
      ...{ owner, outside: orgName === null && ownerName !== null, lacks: lacksOf({ owner, due: row.due }) },
      task: task
        ? { id: task.id, number: task.number, light: task.light, lightTitle: paletteNames[task.palette][task.light], state: task.state }
        : null,
    }
  })
}

export async function readMeeting(ctx: Ctx, matterId: MatterId): Promise<MeetingDetail> {
  const row = await meetings(ctx)
    .innerJoin('org as o', 'o.id', 'k.org_id')
    .select(columns)
    .select(['k.chair', 'k.body_id as bodyId', 'k.org_id as orgId', 'o.name as org'])
    .where('m.id', '=', matterId)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该会议' })
  const { orgId, ...rest } = row
  const body = (await listBodies(ctx)).find(({ id }) => id === row.bodyId)
  return {
    ...(rest as typeof rest & MeetingRow), // as above
    runs: orgId === ctx.actor.orgId && ctx.actor.role === 'coordinator',
    candidates: body ? membersOn(body, ctx.today).map(({ id, name, post }) => ({ id, name, post })) : [],
    items: await itemsOf(ctx, matterId),
    members: await membersOf(ctx, matterId),
    decisions: await decisionsOf(ctx, matterId),
  }
}

export async function itemsOf(ctx: Ctx, matterId: string): Promise<MeetingDetail['items']> {
  const rows = await ctx.tx.selectFrom('meeting_item').selectAll().where('matter_id', '=', matterId).orderBy('position').execute()
  const files = await filesByIds(
    ctx,
    rows.flatMap((row) => row.file_ids),
  )
  return rows.map(({ id, position, title, reporter, file_ids }) => ({
    ...{ id, position, title, reporter },
    files: file_ids.flatMap((fileId) => {
      const file = files.get(fileId)
      return file ? [{ id: file.id, name: file.name }] : []
    }),
  }))
}

export async function membersOf(ctx: Ctx, matterId: string): Promise<MeetingDetail['members']> {
  const rows = await ctx.tx
    .selectFrom('meeting_member as k')
    .leftJoin('meeting_notice as n', 'n.matter_id', 'k.notice_id')
    .select(['k.id', 'k.name', 'k.post', 'k.notice_id as noticeId', 'n.answer', 'n.answered_on as answeredOn', 'n.reason', 'k.presence'])
    .select(sql<string | null>`coalesce(k.who, n.who)`.as('who'))
    .where('k.matter_id', '=', matterId)
    .orderBy('k.name')
    .execute()
  return rows.map(({ noticeId, ...member }) => ({ ...(member as MeetingDetail['members'][number]), outside: noticeId === null })) // as above
}
