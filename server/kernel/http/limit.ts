import { Problem } from '#kernel/problem'

/**
 * Requests a minute, by class of route (S88). An account is counted once it is known, whatever cookie it sends; what comes before that is
 * counted by network address, wide enough for an office behind one address, and narrow for sign-in, which has its own lock besides (S5).
 */
export const limits = {
  account: { GET: 600, POST: 240 },
  /** Another platform that sends its records by batches. */
  client: { GET: 1200, POST: 1200 },
  /** One course in one learner's browser. */
  launch: { GET: 300, POST: 240 },
  /** A network that sends wrong credentials: beyond this nothing more of it is written down, and it waits. */
  stranger: { GET: 60, POST: 60 },
  network: { GET: 6000, POST: 2400, anyone: 60 },
}

/** How many within the running minute, for each key. Kept in this process: with several, each has its own count. */
export function minuteLimit(now: () => number = Date.now): (key: string, most: number) => void {
  let minute = 0
  let counts = new Map<string, number>()
  return (key, most) => {
    const present = Math.floor(now() / 60_000)
    if (present !== minute) [minute, counts] = [present, new Map()]
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count > most) throw new Problem('tooMany', { seconds: 60 - (Math.floor(now() / 1000) % 60) })
  }
}
