import { isObject } from './json.ts'
import { refuse } from './refusal.ts'
import { type Check, flag, number, object, text } from './shape.ts'
import { duration, extensions } from './values.ts'

const plainScore = object({}, { scaled: number, raw: number, min: number, max: number })

const score: Check = (value, at, version) => {
  plainScore(value, at, version)
  if (!isObject(value)) return
  const { scaled, raw, min, max } = value as Partial<Record<string, number>> // numbers, as checked
  if (scaled !== undefined && (scaled < -1 || scaled > 1)) refuse(`${at}.scaled`, '应在 -1 与 1 之间')
  if (min !== undefined && max !== undefined && min >= max) refuse(at, '的 min 应小于 max')
  if (raw !== undefined && ((min !== undefined && raw < min) || (max !== undefined && raw > max)))
    refuse(`${at}.raw`, '应在 min 与 max 之间')
}

/** What came of it (结果). */
export const result: Check = object({}, { score, success: flag, completion: flag, response: text, duration, extensions })
