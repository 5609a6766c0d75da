import type { Ctx } from '#kernel/house'
import { historyOf, type MatterRow, type Taken, takeOff } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { procedure } from './heads.ts'
import { askedToWithdraw, hadToWithdraw, ranksOf, recusalSteps } from './recusal.ts'

/** 决定回避: at once, from the case and from what is open below it. */
export async function decideRecusal(
  ctx: Ctx,
  matter: MatterRow,
  { step, happenedOn, input: { person, granted } }: Taken<{ person: string; granted: boolean }>,
): Promise<void> {
  const wrong = (message: string) => new Problem('invalid', { issues: [{ path: 'person', message }] })
  // The decision that is being taken stands in the history already.
  const before = (await historyOf(ctx, matter.id)).slice(0, -1)
  if (!askedToWithdraw(before).includes(person)) throw wrong('没有针对该人员的回避申请')
  const rank = (await ranksOf(ctx, matter.ownerOrgId, [person])).get(person)
  if (rank !== recusalSteps[step]) throw wrong('该人员的回避不由本步骤决定（程序规定第四条）')
  if (granted) await takeOff(ctx, matter, person, happenedOn)
}

/** Whoever had to withdraw does not come back by another door (art. 4). */
export async function refuseWithdrawn(ctx: Ctx, matter: MatterRow, persons: readonly string[]): Promise<void> {
  const gone = hadToWithdraw(await historyOf(ctx, matter.id))
  if (!persons.some((person) => gone.includes(person))) return
  throw new Problem('closed', { what: '指定办案人员', why: '所选人员中有已经决定回避的人员', basis: `${procedure}第四条` })
}
