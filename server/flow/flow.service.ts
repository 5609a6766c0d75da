import { sql } from 'kysely'
import { type Role, roles } from '#contract/authority'
import type { MatterId, OrgId } from '#contract/common'
import { type Flow, type FlowMatter, type FlowMattersQuery, type FlowQuery, mostMatters, mostMonths } from '#contract/flow'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { monthAfter, monthOf, monthsFrom } from '#kernel/indicator'
import { allRooms, roomOf, visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { type Analysed, type Asked, analyse, matterIds } from './flow.store.ts'

/** A duty of one field reads the processes of that field alone. */
const readable = (ctx: Ctx) =>
  allRooms()
    .map(({ process }) => process)
    .filter(({ field = 'enforcement' }) => ctx.actor.field === null || ctx.actor.field === field)

function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const at = year * 12 + number - 1 - count
  return `${Math.trunc(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** Half a year up to now where nothing is said. Refusals: a period that is none or too long, a unit out of reach, a process of another field. */
async function askedOf(ctx: Ctx, { process, from, to, orgId }: FlowQuery): Promise<Asked & { from: string; to: string }> {
  const last = to ?? monthOf(ctx.today)
  const first = from ?? monthsBefore(last, 5)
  if (first > last) throw new Problem('invalid', { issues: [{ path: 'to', message: '截止月份不能早于起始月份' }] })
  if (monthsFrom(first, last).length > mostMonths)
    throw new Problem('invalid', { issues: [{ path: 'from', message: `一次最多分析 ${mostMonths} 个月` }] })
  const known = readable(ctx)
  const chosen = process === undefined ? known[0] : known.find(({ name }) => name === process)
  if (!chosen) throw new Problem('notFound', { what: '这类事项' })
  const { lo, hi } = ctx.actor.reach ?? { lo: '0', hi: '0' }
  const unit = await ctx.tx
    .selectFrom('org')
    .select(['id', 'short_name as name'])
    .where('id', '=', orgId ?? ctx.actor.orgId ?? '')
    .where('lo', '>=', lo)
    .where('lo', '<', hi)
    .executeTakeFirst()
  if (!unit) throw new Problem('notFound', { what: '该单位' })
  await demandFew(ctx, { process: chosen.name, unitId: unit.id, first: `${first}-01`, last: dayBefore(`${monthAfter(last)}-01`) })
  return {
    process: chosen.name,
    unit: { id: unit.id as OrgId, name: unit.name }, // the key of the row
    from: first,
    to: last,
    first: `${first}-01`,
    last: dayBefore(`${monthAfter(last)}-01`),
  }
}

/** What would take longer than anybody waits is refused before it begins. */
async function demandFew(
  ctx: Ctx,
  { process, unitId, first, last }: Record<'process' | 'unitId' | 'first' | 'last', string>,
): Promise<void> {
  const some = visibleMatters(ctx)
    .select('m.id')
    .where('m.process', '=', process)
    .where('m.opened_on', '>=', first)
    .where('m.opened_on', '<=', last)
    .where(sql<boolean>`exists (select 1 from org o where o.id = ${unitId} and m.handling_at between o.lo and o.hi - 1)`)
    .limit(mostMatters + 1)
  const { n } = await ctx.tx.selectFrom(some.as('some')).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  if (n > mostMatters)
    throw new Problem('closed', {
      what: '分析这个范围',
      why: `事项超过 ${mostMatters.toLocaleString('zh-CN')} 件`,
      todo: '请缩短月份，或者选择下级单位。',
    })
}

const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 1000) / 10)

export async function readFlow(ctx: Ctx, query: FlowQuery): Promise<Flow> {
  const asked = await askedOf(ctx, query)
  const found = await analyse(ctx, asked)
  const { process } = roomOf(asked.process)
  const { total } = found
  const closed = found.firstTime.right + found.firstTime.reworked
  return {
    process: asked.process,
    title: process.title,
    from: asked.from,
    to: asked.to,
    unit: asked.unit,
    processes: readable(ctx).map(({ name, title }) => ({ value: name, label: title })),
    total: { ...total, opens: 'all', closedOpens: 'closed' },
    firstTime: {
      matters: found.firstTime.right,
      opens: 'right',
      closed,
      share: share(found.firstTime.right, closed),
      reworked: found.firstTime.reworked,
      reworkedOpens: 'reworked',
    },
    ...variantsOf(found, stepWords(process)),
    waits: found.waits.map(({ state, ...wait }) => ({
      ...wait,
      state: process.states[state]?.title ?? state,
      opens: `left:${state}`,
      waitingOpens: `waiting:${state}`,
    })),
    late: found.late.map(({ key, step, clock, fromOrg, fromRole, toOrg, toRole, ...count }) => ({
      ...count,
      step: stepWords(process)(step),
      clock,
      from: { org: fromOrg ?? '—', role: roleWords(fromRole) },
      to: { org: toOrg, role: roleWords(toRole) },
      opens: `late:${key}`,
    })),
    lateTotal: { ...found.lateTotal, opens: 'anyLate' },
    rework: found.rework.map(({ key, step, fromState, toState, ...count }) => ({
      ...count,
      step: stepWords(process)(step),
      fromState: process.states[fromState]?.title ?? fromState,
      toState: process.states[toState]?.title ?? toState,
      opens: `rework:${key}`,
    })),
    units: found.units.map(({ id, name, own, matters, closed: ended, days, right, lateMatters }) => ({
      id,
      name: own ? `${name}（本级）` : name,
      own,
      matters,
      closed: ended,
      days,
      lateMatters,
      firstTimeShare: share(right, ended),
      opens: `unit:${id}`,
      lateOpens: `unitLate:${id}`,
    })),
  }
}

const stepWords =
  ({ steps }: ReturnType<typeof roomOf>['process']) =>
  (step: string) =>
    step === 'open' ? '发起' : (steps[step]?.title ?? step)
const isRole = (role: string): role is Role => role in roles
const roleWords = (role: string | null) => (role === null ? '—' : isRole(role) ? roles[role] : '系统')

function variantsOf({ variants, allVariants, total }: Analysed, words: (step: string) => string): Pick<Flow, 'variants' | 'otherVariants'> {
  const told = variants.reduce((sum, { matters }) => sum + matters, 0)
  return {
    variants: variants.map(({ way, steps, ...one }) => ({
      ...one,
      steps: steps.map(words),
      share: share(one.matters, total.matters) ?? 0,
      opens: `variant:${way}`,
    })),
    otherVariants: { matters: total.matters - told, variants: allVariants - variants.length, opens: 'others' },
  }
}

export async function listMatters(ctx: Ctx, { page, size, cell, ...query }: FlowMattersQuery) {
  const asked = await askedOf(ctx, query)
  const { ids, total } = await matterIds(ctx, asked, cell, { from: (page - 1) * size, size })
  if (ids.length === 0) return { rows: [], total: 0, totalIsAtLeast: false }
  const rows = await visibleMatters(ctx)
    .innerJoin('org as h', 'h.id', 'm.handling_org_id')
    .select(['m.id', 'm.number', 'm.title', 'm.state', 'm.closed', 'm.opened_on as openedOn', 'h.short_name as handling'])
    .where('m.id', 'in', ids)
    .execute()
  const { states } = roomOf(asked.process).process
  const found = new Map<string, FlowMatter>(
    rows.map((row) => [row.id, { ...row, id: row.id as MatterId, state: states[row.state]?.title ?? row.state }]), // the key of the row
  )
  return { rows: ids.flatMap((id) => found.get(id) ?? []), total, totalIsAtLeast: false }
}
