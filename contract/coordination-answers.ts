import { LegalDay } from './common.ts'

/** What an answer has to be (答复方式): one question, one answer. */
export const questionKinds = { text: '文字', yesNo: '是或否', number: '数值', day: '日期', choice: '单选', file: '材料' } as const
export type QuestionKind = keyof typeof questionKinds

export interface AskedQuestion {
  kind: QuestionKind
  options: readonly string[]
  required: boolean
}

/** What is wrong with an answer, in words for who gives it; null when nothing is. The page, the link, the Excel form and the server ask the same. */
export function faultOfAnswer({ kind, options }: AskedQuestion, answer: string, files: number): string | null {
  const text = answer.trim()
  if (kind === 'file') return files > 0 ? null : '请上传材料'
  if (text === '') return '请填写答复'
  if (kind === 'yesNo' && text !== '是' && text !== '否') return '请填写“是”或“否”'
  if (kind === 'number' && !/^-?\d{1,15}(\.\d{1,6})?$/u.test(text)) return '请填写数值，只写数字'
  if (kind === 'day' && !LegalDay.safeParse(text).success) return '日期请按 2026-03-05 的格式填写'
  if (kind === 'choice' && !options.includes(text)) return `请从下列选项中选择：${options.join('、')}`
  return null
}

/** Does the request still wait for this answer? A question that need not be answered waits for nothing; a wrong answer is none. */
export const isUnanswered = (question: AskedQuestion & { answer: string | null; files: number }): boolean =>
  question.required && faultOfAnswer(question, question.answer ?? '', question.files) !== null
