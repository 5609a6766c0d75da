import { z } from 'zod'
import { choice, tick, yuan } from './case-fields.ts'

const pieces = (title: string) => z.int().min(0).max(1e9).optional().meta({ title })

/** What the thresholds of crime ask for beside turnover and gains: 法释〔2025〕5号. What is left out has not been measured. */
export const CrimeFacts = z.strictObject({
  on: choice('使用在', { goods: '商品', service: '服务' }).default('goods'),
  sold: yuan('销售金额').optional(),
  unsold: yuan('尚未销售的货值金额').optional(),
  pieces: pieces('标识件数'),
  unsoldPieces: pieces('尚未销售的标识件数'),
  loss: yuan('权利人的直接经济损失').optional(),
  marks: z.int().min(1).max(1000).default(1).meta({ title: '涉及的注册商标种数' }),
  patents: z.int().min(1).max(1000).default(1).meta({ title: '涉及的他人专利项数' }),
  othersPatent: tick('使用了他人的专利号', '只有假冒他人专利才涉及刑法第二百一十六条；冒充专利不涉及'),
  repeated: tick('二年内曾因同类行为受过刑事处罚或者行政处罚'),
})
export type CrimeFacts = z.infer<typeof CrimeFacts>

/** 涉嫌犯罪的评估: it warns and moves nothing; the principal head decides on a transfer (移送规定 art. 5). */
export const Suspicion = z.strictObject({
  level: z.enum(['none', 'near', 'reached', 'olderRules']),
  sentence: z.string(),
  articles: z.array(z.string()),
  hits: z.array(
    z.strictObject({ crime: z.int(), measure: z.string(), value: z.number(), threshold: z.number(), unit: z.enum(['yuan', 'piece']) }),
  ),
  /** What was put in the place of an amount that nobody measured. */
  assumed: z.array(z.string()),
  /** What is to be done now; null: nothing. */
  todo: z.string().nullable(),
})
export type Suspicion = z.infer<typeof Suspicion>
