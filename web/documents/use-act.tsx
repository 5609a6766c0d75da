import { type ReactNode, useState } from 'react'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'

/** An act outside of forms, such as a download: which one is under way, and what it was refused with. */
export function useAct(): { busy: string | null; problem: ReactNode; run: (name: string, work: () => Promise<unknown>) => Promise<void> } {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  return {
    busy,
    problem: problem === null ? null : <ProblemAlert problem={problem} />,
    async run(name, work) {
      setBusy(name)
      setProblem(null)
      try {
        await work()
      } catch (thrown) {
        setProblem(thrown)
      } finally {
        setBusy(null)
      }
    },
  }
}
