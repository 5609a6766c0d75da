import { parentPort, workerData } from 'node:worker_threads'
import { BadPackage } from './fault.ts'
import { lookAt } from './look.ts'

// `apart` is started with exactly these data, and only by take.ts.
const { file } = workerData as { file: string }

try {
  parentPort?.postMessage({ done: lookAt(file) })
} catch (error) {
  if (!(error instanceof BadPackage)) throw error
  parentPort?.postMessage({ refused: error.message })
}
