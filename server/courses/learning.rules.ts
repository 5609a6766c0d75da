import type { UnitKind } from '#contract/courses'

/** All that decides whether a unit is learned. */
export interface UnitFacts {
  kind: UnitKind
  share: number
  minutes: number
  /** Of a film. */
  duration: number | null
  items: readonly { id: string; title: string }[]
  attempts: readonly { item: string; seconds: number; satisfied: boolean; success: string | null }[]
  learned: boolean
}

export interface UnitStanding {
  /** 0 to 1 of what is asked. */
  progress: number
  rule: string
  /** Null: nothing is missing any more. */
  missing: string | null
  satisfied: boolean
}

/** 完成条件: what completes a unit, and what is still missing, in words. What was learned once stays learned. */
export function standingOf(unit: UnitFacts): UnitStanding {
  const standing = rules[unit.kind](unit)
  return unit.learned ? { ...standing, progress: 1, missing: null, satisfied: true } : standing
}

const ofFilm = ({ share, duration, attempts }: UnitFacts): UnitStanding => {
  const needed = share * (duration ?? 0)
  const watched = attempts[0]?.seconds ?? 0
  const isEnough = watched >= needed
  return {
    progress: needed === 0 ? 0 : Math.min(watched / needed, 1),
    rule: `观看不少于 ${Math.round(share * 100)}%（${spoken(needed)}）；拖动跳过的部分不计`,
    missing: isEnough ? null : `还需观看 ${spoken(needed - watched)}`,
    satisfied: isEnough,
  }
}

const ofDocument = ({ minutes, attempts }: UnitFacts): UnitStanding => {
  const read = attempts[0]?.seconds ?? 0
  const left = minutes * 60 - read
  const isConfirmed = attempts.some((attempt) => attempt.satisfied)
  return {
    progress: isConfirmed ? 1 : minutes === 0 ? 0 : Math.min(read / (minutes * 60), 1) * 0.9,
    rule: minutes > 0 ? `阅读满 ${minutes} 分钟并确认读完` : '打开阅读并确认读完',
    missing: isConfirmed ? null : left > 0 ? `还需阅读 ${spoken(left)}` : '还没有确认读完',
    satisfied: isConfirmed,
  }
}

const ofPackage = ({ items, attempts }: UnitFacts): UnitStanding => {
  const open = items.filter(({ id }) => !attempts.some((attempt) => attempt.item === id && attempt.satisfied))
  const failed = new Set(attempts.filter((attempt) => attempt.success === 'failed' && !attempt.satisfied).map((attempt) => attempt.item))
  const named = open.map(({ id, title }) => (failed.has(id) ? `${title}（未通过）` : title))
  return {
    progress: items.length === 0 ? 0 : (items.length - open.length) / items.length,
    rule: items.length > 1 ? `完成课件的全部 ${items.length} 个部分，以课件报告的结果为准` : '完成课件，以课件报告的结果为准',
    missing: open.length === 0 ? null : `课件还没有报告完成：${named.slice(0, 5).join('、')}${named.length > 5 ? ' 等' : ''}`,
    satisfied: items.length > 0 && open.length === 0,
  }
}

const ofQuiz = ({ attempts }: UnitFacts): UnitStanding => {
  const isPassed = attempts.some((attempt) => attempt.satisfied)
  return {
    progress: isPassed ? 1 : 0,
    rule: '在“考试”中参加并合格，成绩公布后计入',
    missing: isPassed ? null : '还没有合格的考试成绩',
    satisfied: isPassed,
  }
}

const rules: Record<UnitKind, (unit: UnitFacts) => UnitStanding> = {
  video: ofFilm,
  document: ofDocument,
  scorm12: ofPackage,
  scorm2004: ofPackage,
  cmi5: ofPackage,
  quiz: ofQuiz,
}

/** Rounded up: «0 分 0 秒» missing would be nobody's reason. */
export function spoken(seconds: number): string {
  const whole = Math.max(Math.ceil(seconds), 0)
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  return minutes === 0 ? `${rest} 秒` : rest === 0 ? `${minutes} 分钟` : `${minutes} 分 ${rest} 秒`
}
