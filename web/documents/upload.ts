import { type FilePurpose, filePurposes, filesApi } from '#contract/files'
import { upload } from '../kit/client.ts'
import type { Sources } from '../kit/sources.ts'

const megabytes = (purpose: FilePurpose) => filePurposes[purpose].maxBytes / 1048576

/** Uploads with the purpose that the file's own kind asks for; the server looks at the content and has the last word. */
export const uploadAs =
  (purposeOf: (file: File) => FilePurpose): Sources['uploadFile'] =>
  async (file, matterId, onProgress) => {
    const fields = { purpose: purposeOf(file), ...(matterId ? { matterId } : {}) }
    const { id, name, bytes } = await upload(filesApi.upload, {}, file, { onProgress, fields })
    return { id, name, size: bytes }
  }

/** What a step or a letter is accompanied by. */
export const documentSources: Pick<Sources, 'uploadFile' | 'fileRules'> = {
  uploadFile: uploadAs(() => 'document'),
  fileRules: {
    accept: '.pdf,.docx,.xlsx,.jpg,.jpeg,.png',
    maxMegabytes: megabytes('document'),
    words: `PDF、Word、Excel、JPG、PNG，每个不超过 ${megabytes('document')} MB。`,
  },
}

const documents = /\.(pdf|docx|xlsx|txt|log|csv|tiff?)$/i

function evidencePurpose(file: File): FilePurpose {
  if (/^image\/(jpeg|png|webp|hei[cf])$/.test(file.type) || /\.hei[cf]$/i.test(file.name)) return 'evidencePhoto'
  if (/\.(mp4|m4v|mov|webm)$/i.test(file.name)) return 'evidenceVideo'
  if (/\.(mp3|m4a|wav|amr|ogg|oga|opus)$/i.test(file.name)) return 'evidenceAudio'
  return documents.test(file.name) ? 'evidenceDocument' : 'evidenceData'
}

export const evidenceSources: Pick<Sources, 'uploadFile' | 'fileRules'> = {
  uploadFile: uploadAs(evidencePurpose),
  fileRules: {
    accept: '',
    maxMegabytes: megabytes('evidenceVideo'),
    words: `照片不超过 ${megabytes('evidencePhoto')} MB，录像和电子数据不超过 ${megabytes('evidenceVideo')} MB；原样保存，不压缩。`,
  },
}
