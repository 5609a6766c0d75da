import { type Cell, ValueType } from '@cj-tech-master/excelts'
import type { SheetColumn } from './plan.ts'

/** A text or a fault: what a person typed, as the plan wants it. */
export type Taken = { value: string } | { fault: string }

/** What stands in the cell, as text: a day without its hour, a formula by its result, rich text without its colours. */
export function plainText(cell: Cell): string {
  const value = shownIn(cell)
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.getUTCFullYear() < 1900 ? timeOf(value) : value.toISOString().slice(0, 10)
  return typeof value === 'object' ? cell.text : String(value)
}

/** 9:05 typed into a cell is a fraction of the day before Excel's first: to the minute, since the fraction is not whole. */
const timeOf = (value: Date) => new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString().slice(11, 16)

/** Of a formula what Excel last saw in it. */
function shownIn({ value }: Cell): unknown {
  const isFormula = typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value)
  return isFormula ? (value.result ?? null) : value
}

/** #N/A and its kind, whether typed or come out of a formula; and a formula that no program has worked out. */
const hasFailed = (cell: Cell): boolean => {
  const value = shownIn(cell)
  const isError = typeof value === 'object' && value !== null && 'error' in value
  return cell.type === ValueType.Error || isError || (cell.type === ValueType.Formula && value === null)
}

const pad = (part: string) => part.padStart(2, '0')

/** 2026-3-1, 2026/3/1, 2026.3.1, 20260301, 2026年3月1日: as people write days. */
function dayOf(text: string): string | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!found) return null
  const day = `${found[1]}-${pad(found[2] ?? '')}-${pad(found[3] ?? '')}`
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : null
}

/** Excel keeps fifteen digits of a number: an eighteen-digit one typed as a number is lost for good, and we must not guess it (C4). */
const isDamaged = (cell: Cell, text: string) =>
  (cell.type === ValueType.Number && /^\d{16,}$|e\+/i.test(text)) || /^\d(\.\d+)?e\+\d+$/i.test(text)

export function takeCell(cell: Cell, column: SheetColumn): Taken {
  const text = plainText(cell).trim()
  if (hasFailed(cell)) return { fault: '单元格的公式有错误，或没有算出结果，请改填数值或文字' }
  if (text === '') return column.required ? { fault: `${column.title}必填` } : { value: '' }
  switch (column.kind ?? 'text') {
    case 'day': {
      const day = dayOf(text)
      return day ? { value: day } : { fault: '日期写法无法识别，请写成 2026-03-01' }
    }
    case 'number': {
      const plain = text.replace(/[,，\s]/g, '')
      return /^-?\d+(\.\d+)?$/.test(plain) ? { value: plain } : { fault: '应为数字' }
    }
    case 'choice':
      return column.options?.includes(text) ? { value: text } : { fault: `只能选：${(column.options ?? []).slice(0, 20).join('、')}` }
    default:
      return isDamaged(cell, text) ? { fault: '长数字已被 Excel 改写，请把该列设为文本格式后重新填写' } : { value: text }
  }
}
