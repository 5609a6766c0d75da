import { z } from 'zod'
import { LegalDay } from '#contract/common'
import type { LimitKind, LimitUnit } from '#contract/deadline'
import { type LimitId, limitIds } from './statutes/limit-ids.generated.ts'
import table from './statutes/time-limits.json' with { type: 'json' }

export type { LimitId } from './statutes/limit-ids.generated.ts'

/** Whose limit it is: it decides how a last day rolls over (design §6.3). */
export const ActorKind = z.enum(['authority', 'party', 'court', 'police', 'reconsideration', 'other'])
export type ActorKind = z.infer<typeof ActorKind>

/** Why time is not counted (不计入的事由), one word for each, whatever the article calls it. */
export const ExclusionReason = z.enum([
  '中止',
  '听证',
  '公告',
  '检测',
  '检验',
  '检疫',
  '鉴定',
  '权利人辨认',
  '权利人鉴别',
  '责令退还多收价款',
  '管辖权异议',
  '延长举证',
  '当事人和解',
])
export type ExclusionReason = z.infer<typeof ExclusionReason>

export interface Extension {
  /** Null: the article sets no length, the approving paper must. */
  length: number | null
  unit: LimitUnit
  approver: string
  condition: string
  maxTimes: number
}

/** What a term runs by: a row of the statute table, or a day on which people agreed (agreed.ts). */
export type TermId = LimitId | 'AGREED'

/** One limit (期限) of the law as it stood from one day to another, or an agreed day put the same way. */
export interface Limit {
  id: TermId
  /** What it limits: older and newer texts of one rule share it. */
  subject: TermId
  category: string
  name: string
  actor: string
  actorKind: ActorKind
  kind: LimitKind
  /** In words, the fact that starts it. */
  startsFrom: string
  /** Null: the article sets no length. */
  length: number | null
  unit: LimitUnit
  extensions: readonly Extension[]
  excludedReasons: readonly ExclusionReason[]
  basis: string
  from: LegalDay
  to: LegalDay | null
  /** False: nobody has seen the official text (未核实). */
  verified: boolean
  /** False: the text is known, the day from which it holds is not. */
  fromVerified: boolean
  /** The article is known; whether it applies is disputed. Warns, never blocks. */
  disputed: boolean
  note: string | null
  source: string
}

export interface StatuteLimit extends Limit {
  id: LimitId
  subject: LimitId
}

const kinds = {
  deadline: 'deadline',
  'advance-notice': 'advanceNotice',
  'minimum-wait': 'minimumWait',
  validity: 'validity',
  lookback: 'lookBack',
} as const satisfies Record<string, LimitKind>

const units = { workday: 'workingDay', day: 'day', hour: 'hour', month: 'month' } as const satisfies Record<string, LimitUnit>

const Length = z.number().int().positive().nullable()
const Unit = z.enum(['workday', 'day', 'hour', 'month']).transform((unit) => units[unit])

const Row = z
  .strictObject({
    id: z.enum(limitIds),
    subject: z.enum(limitIds),
    category: z.string(),
    name: z.string(),
    actor: z.string(),
    actorKind: ActorKind,
    kind: z.enum(['deadline', 'advance-notice', 'minimum-wait', 'validity', 'lookback']).transform((kind) => kinds[kind]),
    startsFrom: z.string(),
    length: Length,
    unit: Unit,
    extendable: z.array(
      z.strictObject({ length: Length, unit: Unit, approver: z.string(), condition: z.string(), maxTimes: z.number().int().positive() }),
    ),
    /** The words of the article; `excludedReasons` are what the arithmetic reads. */
    excludedTime: z.array(z.string()),
    excludedReasons: z.array(ExclusionReason),
    legalBasis: z.string(),
    effectiveFrom: LegalDay,
    effectiveTo: LegalDay.nullable(),
    source: z.string(),
    verified: z.boolean(),
    effectiveFromVerified: z.boolean().default(true),
    applicability: z.literal('disputed').optional(),
    note: z.string().nullable().default(null),
  })
  .transform(
    ({
      extendable,
      excludedTime: _words,
      legalBasis,
      effectiveFrom,
      effectiveTo,
      effectiveFromVerified,
      applicability,
      ...same
    }): StatuteLimit => ({
      ...same,
      extensions: extendable,
      basis: legalBasis,
      from: effectiveFrom,
      to: effectiveTo,
      fromVerified: effectiveFromVerified,
      disputed: applicability === 'disputed',
    }),
  )

/** The statute table. A row that does not fit stops the start: a wrong limit is worse than none. */
export const limits: readonly StatuteLimit[] = z.array(Row).parse(table.items)

const bySubject = Map.groupBy(limits, (limit) => limit.subject)
const byId = new Map(limits.map((limit) => [limit.id, limit]))

/**
 * The row in force on that day. Null: no rule in force on that day; say so and compute nothing (design §6.2, §6.22).
 * The id of the rule finds its older text too: SERVE-PUBLIC on 2022-05-01 is the row of sixty days.
 */
export function limitOn(id: LimitId, day: LegalDay): StatuteLimit | null {
  const own = byId.get(id)
  const texts = bySubject.get(id) ?? (own ? [own] : [])
  return texts.find((limit) => limit.from <= day && (limit.to === null || day <= limit.to)) ?? null
}

/** One row by its own id, in force or not: for its name and article. A limit is counted by `limitOn`. */
export function limitById(id: LimitId): StatuteLimit {
  const limit = byId.get(id)
  if (!limit) throw new RangeError(`no such limit: ${id}`)
  return limit
}

/** What an authority can be late for, its agreed days among it. A party that lets its own time run out is neither reminded by us nor counted as late. */
export const limitsOfAuthorities: readonly TermId[] = [
  ...limits.filter(({ actorKind }) => actorKind === 'authority').map(({ id }) => id),
  'AGREED',
]
