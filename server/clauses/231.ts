import type { FoundingMeasure } from './231.duty.ts'
import { people } from './231.people.ts'
import { support } from './231.support.ts'
import { work } from './231.work.ts'

/** 闽市监知运〔2024〕231号, the document that the platform was founded on: what it is. */
export const founding = {
  title: '福建省市场监管局关于印发《进一步提升全省市场监管系统知识产权综合管理能力的意见》的通知',
  number: '闽市监知运〔2024〕231号',
  issuer: '福建省市场监督管理局',
  // The text gives the day on which it was adopted (局务会议); the day of issue itself was not seen.
  issuedOn: '2024-08-29',
  level: 'province',
  source: '省市场监管局主动公开文件',
  mark: 'verified',
  unverified: '印发日期、施行日期：所见文本没有载明，暂填局务会议研究同意之日（2024-08-29），待以正式文件核对',
} as const

/** Its eight measures: every sentence that asks for something, in words of our own. */
export const measures: readonly FoundingMeasure[] = [...people, ...work, ...support]
