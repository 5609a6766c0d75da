/** A piece of a film in seconds. A list of them is sorted, and no two touch. */
export type Interval = readonly [from: number, to: number]

/** What the page of a film says each ten seconds, and when the server heard it, in seconds of the server's clock. */
export interface Beat {
  launch: string
  serial: number
  heardAt: number
  position: number
  playing: boolean
  rate: number
}

export interface Limits {
  /** As fast as it may be watched, whatever the page says. */
  maxRate: number
  /** Of the film itself, read from its header. */
  duration: number
}

/** A page that was silent for longer slept: nobody knows what was seen meanwhile. */
const longestGap = 65
/** More pieces than a film of a day leaves; a page that makes crumbs of it gets no more. */
const mostPieces = 5000
/** A position further on than time allows by more than this was jumped to. Less is the unsteadiness of a line. */
const jitter = 3

export interface Watched {
  intervals: readonly Interval[]
  /** Seconds of film that passed by the clock and were not credited yet: what a late beat leaves for an early one. Never more than `jitter`. */
  budget: number
  last: Beat | null
}

export const nothingWatched: Watched = { intervals: [], budget: 0, last: null }

/**
 * Credits what lies between the last beat and this one, as far as the clock of the server allows; a jump credits nothing, an old or repeated beat nothing,
 * and a beat from another launch only begins anew. So what is credited is never more than the time that passed, whatever the page says.
 */
export function hear(watched: Watched, beat: Beat, { maxRate, duration }: Limits): Watched {
  const { last, intervals } = watched
  if (last && last.launch === beat.launch && beat.serial <= last.serial) return watched
  const position = inMilliseconds(Math.min(Math.max(beat.position, 0), duration))
  const heard = { ...beat, position }
  if (!last || last.launch !== beat.launch || !last.playing) return { intervals, budget: 0, last: heard }
  const elapsed = beat.heardAt - last.heardAt
  const moved = position - last.position
  if (elapsed <= 0 || elapsed > longestGap || moved < 0) return { intervals, budget: 0, last: heard }
  const allowed = watched.budget + elapsed * Math.min(Math.max(last.rate, 0.25), maxRate)
  if (moved > allowed + jitter) return { intervals, budget: 0, last: heard }
  const credited = inMilliseconds(Math.min(moved, allowed))
  const joined = credited > 0 ? united(intervals, [last.position, inMilliseconds(last.position + credited)]) : intervals
  return {
    intervals: joined.length > Math.max(mostPieces, intervals.length) ? intervals : joined,
    budget: Math.min(allowed - credited, jitter),
    last: heard,
  }
}

/** Down: what is rounded is never more than what was. A hair more makes up for how such numbers are kept. */
const inMilliseconds = (seconds: number): number => Math.floor(seconds * 1000 + 1e-6) / 1000

/** The same from the whole log, in whatever order and however often its lines came: each counts once, at the moment when it was heard first. */
export function watchedFrom(beats: readonly Beat[], limits: Limits): Watched {
  const inOrder = [...beats].sort((a, b) => a.heardAt - b.heardAt || a.launch.localeCompare(b.launch) || a.serial - b.serial)
  return inOrder.reduce((watched, beat) => hear(watched, beat, limits), nothingWatched)
}

/** Seconds that passed while a document lay open before somebody: as for a film, without a position. */
export function readingSeconds(last: Pick<Beat, 'heardAt' | 'playing'> | null, heardAt: number): number {
  if (!last?.playing) return 0
  const elapsed = heardAt - last.heardAt
  return elapsed > 0 && elapsed <= longestGap ? elapsed : 0
}

export function united(intervals: readonly Interval[], added: Interval): Interval[] {
  const joined: Interval[] = []
  for (const [from, to] of [...intervals, added].sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1)
    if (before && from <= before[1]) joined[joined.length - 1] = [before[0], Math.max(before[1], to)]
    else joined.push([from, to])
  }
  return joined
}

export const secondsOf = (intervals: readonly Interval[]): number => intervals.reduce((sum, [from, to]) => sum + to - from, 0)
