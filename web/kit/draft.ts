import { drop, keep, kept } from './keep.ts'

/** A draft belongs to one person, one matter and one step: whoever sits at the machine next does not see it. */
export interface DraftName {
  personId: string
  matterId: string
  step: string
}

interface Draft {
  savedAt: number
  values: Record<string, unknown>
}

const shelfLife = 7 * 24 * 3600_000
const nameOf = ({ personId, matterId, step }: DraftName) => `draft:${personId}:${matterId}:${step}`

export const saveDraft = (name: DraftName, values: Record<string, unknown>, now = Date.now()) =>
  keep(nameOf(name), { savedAt: now, values } satisfies Draft)

export function readDraft(name: DraftName, now = Date.now()): Draft | null {
  const draft = kept<Draft | null>(nameOf(name), null)
  if (!draft || now - draft.savedAt > shelfLife) return null
  return draft
}

export const dropDraft = (name: DraftName) => drop(nameOf(name))

/** At sign-out: nothing of a case stays on a shared machine. */
export const dropAllDrafts = () => drop('draft:')
