import { apart } from '#kernel/apart'
import { Problem } from '#kernel/problem'
import { type SheetFault, type SheetPlan, type SheetRead, sheetLimits } from './plan.ts'

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
  return apart<T>({
    script: new URL('./worker.ts', import.meta.url),
    data,
    seconds: sheetLimits.seconds,
    tooHeavy: '工作簿过于复杂，无法读取。请把数据复制到空白模板后再上传。',
  })
}
