import { useNavigate } from '@tanstack/react-router'
import type { Opening } from './types.ts'

/** A click on something drawn goes where its link in the table goes. */
export function useOpening() {
  const navigate = useNavigate()
  return (opens: Opening | null | undefined) => {
    if (opens) navigate({ to: opens.to, search: (opens.search ?? {}) as never }) // `never`: the router is not told each page's search
  }
}
