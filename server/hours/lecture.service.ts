import { sql } from 'kysely'
import { z } from 'zod'
import type { PersonId } from '#contract/common'
import { type HoursSettings, subjectsOf } from '#contract/hours-rules'
import { type Lecture, type LectureDraft, lecturesApi } from '#contract/lectures'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { enqueue, jobs } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { postCredit, recordSession } from './credit.ts'
import { demandHost } from './host.ts'
import {
  attendees,
  changeLecture,
  deleteAttendance,
  findLecture,
  insertAttendance,
  insertLecture,
  type LectureRow,
  listAttendance,
  listLectures,
  listSeries,
  rewriteLecture,
} from './lecture.store.ts'
import { settingsOf } from './settings.ts'
import { demandTheme } from './themes.ts'

/** 学时 of a lecture: whole halves, rounded down; a lecture shorter than half an hour of the rule gives none. */
export const hoursOfLecture = (minutes: number, { lecture }: HoursSettings): number =>
  Math.floor((minutes / lecture.minutesPerHour) * 2) / 2

const manages = (ctx: Ctx, { inPlace }: LectureRow) => inPlace && holds(ctx.actor, 'training.manage')

async function readLecture(ctx: Ctx, id: string): Promise<Lecture> {
  const row = await demandLecture(ctx, id)
  const { inPlace: _, ...rest } = row
  return {
    ...rest,
    hours: hoursOfLecture(row.minutes, await settingsOf(ctx)),
    mayManage: manages(ctx, row),
    maySignIn: row.state === 'planned' && row.plannedOn === ctx.today && row.mine === null,
  }
}

async function demandLecture(ctx: Ctx, id: string): Promise<LectureRow> {
  const row = await findLecture(ctx, id)
  if (!row) throw new Problem('notFound', { what: '该讲座' })
  return row
}

/** A lecture is announced to all, so that somebody else's is not kept by one is no secret. */
async function ownLecture(ctx: Ctx, id: string, what: string): Promise<LectureRow> {
  const row = await demandLecture(ctx, id)
  if (!manages(ctx, row)) throw new Problem('notAllowed', { what, rule: '由主办单位及其上级的培训管理人员办理' })
  return row
}

async function ownPlanned(ctx: Ctx, id: string, what: string): Promise<LectureRow> {
  const row = await ownLecture(ctx, id, what)
  if (row.state !== 'planned') throw new Problem('closed', { what, why: row.state === 'held' ? '讲座已经举办' : '讲座已经取消' })
  return row
}

const refuseStale = (moved: boolean, { version }: LectureRow): void => {
  if (!moved) throw new Problem('stale', { current: version })
}

/** What the rule of the month sees of it: said again with every change. */
const sayHosted = (ctx: Ctx, row: LectureRow): Promise<void> =>
  recordSession(ctx, {
    room: 'lecture',
    id: row.id,
    hostOrgId: row.hostId,
    kind: row.countsMonthly ? 'businessTraining' : 'lecture',
    title: `${row.series}：${row.title}`,
    plannedOn: row.plannedOn,
    heldOn: row.heldOn,
    cancelled: row.state === 'cancelled',
    postponedFrom: row.postponedFrom,
  })

async function refuseDraft(
  ctx: Ctx,
  { seriesId, subject, theme, plannedOn, hostOrgId }: LectureDraft,
  kept: string | null = null,
): Promise<void> {
  if (hostOrgId) await demandHost(ctx, hostOrgId)
  await demandTheme(ctx, theme, kept)
  const issues = [
    ...((await listSeries(ctx)).some(({ id, active }) => id === seriesId && active) ? [] : [{ path: 'seriesId', message: '没有这个系列' }]),
    ...(subject === undefined || subjectsOf(await settingsOf(ctx)).some(({ code }) => code === subject)
      ? []
      : [{ path: 'subject', message: '没有这个科目' }]),
    ...(plannedOn < `${Number(ctx.today.slice(0, 4)) - 1}-01-01` ? [{ path: 'plannedOn', message: '日期过早，请核对年份' }] : []),
  ]
  if (issues.length > 0) throw new Problem('invalid', { issues })
}

