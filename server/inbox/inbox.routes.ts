import { inboxApi } from '#contract/inbox'
import { tasksApi } from '#contract/tasks'
import { viewsApi } from '#contract/views'
import { type Handlers, routesOf } from '#kernel/http'
import { readDay, readMonth } from './calendar.store.ts'
import { delegate, endDelegation, listDelegations } from './delegation.service.ts'
import { listMessages, readAllMessages, readMessage } from './message.store.ts'
import { cancelTask, listTasks, readTask, taskFile } from './task.service.ts'
import { countAll, listTodo, nextTodo } from './todo.service.ts'
import { listDone, listOpened, listWatched } from './trail.store.ts'
import { dropView, keepView, listViews, setDefaultView } from './view.service.ts'

const inbox: Handlers<typeof inboxApi> = {
  todo: (ctx, { query }) => listTodo(ctx, query),
  next: (ctx, { query }) => nextTodo(ctx, query.not),
  counts: (ctx) => countAll(ctx),
  done: (ctx, { query }) => listDone(ctx, query),
  watched: (ctx, { query }) => listWatched(ctx, query),
  opened: (ctx, { query }) => listOpened(ctx, query),
  calendar: (ctx, { query }) => readMonth(ctx, query),
  calendarDay: (ctx, { params, query }) => readDay(ctx, params.day, query),
  messages: (ctx, { query }) => listMessages(ctx, query),
  readMessage: (ctx, { params }) => readMessage(ctx, params.messageId),
  readAll: (ctx) => readAllMessages(ctx),
  delegations: (ctx) => listDelegations(ctx),
  delegate: (ctx, { body }) => delegate(ctx, body),
  endDelegation: (ctx, { params }) => endDelegation(ctx, params.delegationId),
}

const views: Handlers<typeof viewsApi> = {
  mine: (ctx, { params }) => listViews(ctx, params.list),
  keep: (ctx, { params, body }) => keepView(ctx, params.list, body),
  drop: (ctx, { params }) => dropView(ctx, params.list, params.viewId),
  setDefault: (ctx, { params, body }) => setDefaultView(ctx, params.list, params.viewId, body.isDefault),
}

const tasks: Handlers<typeof tasksApi> = {
  mine: (ctx, { query }) => listTasks(ctx, query),
  read: (ctx, { params }) => readTask(ctx, params.taskId),
  cancel: (ctx, { params }) => cancelTask(ctx, params.taskId),
  file: (ctx, { params }) => taskFile(ctx, params.taskId),
}

export const inboxRoutes = [
  ...routesOf('inbox', inboxApi, inbox),
  ...routesOf('tasks', tasksApi, tasks),
  ...routesOf('views', viewsApi, views),
]
