import { sql } from 'kysely'
import type { z } from 'zod'
import type { LegalDay } from '#contract/common'
import type { Body, BodyDraft, MemberDraft } from '#contract/coordination-bodies'
import type { Ctx } from '#kernel/house'
import { orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'

const levels: Record<string, string> = { province: '省级', city: '市级', county: '县级' }
const bureaus = ['province', 'city', 'county']

/** 议事协调机构 of every level: who belongs to which is no secret inside the house. */
export async function listBodies(ctx: Ctx): Promise<Body[]> {
  const bodies = await ctx.tx
    .selectFrom('coordination_body as b')
    .innerJoin('org as o', 'o.id', 'b.org_id')
    .select([
      'b.id',
      'b.org_id as orgId',
      'o.name as org',
      'o.kind',
      'b.form',
      'b.name',
      'b.office_name as officeName',
      'b.paper',
      'b.mark',
    ])
    .select(['b.mark_note as markNote', 'b.from_day as from', 'b.to_day as to', sql<boolean>`authority.keeps_body(b.org_at)`.as('mayKeep')])
    .orderBy('o.lo')
    .orderBy('b.from_day')
    .execute()
  const members = await ctx.tx
    .selectFrom('body_member')
    .select(['id', 'body_id', 'org_id as orgId', 'name', 'part', 'post', 'paper', 'from_day as from', 'to_day as to'])
    .orderBy(sql`array_position(array['lead', 'deputy', 'office', 'member'], part)`)
    .orderBy('from_day')
    .orderBy('name')
    .execute()
  return bodies.map(({ kind, ...body }) => ({
    ...(body as Omit<Body, 'level' | 'members'>), // the table's checks hold the words of the contract
    level: levels[kind] ?? '',
    members: members.filter(({ body_id }) => body_id === body.id).map(({ body_id: _, ...member }) => member as Body['members'][number]), // likewise
  }))
}

export async function demandOwnBody(ctx: Ctx, id: string): Promise<Body> {
  const body = (await listBodies(ctx)).find((one) => one.id === id)
  if (!body) throw new Problem('notFound', { what: '该议事协调机构' })
  if (!body.mayKeep) throw new Problem('notAllowed', { what: '维护议事协调机构', rule: '由其办公室所在单位或者上级单位的综合协调人员办理' })
  return body
}

const columnsOf = (draft: z.output<typeof BodyDraft>) => ({
  ...{ form: draft.form, name: draft.name, office_name: draft.officeName, paper: draft.paper ?? null },
  ...{ mark: draft.mark, mark_note: draft.markNote ?? null, from_day: draft.from },
})

/** Its office is the unit of who enters it: a bureau. */
export async function addBody(ctx: Ctx, draft: z.output<typeof BodyDraft>): Promise<{ id: string }> {
  if (!ctx.actor.orgId || !bureaus.includes(ctx.actor.orgKind ?? ''))
    throw new Problem('notAllowed', { what: '登记议事协调机构', rule: '由省、市、县局的综合协调人员登记' })
  return ctx.tx
    .insertInto('coordination_body')
    .values({ org_id: ctx.actor.orgId, org_at: '0', ...columnsOf(draft) })
    .returning('id')
    .executeTakeFirstOrThrow()
}

export async function changeBody(ctx: Ctx, id: string, draft: z.output<typeof BodyDraft>): Promise<{ done: boolean }> {
  await demandOwnBody(ctx, id)
  await ctx.tx
    .updateTable('coordination_body')
    .set((eb) => ({ ...columnsOf(draft), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  return { done: true }
}

export async function endBody(ctx: Ctx, id: string, on: LegalDay): Promise<{ done: boolean }> {
  const { from } = await demandOwnBody(ctx, id)
  if (on < from) throw new Problem('invalid', { issues: [{ path: 'on', message: '撤销日期不能早于设立日期' }] })
  await ctx.tx.updateTable('coordination_body').set({ to_day: on }).where('id', '=', id).execute()
  return { done: true }
}

export async function addMember(ctx: Ctx, bodyId: string, draft: z.output<typeof MemberDraft>): Promise<{ done: boolean }> {
  const body = await demandOwnBody(ctx, bodyId)
  const name = draft.orgId ? (await orgOf(ctx, draft.orgId)).name : (draft.name ?? '')
  if (body.members.some((member) => member.name === name && member.post === draft.post && member.to === null))
    throw new Problem('closed', { what: '增加成员单位', why: `${name}${draft.post}已经在册` })
  await ctx.tx
    .insertInto('body_member')
    .values({
      ...{ body_id: bodyId, org_id: draft.orgId ?? null, name, part: draft.part, post: draft.post },
      ...{ paper: draft.paper ?? null, from_day: draft.from },
    })
    .execute()
  return { done: true }
}

export async function endMember(ctx: Ctx, id: string, on: LegalDay): Promise<{ done: boolean }> {
  const member = await ctx.tx.selectFrom('body_member').select(['body_id', 'from_day']).where('id', '=', id).executeTakeFirst()
  if (!member) throw new Problem('notFound', { what: '该成员单位' })
  await demandOwnBody(ctx, member.body_id)
  if (on < member.from_day) throw new Problem('invalid', { issues: [{ path: 'on', message: '退出日期不能早于开始日期' }] })
  await ctx.tx.updateTable('body_member').set({ to_day: on }).where('id', '=', id).execute()
  return { done: true }
}

/** On a day: who belongs to it then. */
export const membersOn = (body: Pick<Body, 'members'>, day: LegalDay) =>
  body.members.filter(({ from, to }) => from <= day && (to === null || to >= day))
