import type { LegalDay, PersonId } from '#contract/common'
import {
  type CategoryDraft,
  type HoursEntry,
  type HoursExport,
  type HoursFilter,
  type HoursLine,
  hoursApi,
  type PersonHours,
} from '#contract/hours-people'
import { formsOf, type HoursSettings, subjectsOf } from '#contract/hours-rules'
import { holds } from '#kernel/authority'
import { addMonths } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { enqueue } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { startTask, type TaskRun } from '#kernel/task'
import { withdrawClaimOf } from './claim.store.ts'
import {
  belongingsOf,
  type EntryRow,
  earnedByMonth,
  earnedOf,
  entriesOf,
  findEntry,
  findPerson,
  insertReversal,
  keepCategory,
  listIds,
  type Named,
  namedOf,
  spansOf,
  yearsOf,
} from './hours.store.ts'
import { categoryNote, type Earned, fiveYearsOf, type Judged, judgePerson } from './judge.ts'
import { mayRestore, restoreEntry } from './restore.service.ts'
import { settingsOf } from './settings.ts'

/** Up to when a year is judged: its last day, or today while it runs. */
const asOfYear = (ctx: Ctx, year: number): LegalDay => {
  const last = `${year}-12-31`
  return last < ctx.today ? last : ctx.today
}
const thisYear = (ctx: Ctx) => Number(ctx.today.slice(0, 4))

/** Whoever keeps hours never keeps his own. */
const keeps = (ctx: Ctx, personId: string) => holds(ctx.actor, 'training.manage') && ctx.actor.personId !== personId

async function readPerson(ctx: Ctx, personId: string, year = thisYear(ctx)): Promise<PersonHours> {
  const person = await findPerson(ctx, personId)
  if (!person) throw new Problem('notFound', { what: '该人员' })
  const [settings, earned, asOf] = [await settingsOf(ctx), await earnedOf(ctx, personId), asOfYear(ctx, year)]
  const belongings = (await belongingsOf(ctx, [personId])).get(personId) ?? []
  if (personId !== ctx.actor.personId) await note(ctx.tx, { action: 'read', object: 'hours_entry', objectId: personId })
  const rows = await entriesOf(ctx, personId, `${year}-01-01`, `${year}-12-31`)
  const twice = await spansOf(ctx, personId, `${year}-01-01`, `${year}-12-31`)
  return {
    person,
    year,
    asOf,
    belongings: belongings.map(({ id, category, from, to, unmet, note: why }) => ({ id, category, from, to, unmet, note: why })),
    categoryNote: categoryNote(belongings, asOf),
    ...judgePerson({ belongings, earned }, asOf, settings),
    totals: totalsOf(earned.filter(({ earnedOn }) => earnedOn.startsWith(`${year}-`))),
    years: await yearsOf(ctx, personId),
    entries: rows.map((row) => entryView(ctx, row, settings, twice.get(row.id) ?? [])),
    mayKeep: keeps(ctx, personId),
  }
}

function totalsOf(earned: readonly Earned[]): PersonHours['totals'] {
  return [...Map.groupBy(earned, ({ form, subject }) => `${form} ${subject ?? ''}`).values()].map((some) => ({
    form: some[0]?.form ?? '',
    subject: some[0]?.subject ?? null,
    hours: some.reduce((total, { hours }) => total + hours, 0),
    days: some.reduce((total, { days }) => total + days, 0),
  }))
}

function entryView(ctx: Ctx, row: EntryRow, settings: HoursSettings, twice: string[]): HoursEntry {
  const { room, sourceId, sourceTitle, reversedBy, reversedAt, reversedWhy, restoredBy, restoredAt, restoredWhy, personId, at, ...entry } =
    row
  const [isReversed, isRestored] = [reversedAt !== null, restoredAt !== null]
  return {
    ...entry,
    at: at.toISOString(),
    formTitle: formsOf(settings).find(({ code }) => code === row.form)?.title ?? row.form,
    subjectTitle: row.subject === null ? null : (subjectsOf(settings).find(({ code }) => code === row.subject)?.title ?? row.subject),
    source: { room, id: sourceId, title: sourceTitle },
    reversed: reversedAt ? { by: reversedBy ?? '', at: reversedAt.toISOString(), reason: reversedWhy ?? '' } : null,
    restored: restoredAt ? { by: restoredBy ?? '', at: restoredAt.toISOString(), reason: restoredWhy ?? '' } : null,
    mayBeTwice: twice,
    mayRestore: mayRestore({ room, reverses: row.reverses, isReversed, isRestored }) && keeps(ctx, personId),
    mayReverse: row.reverses === null && reversedAt === null && keeps(ctx, personId),
  }
}

