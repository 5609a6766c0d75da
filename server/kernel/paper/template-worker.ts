import { parentPort, workerData } from 'node:worker_threads'
import type { TemplateWork } from './template.ts'
import { addMark, BadTemplate, fill, readTags } from './template-file.ts'

// `apart` is started with exactly these data, and only by template.ts.
const work = workerData as TemplateWork
const file = Buffer.from(work.bytes.buffer, work.bytes.byteOffset, work.bytes.byteLength)

function answer(): Promise<unknown> {
  if (work.task === 'read') return readTags(file)
  return work.task === 'mark' ? addMark(file, work.mark) : fill(file, work.filling, work.mark)
}

try {
  parentPort?.postMessage({ done: await answer() })
} catch (error) {
  if (!(error instanceof BadTemplate)) throw error
  parentPort?.postMessage({ refused: error.message })
}
