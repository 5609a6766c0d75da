import { z } from 'zod'
import { Instant, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'

export const taskStates = { waiting: '排队中', running: '进行中', done: '已完成', failed: '未完成', cancelled: '已取消' } as const
export const TaskState = z.enum(Object.keys(taskStates) as [keyof typeof taskStates, ...(keyof typeof taskStates)[]]) // the keys of a const object
export type TaskState = z.infer<typeof TaskState>

/** A long piece of work that I started (下载中心): an export, an import. */
export const TaskView = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  state: TaskState,
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** What came of it, in a sentence; for a failure, what to do. */
  said: z.string().nullable(),
  fileName: z.string().nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
})
export type TaskView = z.infer<typeof TaskView>

const params = z.strictObject({ taskId: z.uuid() })

export const tasksApi = {
  mine: get('/tasks', { title: '下载中心', needs: 'signedIn', query: z.strictObject(PageQuery), answer: Page(TaskView) }),
  read: get('/tasks/:taskId', { title: '查看任务', needs: 'signedIn', params, answer: TaskView }),
  cancel: post('/tasks/:taskId/cancel', { title: '取消任务', needs: 'signedIn', params, answer: TaskView }),
  file: get('/tasks/:taskId/file', { title: '下载任务结果', needs: 'signedIn', params, kind: 'download' }),
}
