import type { LaunchId, Standing } from '#contract/courses-learning'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { closeLaunches } from '#xapi'
import { faultIn, type ScormKind, summaryOf } from './cmi.ts'
import { lookLater } from './cmi5.ts'
import { settle } from './completion.ts'
import { type Beat, hear, readingSeconds, secondsOf } from './intervals.ts'
import { endLaunch, lockLaunch, type OpenLaunch, saveBeat, saveSerial, saveWatched } from './launch.store.ts'
import { standing } from './standing.ts'
import { type Enrolment, findUnit, type Unit } from './unit.store.ts'

interface Heard {
  launch: OpenLaunch
  unit: Unit
  enrolment: Enrolment
}

/** Every message of a page: from its own person, about its own launch. One that is over is told so and changes nothing. */
async function heard(ctx: Ctx, launchId: LaunchId, act: (heard: Heard) => Promise<void>): Promise<Standing> {
  const launch = await lockLaunch(ctx, launchId)
  const unit = await findUnit(ctx, launch.unitId)
  const enrolment = await ctx.tx
    .selectFrom('course_enrolment')
    .select([
      'id',
      'course_id as courseId',
      'edition_id as editionId',
      'person_id as personId',
      'began_at as beganAt',
      'completed_on as completedOn',
    ])
    .where('id', '=', launch.enrolmentId)
    .executeTakeFirst()
  if (!unit || !enrolment) throw new Problem('notFound', { what: '这次学习' })
  if (launch.over === null) await act({ launch, unit, enrolment })
  const after = await lockLaunch(ctx, launchId)
  return standing(ctx, { unit, enrolment, watched: after.intervals, position: after.position, asking: after.asking, over: after.over })
}

type Said = Pick<Beat, 'serial' | 'position' | 'playing' | 'rate'>

/** 学习心跳. What counts is judged by the clock of the database and by what was heard before; the page only says where it is. */
export const beatLaunch = (ctx: Ctx, launchId: LaunchId, said: Said): Promise<Standing> =>
  heard(ctx, launchId, async ({ launch, unit, enrolment }) => {
    const beat: Beat = { ...said, launch: launch.id, heardAt: launch.clock }
    if (unit.kind === 'video') await beatFilm(ctx, { launch, unit, enrolment }, beat)
    else if (unit.kind === 'document') await beatDocument(ctx, launch, beat)
    // A package says by itself how far it is; its page says only that it is there.
    else await saveSerial(ctx, launch, launch.serial)
    if (unit.kind === 'cmi5') await lookLater(ctx, launch.attemptId)
  })

async function beatFilm(ctx: Ctx, { launch, unit, enrolment }: Heard, beat: Beat): Promise<void> {
  if (beat.serial <= launch.serial) return
  const { rate, click } = await ctx.tx
    .selectFrom('course_edition')
    .select(['max_rate as rate', 'click_minutes as click'])
    .where('id', '=', unit.editionId)
    .executeTakeFirstOrThrow()
  // While a click is waited for, nothing plays that counts.
  const quiet = launch.asking ? { ...beat, playing: false } : beat
  const limits = { maxRate: rate, duration: unit.seconds ?? 0 }
  const before = launch.asking && launch.last ? { ...launch.last, playing: false } : launch.last
  const watched = hear({ intervals: launch.intervals, budget: launch.budget, last: before }, quiet, limits)
  const sinceClick = launch.sinceClick + played(before, beat)
  const asking = launch.asking || (click !== null && sinceClick >= click * 60)
  await saveBeat(ctx, launch, { ...quiet, playing: quiet.playing && !asking }, { budget: watched.budget, sinceClick, asking })
  await saveWatched(ctx, launch, watched.intervals, secondsOf(watched.intervals), watched.last?.position ?? beat.position)
  await settle(ctx, enrolment, unit, '视频观看时长')
}

