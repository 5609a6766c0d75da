import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { useHouse, useMatterPath } from '../kit/house.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { useStepWords } from '../matter/step-words.tsx'

/** Any matter by its id alone: it opens in the page of its room; one whose room has none is shown from its process: steps, terms and history. */
export function AnyMatterPage() {
  const matterId = useParam('matterId', MatterId)
  const matter = useQuery(ask(matterApi.read, { params: { matterId } })).data
  const words = useStepWords(matter?.process)
  const { matters } = useHouse()
  const path = useMatterPath()
  if (matter && matters[matter.process]) return <Navigate to={path(matter) as never} replace /> // `never`: the rooms' own paths are text
  return <MatterPage matterId={matterId} tabs={[]} opens={path} detail={words} />
}
