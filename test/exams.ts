import type { z } from 'zod'
import type { MatterId } from '#contract/common'
import { type ExamDraft, examsApi } from '#contract/exams'
import { examPapersApi } from '#contract/exams-papers'
import type { KeptAnswer } from '#contract/exams-room'
import { matterApi } from '#contract/matter'
import { type QuestionDraft, questionsApi } from '#contract/questions'
import { exams } from '#exams'
import type { Job } from '#kernel/jobs'
import type { PersonKey, World } from './world.ts'

/** Words that stand in keys and nowhere else: whoever finds one in an answer has found a leak. */
export const secrets = ['金钥匙标准答案', '银钥匙得分要点', '铜钥匙解析文字']

type Draft = Omit<z.input<typeof QuestionDraft>, 'categoryId'>
const letters = ['A', 'B', 'C', 'D']
const options = letters.map((id) => ({ id, text: `备选 ${id}` }))
const analysis = '铜钥匙解析文字'

/** One of each kind; n makes the stems differ. */
export const drafts = {
  single: (n: number): Draft => ({
    content: { kind: 'single', stem: `单选题 ${n}`, options },
    key: { kind: 'single', right: 'B' },
    analysis,
  }),
  multiple: (n: number): Draft => ({
    content: { kind: 'multiple', stem: `多选题 ${n}`, options },
    key: { kind: 'multiple', right: ['A', 'C'] },
    analysis,
  }),
  trueFalse: (n: number): Draft => ({
    content: { kind: 'trueFalse', stem: `判断题 ${n}` },
    key: { kind: 'trueFalse', right: true },
    analysis,
  }),
  blank: (n: number): Draft => ({
    content: { kind: 'blank', stem: `填空题 ${n}：____，____`, blanks: 2 },
    key: { kind: 'blank', accepted: [['金钥匙标准答案', '十年'], ['六个月']] },
    analysis,
  }),
  short: (n: number): Draft => ({
    content: { kind: 'short', stem: `简答题 ${n}` },
    key: { kind: 'short', sample: '金钥匙标准答案', points: [{ text: '银钥匙得分要点', share: 1 }] },
    analysis,
  }),
  case: (n: number): Draft => ({
    content: {
      kind: 'case',
      stem: `案例材料 ${n}`,
      parts: [
        { share: 1, content: { kind: 'single', stem: '如何定性？', options } },
        { share: 3, content: { kind: 'short', stem: '说明理由。' } },
      ],
    },
    key: {
      kind: 'case',
      parts: [
        { kind: 'single', right: 'D' },
        { kind: 'short', sample: '金钥匙标准答案', points: [] },
      ],
    },
    analysis,
  }),
}
export type Kind = keyof typeof drafts

/** A bank of the province: written by one examiner, reviewed by the other. */
export async function fillBank(world: World, kinds: Partial<Record<Kind, number>>): Promise<string> {
  const author = world.as('examiner', questionsApi)
  const reviewer = world.as('examiner2', questionsApi)
  const { id: categoryId } = await author.addCategory({ body: { name: `分类 ${Math.random()}` } })
  for (const [kind, count] of Object.entries(kinds))
    for (let n = 1; n <= count; n++) {
      const { id, version } = await author.create({ body: { ...drafts[kind as Kind](n), categoryId } }) // the keys of `drafts`
      await reviewer.review({ params: { questionId: id }, version })
    }
  return categoryId
}

/** One paper of all that a category holds: so many of each kind, two marks each, ten for what is read by people. */
export async function drawPaper(world: World, categoryId: string, kinds: Partial<Record<Kind, number>>, seed = 'seed'): Promise<string> {
  const rows = Object.entries(kinds).map(([kind, count]) => ({
    kind: kind as Kind, // as above
    categoryId,
    count,
    marks: kind === 'short' || kind === 'case' ? 10 : 2,
  }))
  return (await world.as('examiner', examPapersApi).create({ body: { how: 'drawn', title: `试卷 ${seed}`, shared: true, rows, seed } })).id
}

/** As the worker does it. */
export const perform = (world: World, name: string, payload: unknown): Promise<void> => {
  const job = (exams.jobs as Readonly<Record<string, Job>>)[name]
  if (!job?.run) throw new Error(`no such job: ${name}`)
  return world.inService(async (ctx) => job.run?.(ctx, job.payload.parse(payload)))
}

/** An exam of the world's day, from nine to twelve; the world's clock stands at ten. */
export async function planExam(
  world: World,
  more: Partial<z.input<typeof ExamDraft>> & { paperId: string | null },
  who: PersonKey = 'trainer',
  day = '2026-03-10',
): Promise<MatterId> {
  const draft: z.input<typeof ExamDraft> = {
    title: '知识产权保护考试',
    opensAt: `${day}T09:00:00+08:00`,
    closesAt: `${day}T12:00:00+08:00`,
    minutes: 60,
    // So that a test may answer with the author's letters; what shuffling does has tests of its own.
    shuffleOptions: false,
    ...more,
  }
  return (await world.as(who, examsApi).create({ body: draft })).id
}

export async function take(
  world: World,
  who: PersonKey,
  matterId: MatterId,
  step: string,
  input: Record<string, unknown> = {},
  day = '2026-03-10',
) {
  const matter = world.as(who, matterApi)
  const { version } = await matter.read({ params: { matterId } })
  return matter.take({ params: { matterId, step }, body: { happenedOn: day, input }, version })
}

/** Planned, announced and open. */
export async function openExam(world: World, more: Parameters<typeof planExam>[1], who: PersonKey = 'trainer'): Promise<MatterId> {
  const examId = await planExam(world, more, who)
  await take(world, who, examId, 'announce')
  await perform(world, 'exams.open', { examId })
  return examId
}

let seq = 1
export const kept = (item: number, ...answer: KeptAnswer['answer']): KeptAnswer => ({ item, seq: seq++, answer, flagged: false })

/** The day after: everything has run out. */
export async function closeExam(world: World, examId: MatterId): Promise<void> {
  world.setDay('2026-03-11')
  await perform(world, 'exams.end', {})
  await perform(world, 'exams.close', { examId })
  await perform(world, 'exams.score', { examId })
}
