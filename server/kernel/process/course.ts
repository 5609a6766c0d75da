import type { Process } from './declaration.ts'

/** The usual way of a process: the states that it reaches by steps that are its work, in their declared order. What is only possible, an ending aside or a pause, is none of it. */
export function usualCourse<Facts>({ states, steps, start }: Pick<Process<Facts>, 'states' | 'steps' | 'start'>): string[] {
  const reached = new Set([start])
  const rules = Object.values(steps).filter((rule) => !rule.optional)
  for (let before = 0; before < reached.size; ) {
    before = reached.size
    for (const rule of rules) if (rule.to && rule.from.some((state) => reached.has(state))) reached.add(rule.to)
  }
  return Object.keys(states).filter((state) => reached.has(state))
}
