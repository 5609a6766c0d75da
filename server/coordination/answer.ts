import { faultOfAnswer } from '#contract/coordination-answers'
import type { AnswerDraft } from '#contract/coordination-requests'
import { bindFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { questionsOf } from './request.store.ts'

/** One question, one answer, of the kind that was asked for. What it was before stands in the history. */
export async function keepAnswer(
  ctx: Ctx,
  matter: Pick<MatterRow, 'id'>,
  { questionId, answer, files }: AnswerDraft,
  by: string,
): Promise<void> {
  const question = (await questionsOf(ctx, matter.id)).find(({ id }) => id === questionId)
  if (!question) throw new Problem('notFound', { what: '该问题' })
  const isEmpty = answer === '' && files.length === 0
  const fault = isEmpty && !question.required ? null : faultOfAnswer(question, answer, files.length)
  if (fault) throw new Problem('invalid', { issues: [{ path: question.kind === 'file' ? 'files' : 'answer', message: fault }] })
  await bindFiles(ctx, matter.id, files)
  await writeAnswer(ctx, matter.id, questionId, { answer, by, files })
}

/** Judged already. Without `files`, those that are there stay. */
export async function writeAnswer(
  ctx: Ctx,
  matterId: string,
  questionId: string,
  { answer, by, files }: { answer: string; by: string; files?: readonly string[] },
): Promise<void> {
  await ctx.tx
    .updateTable('request_question')
    .set({ answer: answer || null, answered_by: by, answered_at: ctx.now, ...(files ? { file_ids: [...files] } : {}) })
    .where('id', '=', questionId)
    .where('matter_id', '=', matterId)
    .execute()
}
