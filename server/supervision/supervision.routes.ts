import { supervisionApi } from '#contract/supervision'
import { type Handlers, routesOf } from '#kernel/http'
import { createTask } from './create.ts'
import { readSettings, saveSettings } from './settings.ts'
import { startTaskExport } from './task.export.ts'
import { countLights, decompose, listTasks, readChoices, readTask, similarTasks } from './task.service.ts'

const handlers: Handlers<typeof supervisionApi> = {
  list: (ctx, { query }) => listTasks(ctx, query),
  lights: (ctx, { query }) => countLights(ctx, query),
  choices: (ctx) => readChoices(ctx),
  similar: (ctx, { query }) => similarTasks(ctx, query),
  create: (ctx, { body }) => createTask(ctx, body),
  read: (ctx, { params }) => readTask(ctx, params.matterId),
  decompose: (ctx, { params, body }) => decompose(ctx, params.matterId, body),
  export: (ctx, { body }) => startTaskExport(ctx, body),
  settings: (ctx) => readSettings(ctx),
  saveSettings: (ctx, { body, version }) => saveSettings(ctx, body.settings, body.reason, version),
}
export const supervisionRoutes = routesOf('supervision', supervisionApi, handlers)
