import { randomUUID } from 'node:crypto'

/** The proxy's id if it is one, so that its log and ours can be laid side by side; a stranger's text never gets into our lines. */
export function requestIdFrom(header: unknown): string {
  return typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : randomUUID()
}