async function create(ctx: Ctx, draft: LectureDraft): Promise<Lecture> {
  await refuseDraft(ctx, draft)
  const id = await insertLecture(ctx, draft)
  await sayHosted(ctx, await demandLecture(ctx, id))
  return readLecture(ctx, id)
}

async function edit(ctx: Ctx, id: string, version: number, draft: LectureDraft): Promise<Lecture> {
  const row = await ownPlanned(ctx, id, '修改讲座')
  await refuseDraft(ctx, draft, row.theme)
  refuseStale(await rewriteLecture(ctx, id, version, draft), row)
  await sayHosted(ctx, await demandLecture(ctx, id))
  return readLecture(ctx, id)
}

/** 已举办: from now on it cannot be changed, and whoever is on the list gets his hours. */
async function hold(
  ctx: Ctx,
  id: string,
  version: number,
  given: { heldOn: string; minutes: number; recordingUrl?: string | undefined },
): Promise<Lecture> {
  const row = await ownPlanned(ctx, id, '登记已举办')
  if (given.heldOn > ctx.today) throw new Problem('invalid', { issues: [{ path: 'heldOn', message: '举办日期不能晚于今天' }] })
  const { heldOn, minutes, recordingUrl } = given
  refuseStale(
    await changeLecture(ctx, id, version, { state: 'held', held_on: heldOn, minutes, recording_url: recordingUrl ?? row.recordingUrl }),
    row,
  )
  await sayHosted(ctx, await demandLecture(ctx, id))
  await creditLater(ctx, id)
  return readLecture(ctx, id)
}

async function cancel(ctx: Ctx, id: string, version: number, reason: string): Promise<Lecture> {
  const row = await ownPlanned(ctx, id, '取消讲座')
  refuseStale(await changeLecture(ctx, id, version, { state: 'cancelled', reason }), row)
  await sayHosted(ctx, await demandLecture(ctx, id))
  return readLecture(ctx, id)
}

async function setRecording(ctx: Ctx, id: string, version: number, recordingUrl: string | undefined): Promise<Lecture> {
  const row = await ownLecture(ctx, id, '登记回放链接')
  refuseStale(await changeLecture(ctx, id, version, { recording_url: recordingUrl ?? null }), row)
  return readLecture(ctx, id)
}

/** 登记听讲人员, of one's own people; of a lecture that was held, their hours follow at once. */
export async function attend(
  ctx: Ctx,
  id: string,
  people: readonly PersonId[],
  mode: 'onsite' | 'online',
  how: 'list' | 'import',
): Promise<void> {
  const row = await ownLecture(ctx, id, '登记听讲人员')
  if (people.some((one) => one === ctx.actor.personId))
    throw new Problem('notAllowed', { what: '把本人登入听讲名单', rule: '本人凭签到码签到，或者由上级培训管理人员登记' })
  if (row.state === 'cancelled') throw new Problem('closed', { what: '登记听讲人员', why: '讲座已经取消' })
  if (row.state === 'planned' && row.plannedOn > ctx.today) throw new Problem('closed', { what: '登记听讲人员', why: '讲座还没有开始' })
  const made = await insertAttendance(ctx, id, people, mode, how)
  if (made.length > 0 && row.state === 'held') await creditLater(ctx, id)
}

async function drop(ctx: Ctx, id: string, personId: string): Promise<{ done: boolean }> {
  const row = await ownLecture(ctx, id, '移出听讲名单')
  if (row.state === 'held') throw new Problem('closed', { what: '移出听讲名单', why: '学时已经计入', todo: '请在该人员的学时页面冲销。' })
  return { done: await deleteAttendance(ctx, id, personId) }
}

const creditLater = (ctx: Ctx, lectureId: string): Promise<void> =>
  enqueue(ctx.tx, 'hours.lecture', { lectureId }, { key: `lecture:${lectureId}` })

