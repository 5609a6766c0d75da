import { pinyin } from 'pinyin-pro'

const first = (text: string, surname: 'off' | 'head') =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', surname, nonZh: 'consecutive', v: true })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** 福州市市场监督管理局 → fzsscjdglj: what people type into a search box. */
export const initialsOf = (name: string): string => first(name, 'off')

/** Of a person the first character is a surname: 单 is shan, not dan. */
export const personInitials = (name: string): string => first(name, 'head')

/** Letters alone are read as initials; anything with a Chinese character or a digit is a name or a code. */
export const isInitials = (text: string): boolean => /^[a-z]{2,}$/i.test(text)
