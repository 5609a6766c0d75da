import { useQuery } from '@tanstack/react-query'
import { matterApi } from '#contract/matter'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'

/** What the active duty may begin by a form alone: processes that declare their opening. Nothing for a duty that does not act. */
export const useOpenable = () => useQuery({ ...ask(matterApi.openable, {}), enabled: mayDo(useMe(), 'matter.act'), staleTime: 300_000 })

export const openingPath = (process: string) => `/matters/new/${process}`
