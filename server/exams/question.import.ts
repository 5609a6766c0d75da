import { QuestionDraft, questionImportsApi } from '#contract/questions'
import { importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { judgeQuestions, type QuestionRow, questionPlan } from './question.plan.ts'
import { createQuestion } from './question.service.ts'
import { categoriesOf } from './question.store.ts'

const categoryMap = async (ctx: Ctx) => new Map((await categoriesOf(ctx)).map(({ id, name }) => [name, id]))

/** 批量导入试题. The drop-down of categories is the bank's own; taken back, what nobody has reviewed is retired. */
export const questionImport = importRoom<QuestionRow>(questionImportsApi, {
  kind: 'question',
  title: '试题',
  counted: '道试题',
  plan: async (ctx) => questionPlan([...(await categoryMap(ctx)).keys()]),
  // Read without its choices, which differ from bank to bank: `judge` knows them.
  reads: {
    ...questionPlan([]),
    columns: questionPlan([]).columns.map((column) => (column.key === 'category' ? { ...column, kind: 'text' } : column)),
  },
  judge: async (ctx, read) => judgeQuestions(read, await categoryMap(ctx)),
  preview: [
    { title: '分类', of: ({ category }) => category },
    { title: '题型', of: ({ draft }) => draft.content?.kind },
    { title: '题干', of: ({ draft }) => draft.content?.stem },
  ],
  make: (ctx, { draft }) => createQuestion(ctx, QuestionDraft.parse(draft)),
  async takeBack(ctx, _, made) {
    const kept: string[] = []
    for (const id of made) {
      const versions = await ctx.tx.selectFrom('question_version').select('state').where('question_id', '=', id).execute()
      if (versions.every(({ state }) => state === 'draft'))
        await ctx.tx.updateTable('question_version').set({ state: 'retired' }).where('question_id', '=', id).execute()
      else kept.push(id)
    }
    return kept
  },
})
