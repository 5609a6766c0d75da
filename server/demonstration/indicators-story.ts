import type { OrgId } from '#contract/common'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { enqueue, type InService } from '#kernel/jobs'
import type { Stage } from './stage.ts'
import { Curtain } from './story.ts'

/** What is counted by night alone: without a night the boards of a new demonstration would be empty. */
const nightly = ['cases.missed', 'hours.countCovered', 'people.countOfficers'] as const

/** 指标: the one target that a document gives in figures, set by the office; and the counts of the first night. */
export async function walkIndicators(stage: Stage, inService: InService, today: string): Promise<void> {
  const province = await inService(async (ctx) => {
    for (const job of nightly) await enqueue(ctx.tx, job, {}, { key: `demonstration:${job}` })
    return ctx.tx.selectFrom('org').select('id').where('kind', '=', 'province').executeTakeFirst()
  })
  const office = province && stage.at(province.id, 'coordinator')[0]
  if (!office) return
  try {
    stage.day = today
  } catch (error) {
    // The platform is about to stop; the next start enters it.
    if (error instanceof Curtain) return
    throw error
  }
  const room = stage.as(office, indicatorsApi)
  const params = { indicatorId: 'training.platformSessions' }
  const year = Number(today.slice(0, 4))
  const { targets } = await room.figures({ params, query: {} })
  // A start that goes on where a stop left it sets nothing twice.
  if (targets.some((one) => one.year === year)) return
  const source = '闽市监知运〔2024〕231号一（一）：每月最少开展一期，全年合计'
  await room.setTarget({ params, body: { orgId: province.id as OrgId, year, value: 12, source, mark: 'verified' } }) // the table's own key
}
