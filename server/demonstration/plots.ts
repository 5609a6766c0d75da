import type { ViolationCode } from '#contract/penalty'
import { addDays } from '#kernel/calendar'
import { makeFiction } from './names.ts'
import type { Plot } from './story.ts'

/** A bureau or station that has officers in the demonstration. */
export interface Venue {
  bureauId: string
  handlingId: string
  divisionCode: string
  divisionName: string
}

/** Where stories stop, and how many of a hundred stop there. The rest go as far as today lets them. */
const stops: readonly (readonly [string, number])[] = [
  ['registered', 4],
  ['assigned', 3],
  ['verifying', 6],
  ['proposed', 4],
  ['filed', 4],
  ['investigating', 14],
  ['suspended', 2],
  ['reported', 5],
  ['underReview', 6],
  ['reviewed', 3],
  ['noticed', 6],
  ['decided', 4],
  ['served', 3],
  ['executing', 6],
  ['executed', 4],
  ['closed', 4],
  ['end', 22],
]

const codes: readonly ViolationCode[] = ['TM-103', 'TM-103', 'TM-103', 'TM-101', 'TM-102', 'TM-103', 'PT-103', 'PT-102', 'TM-103', 'TM-106']

/** Draws the plots: which matter, where, since when, how far; the oldest first, so that numbers run with the days. Deterministic by seed and day of birth. */
export function drawPlots(count: number, venues: readonly Venue[], today: string, seed: number): Plot[] {
  const fiction = makeFiction(seed)
  const dice = fiction.random
  const drawn = Array.from({ length: count }, (_, n): Plot => {
    const venue = venueOf(n, venues)
    const until = stopAt(Math.floor(dice() * 100))
    const turnover = 1_000 + Math.floor(dice() * 420) * 100
    const code = codes[n % codes.length]!
    const hearing = n % 23 === 11
    const kind = n % 17 === 4 ? 'complaint' : n % 19 === 7 ? 'simple' : 'penalty'
    // The measures on complaints are in force since 2026-04-15; an older one has no rule that we know.
    const ago = kind === 'complaint' ? Math.floor(dice() * 120) : beginAgo(until, dice())
    return {
      n,
      kind,
      bureauId: venue.bureauId,
      handlingId: venue.handlingId,
      divisionCode: venue.divisionCode,
      place: fiction.address(venue.divisionName),
      begin: addDays(today, -ago),
      until: hearing ? 'end' : until,
      code,
      party: fiction.business(n % 3 === 0 && !hearing ? 'soleTrader' : 'company'),
      turnover,
      hearing,
      fine: hearing ? 120_000 : Math.min(9_000, 500 + Math.round((turnover * (0.2 + dice() * 0.6)) / 100) * 100),
      turn: Math.floor(dice() * 5_040),
    }
  })
  return drawn.sort((a, b) => (a.begin < b.begin ? -1 : 1)).map((plot, n) => ({ ...plot, n }))
}

/** The county that the sign-in page offers, and its stations, get a fourth of the work, so that a visitor finds each state there. */
const showcase = 5
function venueOf(n: number, venues: readonly Venue[]): Venue {
  const shown = venues.slice(0, showcase)
  const all = n % 4 === 0 ? shown : venues
  return all[Math.floor(n / (n % 4 === 0 ? 4 : 1)) % all.length]! // the remainder is an index
}

function stopAt(percent: number): string {
  let sum = 0
  for (const [scene, share] of stops) {
    sum += share
    if (percent < sum) return scene
  }
  return 'end'
}

/** Days before today: unfinished work is recent, with a tail that is overdue; finished work goes back a year and more. */
function beginAgo(until: string, luck: number): number {
  if (['registered', 'assigned', 'verifying', 'proposed'].includes(until)) return 2 + Math.floor(luck ** 3 * 45)
  if (until === 'end' || until === 'closed' || until === 'executed') return 70 + Math.floor(luck * 380)
  return 15 + Math.floor(luck ** 2 * 130)
}
