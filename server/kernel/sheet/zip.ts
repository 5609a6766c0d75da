import { type ArchiveFault, BadArchive, readArchive } from '#kernel/archive'
import { sheetLimits } from './plan.ts'

/** What a user can understand about a file that is refused. */
export class BadSheet extends Error {}

const sentences: Record<ArchiveFault, string> = {
  notArchive: '这不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 另存为 .xlsx 后再上传。',
  tooMany: '工作簿内的部件太多，请把数据复制到空白模板后再上传。',
  locked: '工作簿设有打开密码，请取消密码后再上传。',
  tooLarge: '工作簿解压后过大，请删除多余的行、列、图片后再上传。',
  broken: '工作簿已损坏，请重新保存后再上传。',
}

/** An .xlsx is a zip: looked into before the library unpacks it. */
export function checkArchive(bytes: Buffer): void {
  try {
    readArchive(bytes, sheetLimits)
  } catch (error) {
    if (error instanceof BadArchive) throw new BadSheet(sentences[error.fault])
    throw error
  }
}
