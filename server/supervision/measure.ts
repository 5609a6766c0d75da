import type { Month } from '#contract/indicators'
import type { Ctx } from '#kernel/house'
import { countingOf, figuresOf, type Indicator, indicatorOf, totalOf } from '#kernel/indicator'
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
  const indicator = indicatorOf(task.indicator ?? '')
  if (!indicator || task.targetValue === null || !task.direction) return null
  try {
    const value = await figureOver(ctx, indicator, task)
    return { ...value, percent: value.value === null ? null : percentOf(value.value, task.targetValue, task.direction) }
  } catch (error) {
    if (error instanceof Problem && error.code === 'notFound') return null
    throw error
  }
}

async function figureOver(ctx: Ctx, indicator: Indicator, task: Bound): Promise<Omit<Measured, 'percent'>> {
  const figures = await figuresOf(ctx, {
    indicators: [indicator.id],
    orgId: task.targetOrgId ?? task.leadId,
    from: task.fromMonth as Month, // of the form, by its pattern
    to: task.toMonth as Month, // likewise
    by: 'self',
  })
  const { value = null, records = 0 } = totalOf(countingOf(indicator), figures) ?? {}
  return { value, records }
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
  const last = task.progress.at(-1)?.percent
  // A figure that is gone again (what was divided by was taken back) says nothing: the percent of before must not go on speaking for it.
  const percent = measured?.value === null && last !== undefined ? 0 : measured?.percent
  if (!measured || percent === undefined || percent === null || percent === last) return
  await ctx.tx
    .insertInto('supervised_task_progress')
    .values({ matter_id: task.id, happened_on: ctx.today, percent, figure: measured.value })
    .execute()
}
