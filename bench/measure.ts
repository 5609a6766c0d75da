import http from 'node:http'

/** Times in milliseconds of one load. */
export interface Times {
  p50: number
  p95: number
  perSecond: number
}

export interface Load {
  url: string
  headers: Record<string, string>
  clients: number
  seconds: number
}

/** So many clients ask one after the other over kept connections, each as fast as it is answered. Any answer but 200 stops the bench. */
export async function ask({ url, headers, clients, seconds }: Load): Promise<Times> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
  const until = performance.now() + seconds * 1000
  const times: number[] = []
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const began = performance.now()
        await once(url, headers, agent)
        times.push(performance.now() - began)
      }
    }),
  )
  agent.destroy()
  return summary(times, seconds)
}

export function summary(times: number[], seconds: number): Times {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), perSecond: times.length / seconds }
}

function once(url: string, headers: Record<string, string>, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers, agent }, (answer) => {
        answer.resume()
        answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${answer.statusCode}`))))
      })
      .once('error', reject)
  })
}

/** The middle of several rounds: single figures move on a shared machine, ratios of one round hold. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const fixed = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)

export function line(name: string, ours: readonly Times[], baseline: readonly Times[]): string {
  const of = (rounds: readonly Times[], key: keyof Times) => fixed(median(rounds.map((round) => round[key])))
  const ratio = fixed(median(ours.map((round, i) => round.p95 / (baseline[i]?.p95 ?? Number.NaN))))
  return `${name.padEnd(34)} p50 ${of(ours, 'p50')} ms, p95 ${of(ours, 'p95')} ms; baseline p50 ${of(baseline, 'p50')} ms, p95 ${of(baseline, 'p95')} ms; p95 ratio ${ratio}`
}
