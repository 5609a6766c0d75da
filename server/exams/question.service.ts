import type { z } from 'zod'
import type { Parsed } from '#contract/endpoint'
import type { QuestionContent, QuestionDraft, QuestionKey, QuestionView, questionsApi } from '#contract/questions'
import { keyFault } from '#contract/questions'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { readQuestion } from './question.store.ts'

const place = (ctx: Ctx) => ({ org_id: ctx.actor.orgId ?? '', org_at: '0' }) // the trigger places it

export async function addCategory(ctx: Ctx, name: string): Promise<{ id: string }> {
  const made = await ctx.tx
    .insertInto('question_category')
    .values({ ...place(ctx), name })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Problem('invalid', { issues: [{ path: 'name', message: '已有同名的分类' }] })
  return made
}

/** 出题: a question and the first version of its wording, waiting for somebody else's review. */
export async function createQuestion(ctx: Ctx, draft: z.output<typeof QuestionDraft>): Promise<string> {
  const category = await ctx.tx.selectFrom('question_category').select('id').where('id', '=', draft.categoryId).executeTakeFirst()
  if (!category) throw new Problem('notFound', { what: '这个分类' })
  const { id } = await ctx.tx
    .insertInto('question')
    .values({ ...place(ctx), category_id: draft.categoryId, secret_until: draft.secretUntil })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertVersion(ctx, id, 1, draft)
  return id
}

interface Wording {
  content: QuestionContent
  key: QuestionKey
  analysis: string
  difficulty: number
  theme: string
}

async function insertVersion(ctx: Ctx, questionId: string, number: number, wording: Wording): Promise<void> {
  const { id } = await ctx.tx
    .insertInto('question_version')
    .values({
      ...place(ctx),
      question_id: questionId,
      number,
      kind: wording.content.kind,
      content: JSON.stringify(wording.content),
      stem: wording.content.stem,
      difficulty: wording.difficulty,
      theme: wording.theme,
      author_id: ctx.actor.personId ?? '',
      author_name: ctx.actor.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('question_key')
    .values({
      ...place(ctx),
      version_id: id,
      key: JSON.stringify(wording.key),
      analysis: wording.analysis,
      person_id: ctx.actor.personId ?? '',
    })
    .execute()
}

/** Counts the question on from the version that was seen: of two at once, one is told that the other was first (S42). */
async function touch(
  ctx: Ctx,
  questionId: string,
  version: number,
  change: { category_id?: string; secret_until?: string | null } = {},
): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('question')
    .set({ version: version + 1, ...change })
    .where('id', '=', questionId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Problem('stale', {})
}

/** 修改: a new version with the old one left as it was; papers keep theirs. */
export async function editQuestion(
  ctx: Ctx,
  id: string,
  version: number,
  edit: Parsed<typeof questionsApi.edit, 'body'>,
): Promise<QuestionView> {
  const { versions } = await readQuestion(ctx, id)
  await touch(ctx, id, version, {
    ...(edit.categoryId ? { category_id: edit.categoryId } : {}),
    ...(edit.secretUntil === undefined ? {} : { secret_until: edit.secretUntil }),
  })
  await insertVersion(ctx, id, (versions[0]?.number ?? 0) + 1, edit)
  return readQuestion(ctx, id)
}

/** 审核: by somebody else than the author. The versions before it are no longer drawn. */
export async function reviewQuestion(ctx: Ctx, id: string, version: number): Promise<QuestionView> {
  const { state, isOwn, versionId, number } = await readQuestion(ctx, id)
  if (state !== 'draft') throw new Problem('closed', { what: '审核', why: '这道试题不在待审核状态' })
  if (isOwn) throw new Problem('closed', { what: '审核', why: '命题人不能审核自己命制的试题', todo: '请由本单位其他命题阅卷人员审核。' })
  await touch(ctx, id, version)
  await ctx.tx
    .updateTable('question_version')
    .set({ state: 'reviewed', reviewer_id: ctx.actor.personId, reviewer_name: ctx.actor.name, reviewed_at: ctx.now })
    .where('id', '=', versionId)
    .execute()
  await retireBefore(ctx, id, number)
  return readQuestion(ctx, id)
}

export async function retireQuestion(ctx: Ctx, id: string, version: number): Promise<QuestionView> {
  const { number } = await readQuestion(ctx, id)
  await touch(ctx, id, version)
  await retireBefore(ctx, id, number + 1)
  return readQuestion(ctx, id)
}

const retireBefore = (ctx: Ctx, id: string, number: number) =>
  ctx.tx
    .updateTable('question_version')
    .set({ state: 'retired' })
    .where('question_id', '=', id)
    .where('number', '<', number)
    .where('state', '<>', 'retired')
    .execute()

/** 更正答案: a further revision of the key; what is being marked or was released is scored again by it, and the old scores stay (S73). */
export async function correctKey(
  ctx: Ctx,
  id: string,
  version: number,
  { key, reason }: { key: QuestionKey; reason: string },
): Promise<QuestionView> {
  const { content, versionId, keyRevision, analysis } = await readQuestion(ctx, id)
  const fault = keyFault(content, key)
  if (fault) throw new Problem('invalid', { issues: [{ path: 'key', message: fault }] })
  await touch(ctx, id, version)
  await ctx.tx
    .insertInto('question_key')
    .values({
      ...place(ctx),
      version_id: versionId,
      revision: keyRevision + 1,
      key: JSON.stringify(key),
      analysis,
      reason,
      person_id: ctx.actor.personId ?? '',
    })
    .execute()
  await enqueue(ctx.tx, 'exams.rescore', { versionId })
  return readQuestion(ctx, id)
}
