import type { z } from 'zod'
import type { penaltySteps } from '#contract/case-steps'
import type { Ctx } from '#kernel/house'
import type { MatterRow, Taken } from '#kernel/matter'
import { caseOf } from './case.store.ts'
import { openLead } from './lead.service.ts'
import { partiesOf } from './party.store.ts'

/** 对商品提供者另立线索: what the case knows already stands in the lead, and both are tied as 上下游. Where it belongs to another bureau, the lead goes there. */
export async function openSupplierLead(
  ctx: Ctx,
  matter: MatterRow,
  { happenedOn, input }: Taken<z.output<typeof penaltySteps.openSupplierLead>>,
): Promise<void> {
  const { name, kind, address, phone, place, content } = input
  const { violationCode, findings } = await caseOf(ctx, matter.id)
  const sellers = (await partiesOf(ctx, matter.id)).map((party) => party.name).join('、')
  await openLead(ctx, {
    source: 'inspection',
    sourceNote: matter.number ? `办理${matter.number}案发现` : undefined,
    foundOn: happenedOn,
    place,
    content: content || `${sellers}说明其销售的涉案商品由${name}提供。${findings ?? ''}`.slice(0, 5000),
    violationCode,
    parties: [{ name, kind, address, phone, outsideProvince: false }],
    files: [],
    origin: matter.id,
    tie: 'chain',
  })
}
