import { sql } from 'kysely'
import type { z } from 'zod'
import type { OrgClose, OrgDetail, OrgDraft, OrgMerge, OrgMove, OrgRename } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { initialsOf } from '#kernel/pinyin'
import { Problem } from '#kernel/problem'
import { readOrg } from './org.read.ts'
import { judgeClose, judgeDay, judgeMerge, judgeMove, judgeParent, type Standing } from './org.rules.ts'
import { childrenSince, isCodeTaken, isWithinPlace, lastBelow, leftIn, lowestDepth, type OrgRow, orgRow, since } from './org.store.ts'

/** A unit that the present duty may shape. The tree is public, so a unit beyond reach is known; that it cannot be changed from here is said so. */
async function shaped(ctx: Ctx, id: string, what: string): Promise<OrgRow> {
  const row = await orgRow(ctx.tx, id)
  if (!row) throw new Problem('notFound', { what: '这个单位' })
  if (!(await isWithinPlace(ctx.tx, id))) throw new Problem('notAllowed', { what: `${what}：${row.name}不在管辖范围内` })
  return row
}

/** Whoever shapes the tree does it alone, so that the version which the caller saw still holds when the tree is written. */
async function shapedAt(ctx: Ctx, id: string, version: number, what: string): Promise<OrgRow> {
  await sql`select authority.hold_tree(true)`.execute(ctx.tx)
  const row = await shaped(ctx, id, what)
  if (row.version !== version) throw new Problem('stale', { current: row.version })
  return row
}

const standing = (row: OrgRow): Standing => ({
  ...row,
  openedOn: row.opened_on,
  lo: BigInt(row.lo),
  hi: BigInt(row.hi),
})

/** No change before the last of these days. */
const latest = (...days: (string | null)[]): string | null => days.reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null)

/** From when the unit may stand below another: both stand as they do, and the other is not still below it. */
const earliestBelow = async (ctx: Ctx, id: string, other: OrgRow, from: string) =>
  latest((await since(ctx.tx, id)).parent, other.opened_on, await lastBelow(ctx.tx, other.id, id, from))

function refuse(what: string, why: string | null, todo?: string): void {
  if (why !== null) throw new Problem('closed', { what, why, todo })
}

async function refuseTakenCode(ctx: Ctx, code: string, except: string | null): Promise<void> {
  if (await isCodeTaken(ctx.tx, code, except))
    throw new Problem('invalid', { issues: [{ path: 'code', message: '这个代码已被其他单位使用' }] })
}

/** 设立. */
export async function createOrg(ctx: Ctx, draft: z.infer<typeof OrgDraft>): Promise<OrgDetail> {
  const parent = await shaped(ctx, draft.parentId, '设立单位')
  refuse('设立单位', judgeDay(draft.from, ctx.today, parent.opened_on) ?? judgeParent(draft.kind, standing(parent)))
  await refuseTakenCode(ctx, draft.code, null)
  const { rows } = await sql<{
    id: string
  }>`select authority.create_org(${parent.id}, ${draft.kind}, ${draft.code}, ${draft.name}, ${draft.shortName},
    ${initialsOf(draft.name)}, ${draft.from}::date, ${draft.paper}) as id`.execute(ctx.tx)
  return readOrg(ctx, rows[0]?.id ?? '')
}

/** 更名、变更代码. Papers and figures of earlier days keep the earlier name. */
export async function renameOrg(ctx: Ctx, id: string, version: number, change: z.infer<typeof OrgRename>): Promise<OrgDetail> {
  const org = await shapedAt(ctx, id, version, '变更名称')
  refuse('变更名称', (org.active ? null : '单位已撤销') ?? judgeDay(change.from, ctx.today, (await since(ctx.tx, id)).name))
  await refuseTakenCode(ctx, change.code, id)
  await sql`select authority.rename_org(${id}, ${change.code}, ${change.name}, ${change.shortName}, ${initialsOf(change.name)}, ${change.from}::date)`.execute(
    ctx.tx,
  )
  return readOrg(ctx, id)
}

/** 隶属关系变更. */
export async function moveOrg(ctx: Ctx, id: string, version: number, change: z.infer<typeof OrgMove>): Promise<OrgDetail> {
  const org = await shapedAt(ctx, id, version, '调整隶属关系')
  const parent = await shaped(ctx, change.parentId, '调整隶属关系')
  const same = org.parent_id === parent.id ? `现在的上级单位就是${parent.name}` : null
  refuse(
    '调整隶属关系',
    same ??
      judgeDay(change.from, ctx.today, await earliestBelow(ctx, id, parent, change.from)) ??
      judgeMove(standing(org), standing(parent), await lowestDepth(ctx.tx, org)),
  )
  await sql`select authority.move_org(${id}, ${parent.id}, ${change.from}::date, ${change.paper})`.execute(ctx.tx)
  return readOrg(ctx, id)
}

/** 合并. Open matters go to the other unit; closed ones and past figures stay under the merged unit's name. */
export async function mergeOrg(ctx: Ctx, id: string, version: number, change: z.infer<typeof OrgMerge>): Promise<OrgDetail> {
  const org = await shapedAt(ctx, id, version, '合并单位')
  const into = await shaped(ctx, change.intoId, '合并单位')
  const earliest = latest(await earliestBelow(ctx, id, into, change.from), await childrenSince(ctx.tx, id))
  refuse(
    '合并单位',
    judgeDay(change.from, ctx.today, earliest) ?? judgeMerge(standing(org), standing(into), await lowestDepth(ctx.tx, org)),
  )
  await sql`select authority.merge_org(${id}, ${into.id}, ${change.from}::date, ${change.paper})`.execute(ctx.tx)
  return readOrg(ctx, id)
}

/** 撤销. */
export async function closeOrg(ctx: Ctx, id: string, version: number, change: z.infer<typeof OrgClose>): Promise<OrgDetail> {
  const org = await shapedAt(ctx, id, version, '撤销单位')
  refuse('撤销单位', (org.active ? null : '单位已撤销') ?? judgeDay(change.from, ctx.today, (await since(ctx.tx, id)).parent))
  refuse('撤销单位', judgeClose(await leftIn(ctx.tx, id)), '请先移走或合并。')
  await sql`select authority.close_org(${id}, ${change.from}::date, ${change.paper})`.execute(ctx.tx)
  return readOrg(ctx, id)
}
