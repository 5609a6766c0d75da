import { sql } from 'kysely'
import type { LegalDay, OrgId } from '#contract/common'
import { disputeJurisdictionForm, jurisdictionSteps } from '#contract/track-measures'
import type { Ctx } from '#kernel/house'
import { descendantsOf, type MatterRow, processRoom, rehouseMatter, settleMatter, type Taken } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { type JurisdictionFacts, jurisdictionProcess } from './jurisdiction.process.ts'
import { demandEntry, openerOf, opening, reached, trackPaperFacts } from './open.ts'

/** 共同的上一级: the lowest bureau that stands above both. */
async function commonSuperior(ctx: Ctx, one: string, other: string): Promise<OrgId> {
  const { rows } = await sql<{ id: OrgId }>`
    select s.id from org s join org a on a.id = ${one} join org b on b.id = ${other}
     where s.kind in ('province', 'city') and s.id not in (a.id, b.id)
       and a.lo >= s.lo and a.lo < s.hi and b.lo >= s.lo and b.lo < s.hi
     order by s.depth desc limit 1`.execute(ctx.tx)
  if (!rows[0]) throw new Problem('closed', { what: '报请指定管辖', why: '两个单位在本省没有共同的上一级市场监管部门' })
  return rows[0].id
}

/** The question is the superior's from receipt; who asked goes on reading it, and so does who gets the case. */
async function receive(ctx: Ctx, matter: MatterRow, { happenedOn }: Pick<Taken, 'happenedOn'>): Promise<void> {
  const superior = ctx.actor.orgId
  if (!superior) throw new Problem('notFound', { what: '该事项' })
  await rehouseMatter(ctx, matter.id, { owner: superior, handling: superior })
  await letRead(ctx, matter, matter.ownerOrgId, happenedOn)
}

const letRead = (ctx: Ctx, matter: MatterRow, org: OrgId, from: LegalDay) =>
  ctx.tx
    .insertInto('matter_grant')
    .values({ matter_id: matter.id, org_id: org, purpose: 'designation', from_day: from, given_by: ctx.actor.personId })
    .execute()

/** The designated bureau takes the case over with all its tracks: the officers of the other one leave it. */
async function handOver(ctx: Ctx, parent: MatterRow, question: MatterRow, to: OrgId, on: LegalDay): Promise<void> {
  if (parent.ownerOrgId === to) return
  const tracks = (await descendantsOf(ctx, parent.id)).filter(({ id }) => id !== question.id)
  for (const { id } of [parent, ...tracks]) await rehouseMatter(ctx, id, { owner: to, handling: to })
  await leave(ctx, [parent.id, ...tracks.map(({ id }) => id)], on)
  for (const { id, closed } of tracks) if (!closed) await settleMatter(ctx, id)
  await letRead(ctx, question, to, on)
}

async function leave(ctx: Ctx, matterIds: readonly string[], on: LegalDay): Promise<void> {
  await ctx.tx
    .updateTable('matter_assignee')
    .set((eb) => ({ to_day: eb.fn<LegalDay>('greatest', [eb.ref('from_day'), eb.val(on)]) }))
    .where('matter_id', 'in', [...matterIds])
    .where('to_day', 'is', null)
    .execute()
}

export const jurisdictionRoom = processRoom({
  process: jurisdictionProcess,
  forms: jurisdictionSteps,
  facts: async (_ctx, _matter, history): Promise<JurisdictionFacts> => ({
    cause: disputeJurisdictionForm.shape.cause.parse(opening(history).cause),
  }),
  apply: {
    async report(ctx, matter, { happenedOn }) {
      const { input } = await ctx.tx
        .selectFrom('matter_step')
        .select('input')
        .where('matter_id', '=', matter.id)
        .where('step', '=', 'open')
        .executeTakeFirstOrThrow()
      const superior = await commonSuperior(ctx, matter.ownerOrgId, disputeJurisdictionForm.parse(input).orgId)
      await ctx.tx
        .insertInto('matter_grant')
        .values({
          matter_id: matter.id,
          org_id: superior,
          purpose: 'designation',
          acts: true,
          from_day: happenedOn,
          given_by: ctx.actor.personId,
        })
        .execute()
    },
    receiveReport: receive,
    async designate(ctx, matter, { happenedOn, input }) {
      const { kind, active } = await ctx.tx
        .selectFrom('org')
        .select(['kind', 'active'])
        .where('id', '=', input.orgId)
        .executeTakeFirstOrThrow()
      demandEntry(active && ['province', 'city', 'county'].includes(kind), 'orgId', '请选择县级以上市场监管部门')
      await handOver(ctx, await reached(ctx, matter.parentId), matter, input.orgId, happenedOn)
    },
  },
  paperFacts: trackPaperFacts,
})

export const disputeJurisdictionOpener = openerOf({
  form: disputeJurisdictionForm,
  process: async (_ctx, parent, { orgId }) => {
    demandEntry(orgId !== parent.ownerOrgId, 'orgId', '另一方不能是本单位')
    return jurisdictionProcess
  },
})
