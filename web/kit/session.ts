import { focusManager, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Permission } from '#contract/endpoint'
import { type Me, sessionApi } from '#contract/session'
import { send } from './client.ts'
import { useIsThere } from './presence.ts'
import { keyOf } from './query.ts'

/** Quiet: at the very first call there is no page yet to put a sign-in dialog over. */
export const meQuery = queryOptions({
  queryKey: keyOf(sessionApi.me),
  queryFn: ({ signal }) => send(sessionApi.me, {}, { signal, quiet: true }),
  staleTime: 60_000,
})

/** Who sits here, in which duty. Only under the shell, which has asked before it draws anything. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** Duties and counts change while somebody works. Asked by one place, the shell, and not for a chair that is empty. */
export function useSessionWatch() {
  const isThere = useIsThere()
  useQuery({ ...meQuery, refetchInterval: isThere && 5 * 60_000 })
  // Who comes back sees what is so now, as after a change of window.
  useEffect(() => {
    if (isThere) focusManager.onFocus()
  }, [isThere])
}

export const mayDo = (me: Me, needs: Permission | undefined) =>
  needs === undefined || needs === 'anyone' || needs === 'signedIn' || me.mayDo.indexOf(needs) >= 0

export const activeDuty = (me: Me) => me.duties.find((duty) => duty.active) ?? null
