import { questionsApi } from '#contract/questions'
import { type Handlers, routesOf } from '#kernel/http'
import { exportQti, importQti } from './question.exchange.ts'
import { questionImport } from './question.import.ts'
import { addCategory, correctKey, createQuestion, editQuestion, retireQuestion, reviewQuestion } from './question.service.ts'
import { categoriesOf, listQuestions, readQuestion } from './question.store.ts'

const handlers: Handlers<typeof questionsApi> = {
  categories: (ctx) => categoriesOf(ctx),
  addCategory: (ctx, { body }) => addCategory(ctx, body.name),
  list: (ctx, { query }) => listQuestions(ctx, query),
  read: (ctx, { params }) => readQuestion(ctx, params.questionId),
  create: async (ctx, { body }) => readQuestion(ctx, await createQuestion(ctx, body)),
  edit: (ctx, { params, version, body }) => editQuestion(ctx, params.questionId, version, body),
  review: (ctx, { params, version }) => reviewQuestion(ctx, params.questionId, version),
  retire: (ctx, { params, version }) => retireQuestion(ctx, params.questionId, version),
  correctKey: (ctx, { params, version, body }) => correctKey(ctx, params.questionId, version, body),
  importQti: (ctx, { body, request }) => importQti(ctx, body.categoryId, request),
  exportQti: (ctx, { body }) => exportQti(ctx, body.ids),
}

export const questionRoutes = [...routesOf('exams.questions', questionsApi, handlers), ...questionImport.routes]
