import type { Process } from './declaration.ts'

/**
 * The usual way of a process from a state on: from each state by the first of its declared steps that is work, to an end. The other answers,
 * a refusal or a pause, are none of it: two ends in one row would say that the one follows the other.
 */
export function usualCourse<Facts>({ states, steps, start }: Pick<Process<Facts>, 'states' | 'steps' | 'start'>, from = start): string[] {
  const way = [from]
  const moves = Object.values(steps).filter((rule) => !rule.optional)
  for (let at: string | undefined = from; at !== undefined && !states[at]?.end; ) {
    const here: string = at
    at = moves.find(({ to, from: places }) => to !== undefined && places.includes(here) && !way.includes(to))?.to
    if (at !== undefined) way.push(at)
  }
  return way
}
