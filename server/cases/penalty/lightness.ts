import type { FineTarget, PenaltyFacts } from '#contract/penalty'
import type { Basis } from './basis.ts'
import { fineRange } from './fine.ts'

export interface Verdict {
  lighter: 'old' | 'new' | 'undecided'
  reason: string
}

type Weight = 'same' | 'less' | 'more' | 'mixed'

/** Is the later rule lighter (从轻)? Only where every measure and every fine points the same way; anything else is for people. */
export function compareBases(old: Basis, current: Basis, facts: PenaltyFacts | null): Verdict {
  const measures = weighMeasures(old, current)
  const fines = facts ? weighOnFacts(old, current, facts) : weighRules(old, current)
  const names = `${old.law}${old.article}与${current.law}${current.article}`
  if (measures === 'mixed' || measures === 'less' || fines === 'mixed')
    return {
      lighter: 'undecided',
      reason: `${names}轻重不能由机器判断（${differences(old, current)}${fineWords[fines]}），由承办人与审核人确认（《行政处罚法》第37条）`,
    }
  if (fines === 'less' && measures === 'same')
    return { lighter: 'new', reason: `${current.law}${current.article}处罚较轻，适用新规定（《行政处罚法》第37条）` }
  if (fines === 'less')
    return { lighter: 'undecided', reason: `${names}：罚款减轻而措施加重，由承办人与审核人确认（《行政处罚法》第37条）` }
  const why = fines === 'same' && measures === 'same' ? '新旧规定处罚相同' : '新规定处罚较重'
  return { lighter: 'old', reason: `${why}，适用行为时的${old.law}${old.article}（《行政处罚法》第37条）` }
}

const fineWords: Record<Weight, string> = {
  same: '罚款幅度相同',
  less: '罚款减轻',
  more: '罚款加重',
  mixed: '罚款条件或者幅度不能直接比较',
}

const kindsOf = (basis: Basis) =>
  new Set(
    basis.measures
      .filter((measure) => measure.by === 'local')
      .flatMap((measure) => measure.kinds.map((kind) => `${kind}:${measure.target ?? ''}`)),
  )

/** Fewer words in the new law need not be a lighter law ("没收、销毁" became "没收"), so `less` is left to people. */
function weighMeasures(old: Basis, current: Basis): Weight {
  const [before, after] = [kindsOf(old), kindsOf(current)]
  const dropped = [...before].some((kind) => !after.has(kind))
  const added = [...after].some((kind) => !before.has(kind))
  if (dropped) return added ? 'mixed' : 'less'
  return added ? 'more' : 'same'
}

function differences(old: Basis, current: Basis): string {
  const texts = (basis: Basis) => basis.measures.map((measure) => measure.text)
  const dropped = texts(old).filter((text) => !texts(current).includes(text))
  const added = texts(current).filter((text) => !texts(old).includes(text))
  const part = (label: string, list: string[]) => (list.length > 0 ? `${label}：${list.join('、')}；` : '')
  return part('旧规定', dropped) + part('新规定', added)
}

/** Rules as written can be compared when they have the same conditions, bases and targets; no fine before is less than any fine now. */
function weighRules(old: Basis, current: Basis): Weight {
  if (old.fines.length === 0 || current.fines.length === 0)
    return old.fines.length === current.fines.length ? 'same' : old.fines.length === 0 ? 'more' : 'less'
  const key = (fine: Basis['fines'][number]) =>
    JSON.stringify([fine.when, fine.target, fine.type, fine.type === 'multiple' ? fine.base : null])
  const before = new Map(old.fines.map((fine) => [key(fine), fine]))
  if (before.size !== current.fines.length || !current.fines.every((fine) => before.has(key(fine)))) return 'mixed'
  return total(current.fines.map((fine) => weigh(before.get(key(fine)) ?? null, fine)))
}

function weighOnFacts(old: Basis, current: Basis, facts: PenaltyFacts): Weight {
  const [before, after] = [fineRange(old, facts), fineRange(current, facts)]
  if (before.gaps.length + after.gaps.length > 0) return 'mixed'
  const targets = new Set<FineTarget>([...before.ranges, ...after.ranges].map((range) => range.target))
  const of = (outcome: typeof before, target: FineTarget) => outcome.ranges.find((range) => range.target === target) ?? null
  return total([...targets].map((target) => weigh(of(before, target), of(after, target))))
}

interface Span {
  min: number
  max: number
  discretion: 'may' | 'shall'
  cap?: number | null
}
const nothing: Span = { min: 0, max: 0, discretion: 'may' }

/** "应当罚款" weighs more than "可以罚款" at equal amounts. */
function weigh(old: Span | null, current: Span | null): Weight {
  const duty = (span: Span) => (span.discretion === 'shall' ? 1 : 0)
  const [a, b] = [old ?? nothing, current ?? nothing]
  const cap = (span: Span) => span.cap ?? Number.POSITIVE_INFINITY
  return total([sign(b.min - a.min), sign(b.max - a.max), sign(duty(b) - duty(a)), cap(a) === cap(b) ? 'same' : sign(cap(b) - cap(a))])
}

const sign = (difference: number): Weight => (difference === 0 ? 'same' : difference < 0 ? 'less' : 'more')

function total(weights: Weight[]): Weight {
  const seen = new Set(weights.filter((weight) => weight !== 'same'))
  if (seen.size === 0) return 'same'
  return seen.size === 1 ? ([...seen][0] ?? 'same') : 'mixed'
}