/** Whoever asks who is short has everybody of the filter judged; otherwise only those of the page are. */
async function wantedIds(ctx: Ctx, filter: HoursExport, asOf: LegalDay, settings: HoursSettings): Promise<string[]> {
  const ids = await listIds(ctx, filter, asOf)
  if (filter.verdict === undefined) return ids
  return (await judgeAll(ctx, ids, asOf, settings)).filter(({ judged }) => judged.verdict === filter.verdict).map(({ id }) => id)
}

async function linesOf(ctx: Ctx, ids: readonly string[], asOf: LegalDay, settings: HoursSettings): Promise<HoursLine[]> {
  const [names, lines] = [await namedOf(ctx, ids), await judgeAll(ctx, ids, asOf, settings)]
  return lines.flatMap(({ id, judged, earned }) => {
    const person = names.get(id)
    return person ? [lineOf(person, judged, ofYear(earned, asOf))] : []
  })
}

async function listPeople(ctx: Ctx, filter: HoursFilter) {
  const [settings, asOf] = [await settingsOf(ctx), asOfYear(ctx, filter.year ?? thisYear(ctx))]
  const ids = await wantedIds(ctx, filter, asOf, settings)
  const shown = ids.slice((filter.page - 1) * filter.size, filter.page * filter.size)
  return { rows: await linesOf(ctx, shown, asOf, settings), total: ids.length, totalIsAtLeast: false }
}

/** 导出人员学时: the list, whole; the same people and the same figures. */
export async function beginExport(run: TaskRun, filter: HoursExport) {
  return run.turn(async (ctx) => {
    const [settings, asOf] = [await settingsOf(ctx), asOfYear(ctx, filter.year ?? thisYear(ctx))]
    const ids = await wantedIds(ctx, filter, asOf, settings)
    await note(ctx.tx, { action: 'export', object: 'hours_entry', detail: { asOf, lines: ids.length } })
    return {
      ids,
      asOf,
      who: `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`,
      read: (now: Ctx, part: readonly string[]) => linesOf(now, part, asOf, settings),
    }
  })
}

async function judgeAll(ctx: Ctx, ids: readonly string[], asOf: LegalDay, settings: HoursSettings) {
  // The longest look back: a window of five years, the year before for what is carried over, and the eve of an appointment.
  const since = addMonths(fiveYearsOf(asOf, settings.fiveYearsFrom).from, -24)
  const [earned, belongings] = [await earnedByMonth(ctx, ids, since, asOf), await belongingsOf(ctx, ids)]
  return ids.map((id) => {
    const own = earned.get(id) ?? []
    return { id, earned: own, judged: judgePerson({ belongings: belongings.get(id) ?? [], earned: own }, asOf, settings) }
  })
}

const ofYear = (earned: readonly Earned[], asOf: LegalDay) => earned.filter(({ earnedOn }) => earnedOn.slice(0, 4) === asOf.slice(0, 4))

function lineOf(person: Named, { category, verdict, requirements }: Judged, year: readonly Earned[]): HoursLine {
  const sum = (fits: (one: Earned) => boolean, measure: 'hours' | 'days') =>
    year.filter(fits).reduce((total, one) => total + one[measure], 0)
  return {
    ...person,
    category,
    verdict,
    classHours: sum(({ form }) => form === 'class', 'hours'),
    classDays: sum(({ form }) => form === 'class', 'days'),
    onlineHours: sum(({ form }) => form === 'online', 'hours'),
    allHours: sum(() => true, 'hours'),
    professionalHours: sum(({ subject }) => subject === 'professional', 'hours'),
    missing: requirements.flatMap(({ met, lines, of, rule }) => {
      if (met !== false) return []
      const words = lines
        .filter(({ missing }) => missing)
        .map(({ label, missing, measure }) => `${label}缺 ${missing} ${measure === 'hours' ? '学时' : '天'}`)
      return [`${rule === 'PX-04' ? '补训：' : ''}${words.join(of === 'any' ? '，或 ' : '，')}`]
    }),
  }
}