/** Seconds by the clock that it ran, watched before or not: somebody must be there. */
const played = (last: Beat | null, beat: Beat): number => readingSeconds(last, beat.heardAt)

async function beatDocument(ctx: Ctx, launch: OpenLaunch, beat: Beat): Promise<void> {
  if (beat.serial <= launch.serial) return
  const read = readingSeconds(launch.last, beat.heardAt)
  await saveBeat(ctx, launch, { ...beat, position: 0 }, { budget: 0, sinceClick: 0, asking: false })
  await saveWatched(ctx, launch, [], launch.seconds + read, 0)
}

/** 确认在学: the click that 防挂机 waits for. The time until it does not count. */
export const confirmPresence = (ctx: Ctx, launchId: LaunchId): Promise<Standing> =>
  heard(ctx, launchId, async ({ launch }) => {
    if (!launch.asking || !launch.last) return
    await saveBeat(ctx, launch, { ...launch.last, playing: false }, { budget: 0, sinceClick: 0, asking: false })
  })

/** 确认读完 of a document, once it was open as long as it must be. */
export const confirmRead = (ctx: Ctx, launchId: LaunchId): Promise<Standing> =>
  heard(ctx, launchId, async ({ launch, unit, enrolment }) => {
    if (unit.kind !== 'document') throw new Problem('closed', { what: '确认读完', why: '这个单元不是文档' })
    if (launch.seconds < unit.minutes * 60)
      throw new Problem('closed', { what: '确认读完', why: `阅读还没有满 ${unit.minutes} 分钟`, todo: '请继续阅读，离开页面的时间不计。' })
    await ctx.tx.updateTable('unit_attempt').set({ satisfied: true }).where('id', '=', launch.attemptId).execute()
    await settle(ctx, enrolment, unit, '阅读并确认')
  })

/** 保存课件数据: the vocabulary of its version and nothing else, within this open launch of this very person (S92). */
export const keepCmi = (ctx: Ctx, launchId: LaunchId, serial: number, cmi: Readonly<Record<string, string>>): Promise<Standing> =>
  heard(ctx, launchId, async ({ launch, unit, enrolment }) => {
    if (unit.kind !== 'scorm12' && unit.kind !== 'scorm2004')
      throw new Problem('closed', { what: '保存课件数据', why: '这个单元不是 SCORM 课件' })
    if (serial <= launch.serial) return
    const kind: ScormKind = unit.kind
    const fault = faultIn(kind, cmi)
    if (fault)
      throw new Problem('invalid', { what: `课件写入的数据不符合 SCORM 规范（${fault.slice(0, 80)}），没有保存。请告知课程管理人员。` })
    const item = unit.items.find(({ id }) => id === launch.item)
    const summary = summaryOf(kind, cmi, item?.mastery ?? null)
    // A package cannot have been open longer than it was.
    const seconds = launch.baseSeconds + Math.min(summary.seconds, Math.max(launch.clock - launch.openedAt, 0))
    await saveSerial(ctx, launch, serial)
    await ctx.tx
      .updateTable('unit_attempt')
      .set({
        cmi: JSON.stringify(cmi),
        completion: summary.completion,
        success: summary.success,
        score: summary.score,
        seconds: Math.floor(seconds * 10) / 10,
        satisfied: launch.satisfied || summary.satisfied,
        updated_at: ctx.now,
      })
      .where('id', '=', launch.attemptId)
      .execute()
    await settle(ctx, enrolment, unit, '课件报告的结果')
  })

export const leaveLaunch = (ctx: Ctx, launchId: LaunchId): Promise<Standing> =>
  heard(ctx, launchId, async ({ launch, unit }) => {
    await endLaunch(ctx, launch.id, 'left')
    if (unit.kind !== 'cmi5') return
    await closeLaunches(ctx, launch.registration)
    await lookLater(ctx, launch.attemptId)
  })

export const readStanding = (ctx: Ctx, launchId: LaunchId): Promise<Standing> => heard(ctx, launchId, async () => undefined)
