import { isObject } from './json.ts'
import { refuse } from './refusal.ts'
import type { Version } from './version.ts'

/** Judges a value of the sender's JSON under one version of the standard; refuses with the place and the reason. */
export type Check = (value: unknown, at: string, version: Version) => void

type Fields = Readonly<Record<string, Check>>

/** An object with these properties and no others: the standard knows no room for additions outside extensions. */
export const object =
  (required: Fields, optional: Fields = {}): Check =>
  (value, at, version) => {
    if (!isObject(value)) refuse(at, '应为对象')
    for (const name of Object.keys(required)) if (!Object.hasOwn(value, name)) refuse(at, `缺少 ${name}`)
    for (const [name, inner] of Object.entries(value)) {
      const check = own(required, name) ?? own(optional, name)
      if (!check) refuse(at, `含有标准中没有的属性 ${name.slice(0, 60)}`)
      check(inner, `${at}.${name}`, version)
    }
  }

/** `constructor` and its kin are names like any other. */
const own = (fields: Fields, name: string): Check | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined)

export const list =
  (check: Check, least = 0): Check =>
  (value, at, version) => {
    if (!Array.isArray(value)) refuse(at, '应为数组')
    if (value.length < least) refuse(at, '不能是空数组')
    for (const [i, one] of value.entries()) check(one, `${at}[${i}]`, version)
  }

export const text: Check = (value, at) => {
  if (typeof value !== 'string') refuse(at, '应为字符串')
}

/** A text that reads like this. */
export const pattern =
  (reads: (letters: string) => boolean, why: string): Check =>
  (value, at) => {
    if (typeof value !== 'string') refuse(at, '应为字符串')
    if (!reads(value)) refuse(at, why)
  }

export const flag: Check = (value, at) => {
  if (typeof value !== 'boolean') refuse(at, '应为 true 或 false')
}

export const number: Check = (value, at) => {
  if (typeof value !== 'number') refuse(at, '应为数字')
}

export const count: Check = (value, at) => {
  if (!Number.isSafeInteger(value) || Number(value) < 0) refuse(at, '应为非负整数')
}

export const oneOf = (...allowed: readonly string[]): Check =>
  pattern((letters) => allowed.includes(letters), `只能是 ${allowed.join('、')} 之一`)

/** An object whose names are judged too: language maps, extensions. */
export const mapOf =
  (name: Check, inner: Check): Check =>
  (value, at, version) => {
    if (!isObject(value)) refuse(at, '应为对象')
    for (const [key, one] of Object.entries(value)) {
      name(key, `${at} 的键“${key.slice(0, 80)}”`, version)
      inner(one, `${at}["${key.slice(0, 80)}"]`, version)
    }
  }
