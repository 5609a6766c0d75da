import { difficultyNames, QuestionDraft, type QuestionKind, questionKinds } from '#contract/questions'
import type { ImportRow } from '#kernel/batch'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'

const letters = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const difficulties = Object.entries(difficultyNames).map(([level, name]) => `${level} ${name}`)
// A case has sub-questions, and a row has no room for them: those come by QTI or are written in the page.
const kinds: readonly string[] = Object.entries(questionKinds).flatMap(([kind, name]) => (kind === 'case' ? [] : [name]))

/** 题库导入模板: one row a question; the categories are those of the reader's bank. */
export const questionPlan = (categories: readonly string[]): SheetPlan => ({
  name: '试题',
  columns: [
    { key: 'category', title: '分类', kind: 'choice', options: categories, required: true, example: categories[0] ?? '', width: 16 },
    { key: 'kind', title: '题型', kind: 'choice', options: kinds, required: true, example: '单项选择题', width: 14 },
    { key: 'stem', title: '题干', required: true, example: '注册商标的有效期为几年？', width: 50, help: '填空题用 ____ 表示空' },
    ...letters.map((letter, at) => ({ key: letter, title: `选项${letter}`, example: ['五年', '十年', '二十年'][at] ?? '', width: 18 })),
    {
      key: 'answer',
      title: '答案',
      required: true,
      example: 'B',
      width: 30,
      help: '单选填字母；多选填几个字母（如 ACD）；判断填“对”或“错”；填空每空之间用“；”隔开，同一空的几种答案用“|”隔开；简答填参考答案',
    },
    { key: 'points', title: '得分点', width: 36, help: '简答题填写，每个得分点一行，如“2 说明混淆可能性”；数字为所占份数' },
    { key: 'analysis', title: '解析', width: 36 },
    { key: 'difficulty', title: '难度', kind: 'choice', options: difficulties, example: '3 中等', width: 10 },
    { key: 'theme', title: '主题', example: '商标', width: 14 },
    { key: 'secretUntil', title: '保密至', kind: 'day', width: 14, help: '在该日之前，答案不向考生公开；留空表示成绩公布后可以公开' },
  ],
  instructions: [
    '每行一道试题。导入后为“待审核”，由其他命题人员审核后才能组卷。',
    '案例分析题有多个小题，请在网页上录入，或者用 QTI 3 试题包导入。',
    '导入后可以整批撤销，已经审核的除外。',
  ],
})

type Cells = Readonly<Record<string, string>>
type Draft = Pick<QuestionDraft, 'content' | 'key'>

const choiceDraft = (kind: 'single' | 'multiple', cells: Cells): unknown => {
  const options = letters.flatMap((id) => (cells[id] ? [{ id, text: cells[id] }] : []))
  const chosen = [...(cells.answer ?? '').toUpperCase().replace(/[^A-Z]/g, '')]
  return {
    content: { kind, stem: cells.stem, options },
    key: { kind, right: kind === 'single' && chosen.length === 1 ? chosen[0] : [...new Set(chosen)].sort() },
  }
}

const yes = ['对', '正确', '√', '是', 'T', 'TRUE']
const no = ['错', '错误', '×', '否', 'F', 'FALSE']
const truth = (word: string) => (yes.includes(word.toUpperCase()) ? true : no.includes(word.toUpperCase()) ? false : word)

const pointOf = (line: string) => {
  const found = /^\s*(\d+(?:\.\d+)?)\s*[分、.:：]?\s*(.+)$/u.exec(line)
  return { share: Number(found?.[1] ?? 1), text: (found?.[2] ?? line).trim() }
}

const drafts: Record<Exclude<QuestionKind, 'case'>, (cells: Cells) => unknown> = {
  single: (cells) => choiceDraft('single', cells),
  multiple: (cells) => choiceDraft('multiple', cells),
  trueFalse: (cells) => ({
    content: { kind: 'trueFalse', stem: cells.stem },
    key: { kind: 'trueFalse', right: truth(cells.answer ?? '') },
  }),
  blank(cells) {
    const accepted = (cells.answer ?? '').split(/[；;]/u).map((one) =>
      one
        .split('|')
        .map((word) => word.trim())
        .filter(Boolean),
    )
    const marked = (cells.stem ?? '').match(/_{2,}/gu)?.length ?? accepted.length
    return { content: { kind: 'blank', stem: cells.stem, blanks: marked }, key: { kind: 'blank', accepted } }
  },
  short: (cells) => ({
    content: { kind: 'short', stem: cells.stem },
    key: {
      kind: 'short',
      sample: cells.answer,
      points: (cells.points ?? '')
        .split('\n')
        .filter((line) => line.trim())
        .map(pointOf),
    },
  }),
}

export interface QuestionRow extends ImportRow {
  category: string
  draft: Draft & Omit<QuestionDraft, 'content' | 'key'>
}

const kindOf = (name: string) =>
  Object.keys(drafts).find((kind) => questionKinds[kind as QuestionKind] === name) as keyof typeof drafts | undefined // the keys of `drafts` are kinds

function draftOf(cells: Cells, categoryId: string | undefined): QuestionRow['draft'] {
  const kind = kindOf(cells.kind ?? '')
  return {
    ...(kind ? (drafts[kind](cells) as Draft) : {}),
    categoryId,
    analysis: cells.analysis ?? '',
    difficulty: Number((cells.difficulty || '3')[0]),
    theme: cells.theme ?? '',
    secretUntil: cells.secretUntil || null,
  } as QuestionRow['draft'] // judged before anything is made of it
}

/** The contract's own form judges a row; what it says is shown at the column that it is about. */
export function judgeQuestions(read: SheetRead, categories: ReadonlyMap<string, string>): { rows: QuestionRow[]; faults: SheetFault[] } {
  const plan = questionPlan([...categories.keys()])
  const faults: SheetFault[] = [...read.faults]
  const marked = new Set(faults.map(({ row, column }) => `${row} ${column}`))
  const say = (row: number, key: string, message: string) => {
    const at = `${row} ${read.places[key]}`
    if (!marked.has(at)) faults.push(faultAt(read, plan, row, key, sentenceOf(key, message)))
    marked.add(at)
  }
  const rows = read.rows.map(({ row, cells }): QuestionRow => {
    const category = cells.category ?? ''
    const draft = draftOf(cells, categories.get(category))
    for (const issue of QuestionDraft.safeParse(draft).error?.issues ?? []) say(row, columnOf(issue.path), issue.message)
    return { row, category, draft }
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

/** What zod says of a type is no sentence for a person: it is in English, or begins so. */
const sentenceOf = (key: string, message: string) => {
  if (/\p{Script=Han}/u.test(message) && !message.startsWith('无效')) return message
  return key === 'answer' ? '答案的写法与题型不符' : '填写的内容不符合要求'
}

function columnOf(path: PropertyKey[]): string {
  const [first, second] = path
  if (first === 'key') return second === 'points' ? 'points' : 'answer'
  if (first === 'content')
    return second === 'options' ? (letters[Number(path[2])] ?? 'A') : second === 'kind' ? 'kind' : second === undefined ? 'kind' : 'stem'
  return first === 'categoryId' ? 'category' : String(first)
}
