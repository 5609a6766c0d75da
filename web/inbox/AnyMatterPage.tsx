import { MatterId } from '#contract/common'
import { useMatterPath } from '../kit/house.ts'
import { useParam } from '../kit/param.ts'
import { MatterPage } from '../matter/MatterPage.tsx'

/** A matter whose room has no page of its own: steps, terms and history come from the process alone. */
export function AnyMatterPage() {
  const path = useMatterPath()
  return <MatterPage matterId={useParam('matterId', MatterId)} tabs={[]} opens={path} />
}
