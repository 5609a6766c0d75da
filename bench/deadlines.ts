import { cases } from '#cases'
import { addDays, calendarFor, limitOn } from '#kernel/calendar'
import { type Act, clocksOf } from '#kernel/process'

/** Recalculates the clocks of so many leads from their histories; baseline: adding the same number of natural days and nothing else. */
export function benchDeadlines(count: number, say: (text: string) => void): void {
  const calendar = calendarFor()
  const process = cases.processes.find((room) => room.process.name === 'lead')?.process
  if (!process) throw new Error('the case room has no lead process')
  const limit = limitOn('LEAD-VERIFY', '2026-01-05')
  if (!limit?.length) throw new Error('LEAD-VERIFY is not in force')
  const days = Array.from({ length: 300 }, (_, i) => addDays('2025-06-01', i))
  const facts = { fromMediation: false, isPatentPassingOff: false, foundByOneself: true }
  const act = (step: string, day: string, input = {}): Act => ({
    step,
    from: 'verifying',
    to: 'verifying',
    happenedOn: day,
    recordedAt: `${day}T02:00:00Z`,
    input,
  })
  // Verified, extended, with nine days of appraisal that are not counted.
  const history = (day: string): Act[] => [
    act('open', day, { foundOn: day }),
    act('assign', addDays(day, 1)),
    act('recordFindings', addDays(day, 4)),
    act('extendVerification', addDays(day, 9), { length: 15, unit: 'workingDay' }),
  ]
  const appraisal = (day: string) => [{ from: addDays(day, 5), to: addDays(day, 13), reason: '鉴定' }]
  const timed = (work: (day: string) => unknown) => {
    const began = performance.now()
    for (let i = 0; i < count; i++) work(days[i % days.length]!) // the remainder is an index
    return performance.now() - began
  }
  const { length } = limit
  const ours = timed((day) => clocksOf({ process, history: history(day), childIntervals: appraisal(day), facts, calendar }))
  const bare = timed((day) => addDays(day, length))
  say(
    `\ndeadlines of ${count} matters recalculated in ${(ours / 1000).toFixed(2)} s; baseline, adding natural days: ${(bare / 1000).toFixed(2)} s; ratio ${(ours / bare).toFixed(1)}`,
  )
}
