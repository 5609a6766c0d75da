import { dayTime } from '../kit/day.ts'

/** From when to when; the day is said once where it is the same. */
export function spanWords(from: string, to: string): string {
  const [first, second] = [dayTime(from), dayTime(to)]
  return `${first} 至 ${second.slice(0, 10) === first.slice(0, 10) ? second.slice(11) : second}`
}
