import { sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import type { ExchangeForm } from '#contract/exchange'
import type { OrgKind } from '#contract/orgs'
import { addDays } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { openMatter, settleMatter } from '#kernel/matter'
import type { KeptForm } from './form.store.ts'
import { type Period, periodsDue } from './period.rules.ts'
import { returnProcess } from './return.process.ts'

/** Levels of the system: those of the whole area give. Everything else gives to the unit that it belongs to. */
export const areaKinds: readonly OrgKind[] = ['city', 'county', 'station']

/** Does a unit that stands below an office give by this form? */
export const isAsked = ({ givers }: Pick<ExchangeForm, 'givers'>, unit: { kind: string; parentId: string | null }, officeId: string) =>
  givers.some((kind) => kind === unit.kind && (areaKinds.includes(kind) || unit.parentId === officeId))

/** What should be open on a day: from the form's first day on, a year and a month back at most, so that days on which nothing ran are made up for. */
export const openPeriods = (ctx: Ctx, { form }: Pick<KeptForm, 'form'>, asOf: LegalDay = ctx.today): Period[] =>
  periodsDue(
    form,
    [form.from, addDays(asOf, -400)].toSorted().at(-1) ?? form.from,
    addDays(asOf, form.openBefore),
    ctx.house.calendar(),
  ).filter(({ opensOn }) => opensOn <= asOf)

interface Unit {
  id: string
  kind: string
  parentId: string | null
}

/** Units below the office that exist on this day and have no return for the period yet. */
async function unitsWithout(ctx: Ctx, { id, orgId, form }: KeptForm, period: string): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select o.id, o.kind, o.parent_id "parentId" from org o join org up on up.id = ${orgId}
     where o.active and o.lo > up.lo and o.lo < up.hi and o.kind = any(${[...form.givers]}::text[])
       and not exists (select 1 from exchange_return r where r.form_id = ${id} and r.org_id = o.id and r.period = ${period})
     order by o.lo`.execute(ctx.tx)
  return rows.filter((unit) => isAsked(form, unit, orgId))
}

/** Opens what one period lacks; run twice, it finds nothing left to do. Says how many. */
export async function openReturns(ctx: Ctx, kept: KeptForm, period: Period, atMost: number): Promise<number> {
  // Two at once would both find the same unit without its return: the daily walk, and the job of a form that was just made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`exchange ${kept.id}`}, 0))`.execute(ctx.tx)
  const units = (await unitsWithout(ctx, kept, period.key)).slice(0, atMost)
  for (const unit of units) {
    const id = await openMatter(ctx, returnProcess, {
      ...{ owner: unit.id, handling: unit.id, happenedOn: ctx.today, title: `${kept.form.title}　${period.title}` },
      input: { dueOn: period.due },
    })
    await ctx.tx
      .insertInto('exchange_return')
      .values({
        ...{ matter_id: id, form_id: kept.id, org_id: unit.id, org_at: '0', period: period.key, period_title: period.title },
        ...{ from_month: period.from, to_month: period.to, asks: JSON.stringify(kept.form), due_first: period.due, due_on: period.due },
      })
      .execute()
    await settleMatter(ctx, id)
  }
  return units.length
}
