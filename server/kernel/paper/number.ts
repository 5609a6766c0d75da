import { z } from 'zod'

/**
 * 发文字号: 机关代字 + 文种代字 + 〔年〕 + serial + 号. The year stands in hexagonal brackets and the serial is not
 * padded (GB/T 9704 7.2.5). Bureaus in fact differ (沙市监处字〔2021〕105号, 粤市监广办罚〔2024〕011号), so the form is a rule.
 */
export const NumberRule = z.strictObject({
  /** Least digits of the serial: 1 pads nothing. */
  digits: z.int().min(1).max(6).default(1),
  /** Words between the kind and the year: 沙市监处字. */
  suffix: z.string().max(4).default(''),
  /** Words of the kind that a bureau replaces: 市监处罚 → 市监罚. */
  words: z.record(z.string(), z.string()).default({}),
})
export type NumberRule = z.infer<typeof NumberRule>

export type DocumentNumber = { orgWord: string; word: string; year: number; serial: number }

export const standardNumberRule: NumberRule = NumberRule.parse({})

export function documentNumber({ orgWord, word, year, serial }: DocumentNumber, rule: NumberRule = standardNumberRule): string {
  if (!Number.isInteger(serial) || serial < 1) throw new RangeError(`serial ${serial}`)
  if (!Number.isInteger(year) || year < 1949 || year > 9999) throw new RangeError(`year ${year}`)
  return `${orgWord}${rule.words[word] ?? word}${rule.suffix}〔${year}〕${String(serial).padStart(rule.digits, '0')}号`
}

const shape = /^(?<prefix>[^〔〕\s]+)〔(?<year>\d{4})〕(?<serial>\d{1,6})号$/u

/**
 * Reads a number back. Where one prefix ends and the next begins only the known words can tell, the longest first:
 * 榕市监处罚 is 榕 + 市监处罚. An unknown word is no number of ours.
 */
export function parseDocumentNumber(
  text: string,
  words: readonly string[],
  rule: NumberRule = standardNumberRule,
): DocumentNumber | undefined {
  const found = shape.exec(text.trim())?.groups
  if (!found) return undefined
  const { prefix = '', year, serial } = found
  const longestFirst = [...words].sort((a, b) => b.length - a.length)
  const word = longestFirst.find((known) => prefix.endsWith((rule.words[known] ?? known) + rule.suffix))
  if (word === undefined || Number(serial) < 1) return undefined
  const orgWord = prefix.slice(0, prefix.length - ((rule.words[word] ?? word) + rule.suffix).length)
  return { orgWord, word, year: Number(year), serial: Number(serial) }
}
