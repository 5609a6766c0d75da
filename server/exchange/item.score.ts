import { ScoreTable, type ScoreTableView } from '#contract/exchange-items'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

export interface Scored {
  what: 'adopted' | 'instruction'
  level: string
  channel: string | null
  form: string | null
}

/** What one registration is worth by a table; null where the table says nothing of it, or there is none. */
export function pointsOf(one: Scored, table: ScoreTable | null): number | null {
  if (!table) return null
  if (one.what === 'instruction') return table.instructions.find(({ level }) => level === one.level)?.points ?? null
  return table.base.find(({ level, channel, form }) => level === one.level && channel === one.channel && form === one.form)?.points ?? null
}

interface Pointed {
  what: 'adopted' | 'instruction'
  points: number | null
}
/** 同一稿件多级采用: the highest of its adoptions, or their sum; instructions are added to either. Null: nothing was scored. */
export function scoreOf(log: readonly Pointed[], combine: ScoreTable['combine']): number | null {
  const known = log.flatMap(({ what, points }) => (points === null ? [] : [{ what, points }]))
  if (known.length === 0) return null
  const of = (what: Pointed['what']) => known.filter((one) => one.what === what).map(({ points }) => points)
  const sum = (points: readonly number[]) => points.reduce((total, one) => total + one, 0)
  const adopted = of('adopted')
  return (combine === 'highest' ? Math.max(0, ...adopted) : sum(adopted)) + sum(of('instruction'))
}

/** How much each registration adds, in their order: together they are the item's score. */
export function stepsOf(log: readonly Pointed[], combine: ScoreTable['combine']): number[] {
  const upTo = (count: number) => scoreOf(log.slice(0, count), combine) ?? 0
  return log.map((_, at) => upTo(at + 1) - upTo(at))
}

/** The table in force. None before the office of the province sets one: its own (省局计分办法) was not obtained. */
export async function scoreTable(ctx: Ctx): Promise<ScoreTable | null> {
  return (await readTable(ctx)).table
}

const maySet = ({ actor }: Ctx) => actor.role === 'coordinator' && actor.orgKind === 'province'

export async function readTable(ctx: Ctx): Promise<ScoreTableView> {
  const row = await ctx.tx.selectFrom('info_score_setting').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  return {
    table: row ? ScoreTable.parse(row.value) : null, // written below through the same schema
    ...{ by: row?.by_name ?? null, at: row?.at.toISOString() ?? null, reason: row?.reason ?? null, mayChange: maySet(ctx) },
  }
}

/** From now on: what was scored before keeps the points of its day. */
export async function setTable(ctx: Ctx, table: ScoreTable, reason: string): Promise<ScoreTableView> {
  if (!maySet(ctx)) throw new Problem('notAllowed', { what: '设置信息计分表', rule: '由省领导小组办公室统一设置' })
  const names = table.base.map(({ level, channel, form }) => `${level} ${channel} ${form}`)
  if (new Set(names).size !== names.length || new Set(table.instructions.map(({ level }) => level)).size !== table.instructions.length)
    throw new Problem('invalid', { issues: [{ path: 'table.base', message: '同一级别、渠道和方式只能有一个分值' }] })
  await ctx.tx
    .insertInto('info_score_setting')
    .values({ value: JSON.stringify(table), reason, by_person_id: ctx.actor.personId, by_name: ctx.actor.name })
    .execute()
  return readTable(ctx)
}
