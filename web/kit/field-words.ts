import type { Field, Values } from './step-fields.ts'
import { yuanText } from './yuan.ts'

/** An id is nobody's word; who and what it names stands elsewhere on the page. */
const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/u.test(text)

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

/** No amount of a kind is not told: only what was imposed, found or paid is. */
const isNothing = (value: unknown) => value === null || value === undefined || value === '' || value === false || value === 0

/** What one field says, in the words of its form; null is nothing worth a line. */
function wordsOf(field: Field, value: unknown): string | null {
  if (isNothing(value)) return null
  if (Array.isArray(value)) return manyWords(field, value)
  if (isObject(value)) return 'fields' in field ? linesOf(field.fields, value).map(lineText).join('，') || null : null
  if (field.kind === 'choice') return field.options.find((option) => option.value === value)?.label ?? null
  if (field.kind === 'yesNo') return '是'
  if (typeof value === 'number') return field.kind === 'money' ? yuanText(value) : value.toLocaleString('zh-CN')
  if (field.kind === 'moment') return String(value).slice(0, 16).replace('T', ' ')
  return isId(String(value)) ? null : String(value)
}

function manyWords(field: Field, values: readonly unknown[]): string | null {
  if (field.kind === 'files') return values.length > 0 ? `${values.length} 个文件` : null
  const words = values.map((one) => wordsOf(field, one)).filter(Boolean)
  return words.join(field.kind === 'rows' ? '；' : '、') || null
}

export interface Line {
  title: string
  words: string
}

const lineText = ({ title, words }: Line) => `${title}：${words}`

/** What was written, line by line: what was chosen and entered, under the labels of its form. */
export function linesOf(fields: readonly Field[], input: Values): Line[] {
  return fields.flatMap((field) => {
    // A field that has no title of its own is machinery.
    const words = field.title === field.name ? null : wordsOf(field, input[field.name])
    return words === null ? [] : [{ title: field.title.replace('（元）', ''), words }]
  })
}
