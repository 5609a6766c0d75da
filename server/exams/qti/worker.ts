import { parentPort, workerData } from 'node:worker_threads'
import { readQti } from './package.ts'
import { BadQti } from './tree.ts'

// `apart` of question.exchange.ts is the only one who starts this thread, with exactly these data.
const { bytes } = workerData as { bytes: Uint8Array }

try {
  parentPort?.postMessage({ done: readQti(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) })
} catch (error) {
  if (!(error instanceof BadQti)) throw error
  parentPort?.postMessage({ refused: error.message })
}
