import type { MatterId } from '#contract/common'
import { type itemSteps as Forms, type ItemDraft, itemSteps } from '#contract/exchange-items'
import { bindFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { countFacts, reverseFacts } from '#kernel/indicator'
import { type MatterRow, openMatter, processRoom, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { itemProcess } from './item.process.ts'
import { pointsOf, type Scored, scoreTable, stepsOf } from './item.score.ts'
import { type ItemRecord, itemRecord, mayVoid, unitAbove } from './item.store.ts'

const writers = ['coordinator', 'unitHead', 'deputyHead', 'principalHead']

/** 撰写: in the name of one's own unit. Its text stands in nobody else's list before it is handed up. */
export async function writeItem(ctx: Ctx, { files, callId, ...draft }: ItemDraft): Promise<{ id: MatterId }> {
  const { orgId, role } = ctx.actor
  if (!orgId || !writers.includes(role ?? ''))
    throw new Problem('notAllowed', { what: '撰写信息', rule: '由本单位联络员或者负责人撰写、报送' })
  if (callId && !(await ctx.tx.selectFrom('info_call').select('id').where('id', '=', callId).executeTakeFirst()))
    throw new Problem('notFound', { what: '该约稿' })
  const id = await openMatter(ctx, itemProcess, { owner: orgId, handling: orgId, happenedOn: ctx.today, title: draft.title })
  await bindFiles(ctx, id, files)
  await ctx.tx
    .insertInto('info_item')
    .values({ matter_id: id, org_id: orgId, org_at: '0', call_id: callId ?? null, file_ids: [...files], ...draft })
    .execute()
  await settleMatter(ctx, id)
  return { id }
}

async function demandItem(ctx: Ctx, matter: MatterRow): Promise<ItemRecord> {
  const record = await itemRecord(ctx, matter.id)
  if (!record) throw new Problem('notFound', { what: '该信息稿件' })
  return record
}

/** The unit above has it now, and the one below acts on it no more. */
async function hand(ctx: Ctx, matter: MatterRow, from: string, on: string): Promise<void> {
  const to = await unitAbove(ctx, from)
  if (!to) throw new Problem('closed', { what: '报送上级', why: '没有上级单位' })
  await endGrants(ctx, matter)
  await ctx.tx
    .insertInto('matter_grant')
    .values({ matter_id: matter.id, org_id: to, purpose: 'request', from_day: on, given_by: ctx.actor.personId, acts: true })
    .execute()
  await ctx.tx.updateTable('info_item').set({ at_org_id: to }).where('matter_id', '=', matter.id).execute()
}
const endGrants = (ctx: Ctx, matter: MatterRow) =>
  ctx.tx.updateTable('matter_grant').set({ acts: false }).where('matter_id', '=', matter.id).where('purpose', '=', 'request').execute()

async function submit(ctx: Ctx, matter: MatterRow, on: string): Promise<void> {
  const { orgId, submittedOn } = await demandItem(ctx, matter)
  await hand(ctx, matter, orgId, on)
  if (submittedOn !== null) return
  await ctx.tx.updateTable('info_item').set({ submitted_on: on }).where('matter_id', '=', matter.id).execute()
  await countFacts(ctx, [{ indicator: 'exchange.items', orgId, day: on, matterId: matter.id, record: 'submit' }])
}

async function register(
  ctx: Ctx,
  matter: MatterRow,
  one: Scored & { place: string; files: ReturnType<(typeof Forms)['adopt']['parse']>['files'] },
  on: string,
): Promise<void> {
  const { orgId } = await demandItem(ctx, matter)
  await bindFiles(ctx, matter.id, one.files)
  const { what, level, channel, form, place, files } = one
  const { id } = await ctx.tx
    .insertInto('info_adoption')
    .values({
      ...{ matter_id: matter.id, what, level, channel, form, place, file_ids: [...files], happened_on: on },
      ...{ points: pointsOf(one, await scoreTable(ctx)), by_org: ctx.actor.orgName ?? '', by_org_id: ctx.actor.orgId ?? '' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await countFacts(ctx, [{ indicator: 'exchange.adopted', orgId, day: on, matterId: matter.id, record: id }])
  await countScore(ctx, matter, orgId)
}

/** What each registration adds to the item's score; counted anew, for another one may be the highest now. */
async function countScore(ctx: Ctx, matter: MatterRow, orgId: string): Promise<void> {
  const table = await scoreTable(ctx)
  const rows = await ctx.tx
    .selectFrom('info_adoption')
    .select(['id', 'what', 'points', 'happened_on as day'])
    .where('matter_id', '=', matter.id)
    .where('void_on', 'is', null)
    .orderBy('happened_on')
    .orderBy('id')
    .execute()
  await reverseFacts(ctx, [{ indicator: 'exchange.score', matterId: matter.id }])
  if (!table) return
  const log = rows.map((row) => ({ ...row, what: row.what as Scored['what'] })) // the table's check
  const added = stepsOf(log, table.combine)
  await countFacts(
    ctx,
    log.flatMap(({ id, day }, at) =>
      (added[at] ?? 0) > 0 ? [{ indicator: 'exchange.score', orgId, day, value: added[at] ?? 0, matterId: matter.id, record: id }] : [],
    ),
  )
}

/** By who registered it, or from above. */
async function voidAdoption(ctx: Ctx, matter: MatterRow, id: string, reason: string, on: string): Promise<void> {
  const { orgId } = await demandItem(ctx, matter)
  const found = await ctx.tx
    .selectFrom('info_adoption')
    .select(mayVoid(ctx).as('may'))
    .where('id', '=', id)
    .where('matter_id', '=', matter.id)
    .executeTakeFirst()
  if (found?.may === false) throw new Problem('notAllowed', { what: '作废登记', rule: '由登记的单位或者其上级作废' })
  const { numUpdatedRows } = await ctx.tx
    .updateTable('info_adoption')
    .set({ void_on: on, void_reason: reason })
    .where('id', '=', id)
    .where('matter_id', '=', matter.id)
    .where('void_on', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该登记' })
  await reverseFacts(ctx, [{ indicator: 'exchange.adopted', matterId: matter.id, record: id }])
  await countScore(ctx, matter, orgId)
}

export const itemRoom = processRoom({
  process: itemProcess,
  forms: itemSteps,
  async facts(ctx, matter) {
    const record = await itemRecord(ctx, matter.id)
    const at = matter.state === 'drafted' ? matter.handlingOrgId : record?.atOrgId
    return { mayPass: at ? (await unitAbove(ctx, at)) !== null : false }
  },
  apply: {
    async amend(ctx, matter, { input: { files, ...written } }) {
      await bindFiles(ctx, matter.id, files)
      await ctx.tx
        .updateTable('info_item')
        .set({ ...written, file_ids: [...files] })
        .where('matter_id', '=', matter.id)
        .execute()
      await ctx.tx.updateTable('matter').set({ title: written.title }).where('id', '=', matter.id).execute()
    },
    submit: (ctx, matter, { happenedOn }) => submit(ctx, matter, happenedOn),
    async passOn(ctx, matter, { happenedOn }) {
      const { atOrgId } = await demandItem(ctx, matter)
      await hand(ctx, matter, atOrgId ?? '', happenedOn)
    },
    async sendBack(ctx, matter) {
      await endGrants(ctx, matter)
      await ctx.tx.updateTable('info_item').set({ at_org_id: null }).where('matter_id', '=', matter.id).execute()
    },
    adopt: (ctx, matter, { input, happenedOn }) => register(ctx, matter, { what: 'adopted', ...input }, happenedOn),
    instruct: (ctx, matter, { input, happenedOn }) =>
      register(ctx, matter, { what: 'instruction', channel: null, form: null, ...input }, happenedOn),
    voidAdoption: (ctx, matter, { input, happenedOn }) => voidAdoption(ctx, matter, input.adoptionId, input.reason, happenedOn),
  },
})
