import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { inboxApi } from '#contract/inbox'
import { ask } from '../kit/query.ts'

const minute = 60_000
/** After so long without a key or a pointer nobody sits here: asking on would keep a session alive that should end after its thirty minutes. */
const awayAfter = 10 * minute
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

function useIsThere() {
  const [isThere, setThere] = useState(true)
  useEffect(() => {
    let timer = setTimeout(() => setThere(false), awayAfter)
    const stir = () => {
      clearTimeout(timer)
      setThere(true)
      timer = setTimeout(() => setThere(false), awayAfter)
    }
    for (const sign of signs) window.addEventListener(sign, stir, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, stir)
    }
  }, [])
  return isThere
}

/**
 * The counts of bell and workbench. Asked once a minute while the tab is seen and somebody is there, and at once when the window gets the focus
 * or the network comes back. No event stream: it would hold a connection for each of thirty thousand tabs, hangs behind many office proxies,
 * and brings nothing here that has to be known within seconds.
 */
export function useCounts() {
  const isThere = useIsThere()
  return useQuery({
    ...ask(inboxApi.counts, {}),
    staleTime: 5_000,
    refetchInterval: isThere ? minute : false,
    refetchOnWindowFocus: true,
    refetchOnReconnect: true,
  })
}

export const countWords = (count: number, atMost: number) => (count >= atMost ? `${atMost - 1}+` : String(count))
