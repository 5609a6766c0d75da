import { parentPort, workerData } from 'node:worker_threads'
import { markFaults } from './mark.ts'
import type { SheetFault, SheetPlan } from './plan.ts'
import { readRows } from './read.ts'
import { BadSheet } from './zip.ts'

// `inWorker` of sheet.ts is the only one who starts this thread, with exactly these data.
const { bytes, plan, faults } = workerData as { bytes: Uint8Array; plan: SheetPlan; faults: SheetFault[] | null }

try {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  parentPort?.postMessage({ done: faults ? await markFaults(file, plan, faults) : await readRows(file, plan) })
} catch (error) {
  if (!(error instanceof BadSheet)) throw error
  parentPort?.postMessage({ refused: error.message })
}
