import { readFile } from 'node:fs/promises'
import { apart } from '#kernel/apart'
import type { Ctx } from '#kernel/house'
import type { Download, Edge } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { type Exchanged, packageLimits, writeQti } from './qti/index.ts'
import { createQuestion } from './question.service.ts'
import { readQuestion } from './question.store.ts'

/** 导入 QTI 3: read in a thread of its own; all of it or nothing. What comes in waits for review like everything else. */
export async function importQti(ctx: Ctx, categoryId: string, request: Edge): Promise<{ made: number }> {
  const { content } = request.upload()
  if (content.bytes > packageLimits.bytes)
    throw new Problem('invalid', { what: `文件超过 ${packageLimits.bytes >> 20} MB，请分成几个试题包后再上传。` })
  const questions = await apart<Exchanged[]>({
    script: new URL('./qti/worker.ts', import.meta.url),
    data: { bytes: await readFile(content.path) },
    seconds: 30,
    tooHeavy: '试题包过于复杂，无法读取。',
  })
  for (const question of questions) await createQuestion(ctx, { ...question, categoryId, secretUntil: null })
  return { made: questions.length }
}

/** 导出 QTI 3, keys included: for the examiners of the bank alone; that it left the house is in the ledger. */
export async function exportQti(ctx: Ctx, ids: readonly string[]): Promise<Download> {
  const questions: Exchanged[] = []
  for (const id of ids) {
    const { content, key, analysis, difficulty, theme } = await readQuestion(ctx, id)
    questions.push({ content, key, analysis, difficulty, theme })
  }
  await note(ctx.tx, { action: 'export', object: 'question_key', detail: { count: ids.length } })
  return { name: `试题-${ctx.today}.zip`, mediaType: 'application/zip', content: await writeQti(questions, ctx.now) }
}
