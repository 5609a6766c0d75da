import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, actorOf } from '#kernel/authority'
import type { ActorRow } from '#kernel/db'
import type { Ctx, House } from '#kernel/house'
import type { InService } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { type Finished, failTask, finishTask, takeUpTask } from './task.ts'

export interface TaskRun {
  payload: unknown
  /**
   * One transaction in the name of who started the task, in a session of that duty: row security shows what he may see, and the ledger names him.
   * Not begun when the task was cancelled. Short turns: a person who cancels waits for the present one.
   */
  turn<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** The same for what only reads: from the replica where there is one, so that an export of a year takes nobody's page away. */
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  progress(done: number, total?: number): Promise<void>
}

/** The task was cancelled; what was done in earlier turns stands. */
class Stopped extends Error {}

const dutyEnded = '发起任务时的职务已经结束，任务没有做完。请以现任职务重新发起。'

/** A cut connection is over when the queue tries again, some seconds later; what fails three times fails always. */
const mostAttempts = 3

/**
 * What a job does with a task: performs it in its starter's name and says how it ended. A refusal ends it. An unknown error is tried again, and the
 * third one ends it: whoever waits is told so, with the number by which the log knows it.
 */
export async function performTask(
  house: House,
  inService: InService,
  { taskId, stopping }: { taskId: string; stopping: AbortSignal },
  perform: (run: TaskRun) => Promise<Finished>,
): Promise<void> {
  const begun = await inService((service) => begin(service, taskId))
  if (!begun) return
  const { token, payload, now, attempts } = begun
  const turn: TaskRun['turn'] = async (work) => {
    stopping.throwIfAborted() // the house closes: the job is tried again by the next one
    return inSession(house, token, now, taskId, work)
  }
  const read: TaskRun['read'] = async (work) => {
    stopping.throwIfAborted()
    return reading(house, token, now, taskId, work)
  }
  const progress: TaskRun['progress'] = (done, total) =>
    turn(async (ctx) => {
      await ctx.tx
        .updateTable('task')
        .set({ done, ...(total === undefined ? {} : { total }) })
        .where('id', '=', taskId)
        .execute()
    })
  try {
    const finished = await perform({ payload, turn, read, progress })
    await inService((service) => finishTask(service, taskId, finished))
  } catch (error) {
    if (error instanceof Problem) await inService((service) => failTask(service, taskId, error.message))
    else if (error instanceof Stopped) return
    else if (stopping.aborted || attempts < mostAttempts) throw error
    else await inService((service) => giveUp(service, taskId, error))
  } finally {
    await endSession(house, token)
  }
}

async function giveUp(service: Ctx, taskId: string, error: unknown): Promise<void> {
  service.house.log.error({ err: error, taskId, requestId: service.requestId }, 'a task was given up')
  await failTask(
    service,
    taskId,
    `任务执行时出现未知错误，试了 ${mostAttempts} 次都没有做完，已经停止。请稍后重新发起；仍不成功请把错误编号 ${service.requestId} 告诉系统管理员。`,
  )
}

async function begin(service: Ctx, taskId: string): Promise<{ token: string; payload: unknown; now: Date; attempts: number } | null> {
  const started = await takeUpTask(service, taskId)
  if (!started) return null
  const token = randomBytes(32).toString('base64url')
  const { rows } = await sql<{ open: boolean }>`select authority.begin_task_session(${taskId}, ${hashOf(token)}) as open`.execute(
    service.tx,
  )
  if (!rows[0]?.open) {
    await failTask(service, taskId, dutyEnded)
    return null
  }
  await note(service.tx, { action: 'job', object: 'task', objectId: taskId, detail: { title: started.title, for: started.ctx.actor.name } })
  return { token, payload: started.payload, now: service.now, attempts: started.attempts }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

function inSession<T>(house: House, token: string, now: Date, taskId: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const requestId = randomUUID()
  return house.database.transaction({ token, requestId, address: '后台任务', now, patient: true }, async (tx, row, moment) => {
    const actor = starterOf(row)
    // Held until the turn is over: who cancels knows that nothing more comes after.
    const live = await tx
      .selectFrom('task')
      .select('id')
      .where('id', '=', taskId)
      .where('state', '=', 'running')
      .forShare()
      .executeTakeFirst()
    if (!live) throw new Stopped()
    return work({ tx, actor, house, requestId, today: moment.today, now: moment.now, onRefusal: () => undefined })
  })
}

/** A replica locks no row: who cancels meanwhile is heard at the next turn, and no turn comes after. */
function reading<T>(house: House, token: string, now: Date, taskId: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const requestId = randomUUID()
  return house.database.reading({ token, requestId, address: '后台任务', now, patient: true }, async (tx, row, moment) => {
    const actor = starterOf(row)
    const task = await tx.selectFrom('task').select('state').where('id', '=', taskId).executeTakeFirst()
    if (task?.state === 'cancelled') throw new Stopped()
    return work({ tx, actor, house, requestId, today: moment.today, now: moment.now, onRefusal: () => undefined })
  })
}

/** An account that was stopped, or a duty that ended meanwhile, does nothing more (S22). */
function starterOf(row: ActorRow | null): Actor {
  if (!row?.duty_id) throw new Problem('closed', { what: '继续执行任务', why: dutyEnded })
  return actorOf(row)
}

async function endSession(house: House, token: string): Promise<void> {
  await house.database.transaction({ token, requestId: randomUUID(), address: '后台任务', patient: true }, async (tx, row) => {
    if (row) await sql`select authority.end_session(${row.session_id})`.execute(tx)
  })
}
