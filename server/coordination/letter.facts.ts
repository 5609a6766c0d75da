import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import { linesOf, questionsOf } from './request.store.ts'

export interface LetterFacts {
  to: string
  subject: string
  content: string
  questions: string
  wantedOn?: string | undefined
  basis?: string | undefined
  contact: string
  attachments?: string | undefined
}

/** What a letter begins with: what the request says already. */
export async function letterFacts(ctx: Ctx, matter: MatterRow): Promise<LetterFacts> {
  const row = await ctx.tx
    .selectFrom('coordination_request')
    .select(['asked_name', 'title', 'content', 'basis', 'wanted_on', 'contact', 'detail', 'evidence'])
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  const questions = await questionsOf(ctx, matter.id)
  const evidence = row.evidence as { name: string }[] // written by the opening from parsed fields
  const own = linesOf(row.detail).map(({ title, value }) => `${title}：${value}`)
  return {
    to: row.asked_name,
    subject: row.title,
    content: [row.content, ...own].join('\n'),
    questions: questions.map(({ position, ask }) => `${position}. ${ask}`).join('\n'),
    ...(row.wanted_on ? { wantedOn: row.wanted_on } : {}),
    ...(row.basis ? { basis: row.basis } : {}),
    contact: row.contact,
    ...(evidence.length > 0 ? { attachments: evidence.map(({ name }, at) => `${at + 1}. ${name}`).join('\n') } : {}),
  }
}
