import { QueryClient, queryOptions, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { AnswerOf, Endpoint } from '#contract/endpoint'
import { type Call, send } from './client.ts'
import { freshKey } from './key.ts'
import { isSomebodyThere } from './presence.ts'
import { ProblemError } from './problem-error.ts'

const worthRetrying = (thrown: unknown) => thrown instanceof ProblemError && (thrown.code === 'busy' || thrown.code === 'offline')

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 5 * 60_000,
      retry: (count, thrown) => count < 2 && worthRetrying(thrown),
      refetchOnReconnect: isSomebodyThere,
    },
    mutations: { retry: false },
  },
})

export const keyOf = (endpoint: Pick<Endpoint, 'path'>, call: { params?: unknown; query?: unknown } = {}) =>
  [endpoint.path, call.params ?? {}, call.query ?? {}] as const

/** A read as TanStack Query wants it: `useQuery(ask(casesApi.read, { params: { caseId } }))`. */
export const ask = <E extends Endpoint>(endpoint: E, call: Call<E>) =>
  queryOptions({ queryKey: keyOf(endpoint, call), queryFn: ({ signal }) => send(endpoint, call, { signal }) })

/** What is shown from these endpoints is read again, whatever their parameters. */
export const refresh = (...endpoints: readonly Pick<Endpoint, 'path'>[]) =>
  Promise.all(endpoints.map(({ path }) => queryClient.invalidateQueries({ queryKey: [path] })))

interface Sent<A> {
  done?: (answer: A) => void
  /** Reads that this act makes old. */
  refreshes?: readonly Pick<Endpoint, 'path'>[]
}

/**
 * A write. The key stays the same while the same content is sent again (an answer may have been lost on the way), and changes with the content.
 * `const file = useSend(casesApi.file, { refreshes: [casesApi.list] })` then `file.mutate({ body })`.
 */
export function useSend<E extends Endpoint>(endpoint: E, { done, refreshes = [] }: Sent<AnswerOf<E>> = {}) {
  const last = useRef({ content: '', key: '' })
  return useMutation<AnswerOf<E>, unknown, Call<E>>({
    mutationFn: (call) => {
      const content = JSON.stringify(call)
      if (last.current.content !== content) last.current = { content, key: freshKey() }
      return send(endpoint, call, { key: last.current.key })
    },
    onError: (thrown) => {
      // Refused is answered: sent again it is a new act. Without an answer nobody knows, and the key must stay.
      if (!worthRetrying(thrown)) last.current = { content: '', key: '' }
    },
    onSuccess: async (answer) => {
      last.current = { content: '', key: '' }
      await refresh(...refreshes)
      done?.(answer)
    },
  })
}
