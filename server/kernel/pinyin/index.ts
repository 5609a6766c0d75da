import { customPinyin, pinyin } from 'pinyin-pro'

// What people type into a search box: the first letter of each character's pinyin (拼音首字母).

// 市长 is a mayor (zhǎng) to the dictionary; three counties of Fujian begin with 长 (cháng) and stand behind a 市.
customPinyin(
  Object.fromEntries(
    [
      ['乐', 'lè'],
      ['汀', 'tīng'],
      ['泰', 'tài'],
    ].map(([next, said]) => [`市长${next}`, `shì cháng ${said}`]),
  ),
)

const first = (text: string, surname: 'off' | 'head') =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', surname, nonZh: 'consecutive', v: true })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** 福州市市场监督管理局 → fzsscjdglj. */
export const initialsOf = (name: string): string => first(name, 'off')

/** Of a person the first character is a surname: 单 is shan, not dan. */
export const personInitials = (name: string): string => first(name, 'head')

/**
 * A party may be a person, a shop under its owner's surname, or a company: where the readings differ, all are kept. 行 of a shop (鞋行) is háng, which
 * the dictionary does not know; 航 is always read so.
 */
export const partyInitials = (name: string): string =>
  [...new Set([name, name.replaceAll('行', '航')].flatMap((read) => [initialsOf(read), personInitials(read)]))].join(' ')

/** Letters alone are read as initials; anything with a Chinese character or a digit is a name or a code. */
export const isInitials = (text: string): boolean => /^[a-z]{2,}$/i.test(text)