/** Everybody who heard it, once: who was credited before is found. */
export async function creditLecture(ctx: Ctx, lectureId: string): Promise<void> {
  const row = await findLecture(ctx, lectureId)
  if (!row || row.heldOn === null) return
  const settings = await settingsOf(ctx)
  const hours = hoursOfLecture(row.minutes, settings)
  if (hours === 0 && !row.qualifies) return
  for (const { personId, mode } of await attendees(ctx, lectureId))
    await postCredit(ctx, {
      personId,
      form: mode === 'onsite' ? settings.lecture.onsiteForm : settings.lecture.onlineForm,
      subject: row.subject,
      theme: row.theme,
      hours,
      days: 0,
      fromDay: row.heldOn,
      earnedOn: row.heldOn,
      source: { room: 'lecture', id: row.id, title: `${row.series}：${row.title}` },
      hostOrgId: row.hostId,
      qualifies: row.qualifies,
    })
}

export const lectureJobs = jobs({
  'hours.lecture': {
    payload: z.object({ lectureId: z.uuid() }),
    run: (ctx: Ctx, { lectureId }: { lectureId: string }) => creditLecture(ctx, lectureId),
  },
})

async function showCode(ctx: Ctx, id: string): Promise<{ code: string }> {
  await ownPlanned(ctx, id, '显示签到码')
  const { rows } = await sql<{ code: string | null }>`select authority.lecture_code(${id}) code`.execute(ctx.tx)
  const code = rows[0]?.code
  if (!code) throw new Problem('closed', { what: '显示签到码', why: '签到码只在讲座当天使用' })
  return { code }
}

/** The database compares the code and writes who is signed in: nobody puts himself on a list without it. */
async function signIn(ctx: Ctx, id: string, { code, mode }: { code: string; mode: 'onsite' | 'online' }): Promise<Lecture> {
  const row = await demandLecture(ctx, id)
  if (row.state !== 'planned' || row.plannedOn !== ctx.today) throw new Problem('closed', { what: '签到', why: '只能在讲座当天签到' })
  const { rows } = await sql<{ fits: boolean }>`select authority.attend_lecture(${id}, ${code}, ${mode}) fits`.execute(ctx.tx)
  if (!rows[0]?.fits)
    throw new Problem('invalid', { issues: [{ path: 'code', message: '签到码不正确或者已经更换，请看现场或直播画面上的最新签到码' }] })
  return readLecture(ctx, id)
}

/** 增设系列: of the whole province, by its training officer. */
async function keepSeries(ctx: Ctx, name: string) {
  if (ctx.actor.orgKind !== 'province') throw new Problem('notAllowed', { what: '增设讲座系列', rule: '由省局培训管理人员办理' })
  if ((await listSeries(ctx)).some((one) => one.name === name))
    throw new Problem('invalid', { issues: [{ path: 'name', message: '已有同名系列' }] })
  await ctx.tx.insertInto('lecture_series').values({ name, at: ctx.now }).execute()
  return listSeries(ctx)
}

const handlers: Handlers<typeof lecturesApi> = {
  series: (ctx) => listSeries(ctx),
  keepSeries: (ctx, { body }) => keepSeries(ctx, body.name),
  list: (ctx, { query }) => listLectures(ctx, query),
  read: (ctx, { params }) => readLecture(ctx, params.lectureId),
  create: (ctx, { body }) => create(ctx, body),
  edit: (ctx, { params, body, version }) => edit(ctx, params.lectureId, version, body),
  hold: (ctx, { params, body, version }) => hold(ctx, params.lectureId, version, body),
  cancel: (ctx, { params, body, version }) => cancel(ctx, params.lectureId, version, body.reason),
  setRecording: (ctx, { params, body, version }) => setRecording(ctx, params.lectureId, version, body.recordingUrl),
  async attendance(ctx, { params, query }) {
    await demandLecture(ctx, params.lectureId)
    return listAttendance(ctx, params.lectureId, query)
  },
  async attend(ctx, { params, body }) {
    await attend(ctx, params.lectureId, body.people, body.mode, 'list')
    return { done: true }
  },
  drop: (ctx, { params }) => drop(ctx, params.lectureId, params.personId),
  code: (ctx, { params }) => showCode(ctx, params.lectureId),
  signIn: (ctx, { params, body }) => signIn(ctx, params.lectureId, body),
}
export const lectureRoutes = routesOf('lectures', lecturesApi, handlers)
