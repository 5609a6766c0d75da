import type { Standing } from '#contract/courses-learning'
import type { Ctx } from '#kernel/house'
import type { Interval } from './intervals.ts'
import type { OpenLaunch } from './launch.store.ts'
import { standingOf } from './learning.rules.ts'
import { attemptsOf, completionsOf, type Enrolment, factsOf, type Unit } from './unit.store.ts'

interface Asked {
  unit: Unit
  enrolment: Enrolment
  watched: readonly Interval[]
  position: number
  asking: boolean
  over: OpenLaunch['over']
}

const overWords: Record<NonNullable<OpenLaunch['over']>, string> = {
  left: '这次学习已经结束，请重新打开。',
  finished: '课件已经结束，学习记录已保存。',
  elsewhere: '您已在另一个窗口或设备上打开学习内容，这里不再计时。如要在这里继续，请重新打开。',
  expired: '这次学习因长时间没有操作已经结束，请重新打开；已学的部分都已保存。',
}

/** How the unit stands, for the page that is open on it. */
export async function standing(ctx: Ctx, { unit, enrolment, watched, position, asking, over }: Asked): Promise<Standing> {
  const completions = await completionsOf(ctx, enrolment.id)
  const learned = completions.some(({ unitId }) => unitId === unit.id)
  const { progress, missing } = standingOf(factsOf(unit, await attemptsOf(ctx, enrolment.id), learned))
  const { completed_on } = await ctx.tx
    .selectFrom('course_enrolment')
    .select('completed_on')
    .where('id', '=', enrolment.id)
    .executeTakeFirstOrThrow()
  return {
    learned,
    progress,
    missing,
    watched: watched.map(([from, to]) => [from, to]),
    position,
    asking,
    over: over && overWords[over],
    courseCompleted: completed_on !== null,
  }
}