/** 登记人员类别: nobody for himself, and no later day is overwritten by an earlier one. */
async function setCategory(ctx: Ctx, personId: PersonId, draft: CategoryDraft): Promise<PersonHours> {
  const person = await findPerson(ctx, personId)
  if (!person) throw new Problem('notFound', { what: '该人员' })
  refuseOwn(ctx, personId, '登记本人的人员类别')
  if (draft.from > ctx.today) throw new Problem('invalid', { issues: [{ path: 'from', message: '起始日不能晚于今天' }] })
  const last = (await belongingsOf(ctx, [personId])).get(personId)?.[0]
  if (last && draft.from < last.from)
    throw new Problem('invalid', { issues: [{ path: 'from', message: `已登记自 ${last.from} 起的类别，新的起始日不能早于该日` }] })
  await keepCategory(ctx, personId, draft)
  if (draft.unmet) await enqueue(ctx.tx, 'hours.makeUpBegins', { personId }, { key: `make-up:${personId}` })
  return readPerson(ctx, personId)
}

export function refuseOwn(ctx: Ctx, personId: string, what: string): void {
  if (ctx.actor.personId === personId) throw new Problem('notAllowed', { what, rule: '由上级单位的培训管理人员办理' })
}

/** 冲销. Once, in full, with its reason; the entry stays and shows it. */
async function reverseEntry(ctx: Ctx, entryId: string, reason: string): Promise<PersonHours> {
  const entry = await findEntry(ctx, entryId)
  if (!entry) throw new Problem('notFound', { what: '该学时记录' })
  refuseOwn(ctx, entry.personId, '冲销本人的学时')
  if (entry.reverses !== null) throw new Problem('closed', { what: '冲销', why: '这条记录本身是冲销记录' })
  if (entry.isReversed) throw new Problem('closed', { what: '冲销', why: '这条学时已经冲销' })
  await insertReversal(ctx, entryId, entry.personId, reason)
  // What it came from is withdrawn with it, so that it can be brought anew with the right figure.
  await withdrawClaimOf(ctx, entry, reason)
  if (entry.room === 'national') await enqueue(ctx.tx, 'hours.statements', { anew: true }, { key: 'statements:anew' })
  await enqueue(ctx.tx, 'inbox.tell', {
    personId: entry.personId,
    kind: 'notice',
    title: `一笔学时已冲销：${entry.title}`,
    body: `原因：${reason}。办理人：${ctx.actor.name}。原记录和冲销记录见“我的学时”，有疑问请联系培训管理人员。`,
    key: `hours-reversed:${entryId}`,
  })
  return readPerson(ctx, entry.personId, Number(entry.earnedOn.slice(0, 4)))
}

const handlers: Handlers<typeof hoursApi> = {
  mine: (ctx, { query }) => readPerson(ctx, ctx.actor.personId ?? '', query.year),
  people: (ctx, { query }) => listPeople(ctx, query),
  export: async (ctx, { body }) => ({
    taskId: await startTask(ctx, { kind: 'hours.export', title: '导出人员学时', payload: body, job: 'hours.export' }),
  }),
  person: (ctx, { params, query }) => readPerson(ctx, params.personId, query.year),
  setCategory: (ctx, { params, body }) => setCategory(ctx, params.personId, body),
  async restore(ctx, { params, body }) {
    const { personId, earnedOn } = await restoreEntry(ctx, params.entryId, body.reason)
    return readPerson(ctx, personId, Number(earnedOn.slice(0, 4)))
  },
  reverse: (ctx, { params, body }) => reverseEntry(ctx, params.entryId, body.reason),
}
export const hoursRoutes = routesOf('hours', hoursApi, handlers)
