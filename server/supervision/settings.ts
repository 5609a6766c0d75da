import { sql } from 'kysely'
import { defaultLights, LightSettings } from '#contract/supervision'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

interface Kept {
  id: string
  orgId: string
  orgName: string
  lo: string
  hi: string
  depth: number
  value: unknown
  reason: string
  byName: string
  at: Date
}

/** The newest configuration of every unit that has one: a handful. */
const newest = async (ctx: Ctx): Promise<Kept[]> =>
  (
    await sql<Kept>`
      select distinct on (s.org_id) s.id, s.org_id "orgId", o.short_name "orgName", o.lo, o.hi, o.depth, s.value, s.reason, s.by_name "byName", s.at
        from supervision_setting s join org o on o.id = s.org_id order by s.org_id, s.id desc`.execute(ctx.tx)
  ).rows

/** What an older one did not know yet has its default. */
const parsed = ({ value }: Kept): LightSettings => LightSettings.parse({ ...defaultLights, ...(value as object) }) // written by `saveSettings` through the same schema

const nearest = (all: readonly Kept[], at: string): Kept | undefined =>
  all.filter(({ lo, hi }) => BigInt(lo) <= BigInt(at) && BigInt(at) < BigInt(hi)).toSorted((a, b) => b.depth - a.depth)[0]

/** By whose rule a task is lit: that of its issuer, else of the nearest unit above, else the defaults. */
export async function lightSettings(ctx: Ctx): Promise<(issuerLo: string) => LightSettings> {
  const all = await newest(ctx)
  const known = new Map<string, LightSettings>()
  return (at) => {
    const found = known.get(at) ?? ((kept) => (kept ? parsed(kept) : defaultLights))(nearest(all, at))
    known.set(at, found)
    return found
  }
}

const mayChange = ({ actor: { role, orgKind } }: Ctx) => role === 'coordinator' && (orgKind === 'province' || orgKind === 'city')

export async function readSettings(ctx: Ctx) {
  const { actor } = ctx
  const own = await ctx.tx
    .selectFrom('org')
    .select('lo')
    .where('id', '=', actor.orgId ?? '')
    .executeTakeFirst()
  const all = await newest(ctx)
  const kept = own && nearest(all, own.lo)
  return {
    settings: kept ? parsed(kept) : defaultLights,
    from: kept?.orgName ?? null,
    changed: kept ? { by: kept.byName, at: kept.at.toISOString(), reason: kept.reason } : null,
    version: Number(all.find(({ orgId }) => orgId === actor.orgId)?.id ?? 0),
    mayChange: mayChange(ctx),
  }
}

export async function saveSettings(ctx: Ctx, settings: LightSettings, reason: string, version: number): Promise<{ version: number }> {
  if (!mayChange(ctx)) throw new Problem('notAllowed', { what: '修改亮灯规则', rule: '由省、市综合协调人员维护本单位交办任务的亮灯规则' })
  const current = (await readSettings(ctx)).version
  if (version !== current) throw new Problem('stale', { current })
  const { id } = await ctx.tx
    .insertInto('supervision_setting')
    .values({
      org_id: ctx.actor.orgId ?? '',
      value: JSON.stringify(settings),
      reason,
      by_person_id: ctx.actor.personId,
      by_name: ctx.actor.name,
      at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { version: Number(id) }
}
