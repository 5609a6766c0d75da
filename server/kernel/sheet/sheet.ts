import { Worker } from 'node:worker_threads'
import { Problem } from '#kernel/problem'
import { type SheetFault, type SheetPlan, type SheetRead, sheetLimits } from './plan.ts'

type Said<T> = { done: T } | { refused: string }

/** At most two at once: a burst of imports waits for its turn, and requests go on. */
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

/** Reads a filled table. Faults of single cells come beside the rows; a file that is no such table is refused as a whole. */
export async function readSheet(bytes: Buffer, plan: SheetPlan): Promise<SheetRead> {
  return inWorker<SheetRead>({ bytes, plan, faults: null })
}

/** The user's own file with red cells, notes and a last column 错误说明. */
export async function markSheet(bytes: Buffer, plan: SheetPlan, faults: readonly SheetFault[]): Promise<Buffer> {
  return Buffer.from(await inWorker<Uint8Array>({ bytes, plan, faults }))
}

async function inWorker<T>(data: { bytes: Buffer; plan: SheetPlan; faults: readonly SheetFault[] | null }): Promise<T> {
  if (data.bytes.length > sheetLimits.bytes)
    throw new Problem('invalid', { what: `文件超过 ${sheetLimits.bytes >> 20} MB，请分成几个文件后再上传。` })
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    const said = await run<T>(data)
    if ('refused' in said) throw new Problem('invalid', { what: said.refused })
    return said.done
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

const tooHeavy = () => new Problem('invalid', { what: '工作簿过于复杂，无法读取。请把数据复制到空白模板后再上传。' })

function run<T>(workerData: unknown): Promise<Said<T>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      execArgv: [],
    })
    const timer = setTimeout(() => void worker.terminate(), sheetLimits.seconds * 1000)
    worker.once('message', (said: Said<T>) => resolve(said))
    worker.once('error', (error: Error & { code?: string }) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : error))
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(tooHeavy()) // after an answer this changes nothing
    })
  })
}
