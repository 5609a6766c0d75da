import { type Text, words } from './block.ts'

/** 2026-03-03 → 2026年3月3日: Arabic digits, nothing padded (GB/T 9704 7.3.5.4). */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 2026-03-03T09:05 → 2026年3月3日9时05分. */
export function chineseMinute(minute: string): string {
  const [day = '', time = ''] = minute.split('T')
  const [hour = '', minutes = ''] = time.split(':')
  return `${chineseDay(day)}${Number(hour)}时${minutes}分`
}

export const dayText = (day: string | undefined): Text =>
  day ? words(chineseDay(day)) : [{ blank: 4 }, { text: '年' }, { blank: 2 }, { text: '月' }, { blank: 2 }, { text: '日' }]

export const minuteText = (minute: string | undefined): Text =>
  minute ? words(chineseMinute(minute)) : [...dayText(undefined), { blank: 2 }, { text: '时' }, { blank: 2 }, { text: '分' }]

/** 12345.6 → 12,345.60元; a whole sum has no decimals. */
export const yuan = (sum: number): string =>
  `${sum.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(sum) ? 0 : 2, maximumFractionDigits: 2 })}元`

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿']

/** Four digits: 1050 → 壹仟零伍拾. */
function fourDigits(value: number): string {
  const text = String(value).padStart(4, '0')
  const said = [...text].map((digit, at) => (digit === '0' ? '零' : digits[Number(digit)]! + places[3 - at]!)).join('')
  return said.replace(/零+/gu, '零').replace(/零$/u, '')
}

function wholeYuan(value: number): string {
  const text = String(value)
  const parts = (text.padStart(Math.ceil(text.length / 4) * 4, '0').match(/\d{4}/gu) ?? []).map(Number)
  const said = parts.map((part, at) => (part === 0 ? '零' : fourDigits(part) + groups[parts.length - 1 - at]!)).join('')
  return said.replace(/零+/gu, '零').replace(/^零|零$/gu, '')
}

/** 大写金额, as a decision writes beside the figure so that neither can be altered alone: 50000 → 伍万元整. Below 10^12. */
export function yuanInWords(sum: number): string {
  const cents = Math.round(sum * 100)
  const [yuanPart, jiao, fen] = [Math.floor(cents / 100), Math.floor(cents / 10) % 10, cents % 10]
  const whole = yuanPart > 0 ? `${wholeYuan(yuanPart)}元` : ''
  if (jiao === 0 && fen === 0) return `${whole || '零元'}整`
  const tenth = jiao > 0 ? `${digits[jiao]}角` : whole ? '零' : ''
  return whole + tenth + (fen > 0 ? `${digits[fen]}分` : '整')
}
