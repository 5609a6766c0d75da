import { sql } from 'kysely'
import type { z } from 'zod'
import type { MatterId } from '#contract/common'
import type { Parsed } from '#contract/endpoint'
import type { Answer, MarkingLine, MarkingProgress, markingApi, ToMark } from '#contract/exams-room'
import type { QuestionContent, QuestionKey } from '#contract/questions'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { partsOf } from './labels.ts'

export async function listMarking(ctx: Ctx): Promise<MarkingLine[]> {
  const { rows } = await sql<{
    exam_id: string
    title: string
    org: string
    state: MarkingLine['state']
  }>`select * from authority.my_marking()`.execute(ctx.tx)
  return rows.map(({ exam_id, ...rest }) => ({ examId: exam_id as MatterId, ...rest })) // the database's key is the id that the contract brands
}

interface Waiting {
  code: string
  item: number
  part: number
  marks: number
  kind: string
  content: QuestionContent
  key: QuestionKey
  analysis: string
  answer: Answer
}

/** One answer with its rubric. Neither name nor unit nor another's mark comes out of the door that gives it. */
function toMark({ code, item, part, marks, content, key, analysis, answer }: Waiting): ToMark {
  const own = key.kind === 'case' ? key.parts[part] : key
  const points = own?.kind === 'short' ? own.points : []
  const sum = points.reduce((total, { share }) => total + share, 0)
  const written = answer[part]
  return {
    code,
    item,
    part,
    marks,
    material: content.kind === 'case' ? content.stem : '',
    stem: partsOf(content)[part]?.stem ?? '',
    sample: own?.kind === 'short' ? own.sample : '',
    points: points.map(({ text, share }) => ({ text, marks: Math.round((marks * share * 100) / sum) / 100 })),
    analysis,
    answer: typeof written === 'string' ? written : '',
  }
}

export async function nextToMark(
  ctx: Ctx,
  examId: string,
): Promise<{ title: string; queue: ToMark[]; progress: z.infer<typeof MarkingProgress>[] }> {
  const exam = (await listMarking(ctx)).find((one) => one.examId === examId)
  if (!exam) throw new Problem('notFound', { what: '这项阅卷任务' })
  const { rows } = await sql<Waiting>`select * from authority.to_mark(${examId}, 10)`.execute(ctx.tx)
  const { rows: progress } = await sql<Record<'item' | 'part' | 'done' | 'waiting' | 'third', string>>`
    select * from authority.marking_left(${examId})`.execute(ctx.tx)
  return {
    title: exam.title,
    queue: rows.map(toMark),
    progress: progress.map((row) => ({
      item: Number(row.item),
      part: Number(row.part),
      done: Number(row.done),
      waiting: Number(row.waiting),
      third: Number(row.third),
    })),
  }
}

const refusals: Readonly<Record<string, string>> = {
  notOpen: '阅卷没有在进行',
  already: '这份作答已经评定',
  given: '您已经评过这份作答',
}

export async function giveMark(ctx: Ctx, examId: string, mark: Parsed<typeof markingApi.mark, 'body'>): Promise<{ settled: boolean }> {
  const { rows } = await sql<{ said: string }>`
    select authority.give_mark(${examId}, ${mark.code}, ${mark.item}::smallint, ${mark.part}::smallint, ${mark.score}, ${mark.remark}) as said`.execute(
    ctx.tx,
  )
  const said = rows[0]?.said ?? 'notFound'
  if (said === 'notFound') throw new Problem('notFound', { what: '这份作答' })
  if (said === 'tooHigh') throw new Problem('invalid', { issues: [{ path: 'score', message: '不能超过该题的分值' }] })
  const why = refusals[said]
  // A mark that comes second to a settled one, in the same moment, is not an error of the marker's: he goes on with the next.
  if (why) throw new Problem('closed', { what: '评分', why, todo: '请刷新后评下一份。' })
  return { settled: said === 'settled' }
}
