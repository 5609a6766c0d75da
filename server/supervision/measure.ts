import type { Month } from '#contract/indicators'
import type { Ctx } from '#kernel/house'
import { figuresOf, indicatorOf } from '#kernel/indicator'
import { Problem } from '#kernel/problem'
import type { TaskRecord } from './task.store.ts'

export type Bound = Pick<TaskRecord, 'indicator' | 'targetOrgId' | 'targetValue' | 'direction' | 'fromMonth' | 'toMonth' | 'leadId'>

export interface Measured {
  value: number | null
  records: number
  percent: number | null
}

/** 绑定指标的进度: the figure of the records over the months of the target; nobody types it. Null: it lies beyond this reader's reach. */
export async function measure(ctx: Ctx, task: Bound): Promise<Measured | null> {
  if (!task.indicator || task.targetValue === null || !task.direction || !indicatorOf(task.indicator)) return null
  try {
    const value = await figureOver(ctx, task)
    return { ...value, percent: value.value === null ? null : percentOf(value.value, task.targetValue, task.direction) }
  } catch (error) {
    if (error instanceof Problem && error.code === 'notFound') return null
    throw error
  }
}

/** Flows are added over the months; of a stock only the last month says something; a ratio is divided once, over all months. */
async function figureOver(ctx: Ctx, { indicator, targetOrgId, leadId, fromMonth, toMonth }: Bound): Promise<Omit<Measured, 'percent'>> {
  const figures = await figuresOf(ctx, {
    indicators: [indicator ?? ''],
    orgId: targetOrgId ?? leadId,
    from: fromMonth as Month, // of the form, by its pattern
    to: toMonth as Month, // likewise
    by: 'self',
  })
  const kind = indicatorOf(indicator ?? '')?.kind
  const last = figures.toSorted((a, b) => (a.month < b.month ? -1 : 1)).at(-1)
  const records = kind === 'stock' ? (last?.records ?? 0) : figures.reduce((sum, figure) => sum + figure.records, 0)
  if (kind === 'stock') return { value: last?.value ?? null, records }
  if (kind === 'ratio') {
    const sum = (part: 'numerator' | 'denominator') => figures.reduce((total, { over }) => total + (over?.[part] ?? 0), 0)
    return { value: sum('denominator') === 0 ? null : (sum('numerator') / sum('denominator')) * 100, records }
  }
  return {
    value: figures.some(({ value }) => value !== null) ? figures.reduce((total, { value }) => total + (value ?? 0), 0) : null,
    records,
  }
}

/** 「不多于」 has no way to go: it is kept or it is not, and no percent says how far. */
export function percentOf(value: number, target: number, direction: 'atLeast' | 'atMost'): number | null {
  if (direction === 'atMost') return null
  if (target === 0) return 100
  return Math.max(0, Math.min(100, Math.floor((value / target) * 100)))
}

export const isReached = ({ targetValue, direction }: Bound, { value }: Measured): boolean =>
  value !== null && targetValue !== null && (direction === 'atMost' ? value <= targetValue : value >= targetValue)

/** Keeps what the figure is today, where it is another than before: the light of every reader rests on it. */
export async function noteFigure(ctx: Ctx, task: TaskRecord): Promise<void> {
  const measured = await measure(ctx, task)
  if (!measured || measured.percent === null || measured.percent === task.progress.at(-1)?.percent) return
  await ctx.tx
    .insertInto('supervised_task_progress')
    .values({ matter_id: task.id, happened_on: ctx.today, percent: measured.percent, figure: measured.value })
    .execute()
}
