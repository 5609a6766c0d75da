import { useQuery } from '@tanstack/react-query'
import { inboxApi } from '#contract/inbox'
import { useIsThere } from '../kit/presence.ts'
import { ask } from '../kit/query.ts'

/**
 * The counts of bell and workbench. Asked once a minute while the tab is seen and somebody is there, and at once when the window gets the focus
 * or the network comes back. No event stream: it would hold a connection for each of thirty thousand tabs, hangs behind many office proxies,
 * and brings nothing here that has to be known within seconds.
 */
export function useCounts() {
  return useQuery({
    ...ask(inboxApi.counts, {}),
    staleTime: 5_000,
    refetchInterval: useIsThere() && 60_000,
    refetchOnWindowFocus: true,
  })
}

export const countWords = (count: number, atMost: number) => (count >= atMost ? `${atMost - 1}+` : String(count))
