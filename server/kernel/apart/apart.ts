import { Worker } from 'node:worker_threads'
import { Problem } from '#kernel/problem'

/** What a worker answers: its result, or in words why it refuses the file. Whatever else it throws is a fault of ours. */
export type Said<T> = { done: T } | { refused: string }

/** At most two at once: a burst of uploads waits for its turn, and requests go on. */
const atOnce = 2
const memory = 512
let running = 0
const waiting: (() => void)[] = []

interface Apart {
  script: URL
  data: unknown
  seconds: number
  /** The sentence for a file that takes all the time or memory that it is given. */
  tooHeavy: string
}

/** Reads a file that came from outside in a thread of its own: what takes all of the processor or the memory takes nobody's answer (S54). */
export async function apart<T>(work: Apart): Promise<T> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    const said = await run<T>(work)
    if ('refused' in said) throw new Problem('invalid', { what: said.refused })
    return said.done
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

function run<T>({ script, data, seconds, tooHeavy }: Apart): Promise<Said<T>> {
  const refusal = () => new Problem('invalid', { what: tooHeavy })
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memory }, execArgv: [] })
    const timer = setTimeout(() => void worker.terminate(), seconds * 1000)
    worker.once('message', (said: Said<T>) => resolve(said))
    worker.once('error', (error: Error & { code?: string }) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusal() : error))
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(refusal()) // after an answer this changes nothing
    })
  })
}
