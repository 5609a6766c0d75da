import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** What code adds to the ledger; changes of protected rows are written by triggers and nobody calls anything (S28). */
export interface Note {
  action: 'read' | 'export' | 'download' | 'signIn' | 'signOut' | 'refuse' | 'job'
  object: string
  objectId?: string | null
  outcome?: 'done' | 'refused' | 'failed'
  /** No secret, no full personal number (S36): ids, counts, codes. */
  detail?: Record<string, unknown>
}

export async function note(tx: Tx, { action, object, objectId, outcome, detail }: Note): Promise<void> {
  await sql`select ledger.note(${action}, ${object}, ${objectId ?? null}, ${outcome ?? 'done'}, ${detail ? JSON.stringify(detail) : null}::jsonb)`.execute(
    tx,
  )
}
