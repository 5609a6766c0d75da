import { Upload as Tus } from 'tus-js-client'
import type { FilePurpose } from '#contract/files'
import { type UploadId, uploadsApi } from '#contract/uploads'
import { send } from '../kit/client.ts'
import { keep, kept } from '../kit/keep.ts'
import { noAnswer, problemOf } from '../kit/problem-error.ts'

/** Small enough that a cut loses little, large enough that a film is not a thousand requests. */
const piece = 8 * 1024 * 1024

export interface Going {
  /** Stops sending; what is there stays there for a day. */
  pause(): void
}

/** The same file chosen again goes on where it broke off: by name, size and day of change, on this machine. */
const nameOf = (purpose: FilePurpose, file: File) => `upload:${purpose}:${file.name}:${file.size}:${file.lastModified}`

interface Begun {
  uploadId: UploadId
  address: string
}

async function begin(purpose: FilePurpose, file: File): Promise<Begun> {
  const key = nameOf(purpose, file)
  const before = kept<Begun | null>(key, null)
  if (before) {
    const known = await send(uploadsApi.read, { params: { uploadId: before.uploadId } }, { quiet: true }).catch(() => null)
    if (known && !known.taken && known.bytes === file.size) return before
  }
  const begun = await send(uploadsApi.begin, { body: { purpose, name: file.name, bytes: file.size } })
  keep(key, begun)
  return begun
}

/** 断点续传: asked first, sent in pieces, and tried again by itself when the line comes back. Answers when every byte is there. */
export async function uploadInPieces(
  purpose: FilePurpose,
  file: File,
  { onProgress, onBegin }: { onProgress: (share: number) => void; onBegin: (going: Going) => void },
): Promise<UploadId> {
  const { uploadId, address } = await begin(purpose, file)
  await new Promise<void>((done, fail) => {
    const upload = new Tus(file, {
      uploadUrl: address,
      chunkSize: piece,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
      // Its own memory would keep addresses that are no longer ours.
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => onProgress(total ? sent / total : 0),
      onSuccess: () => done(),
      onError: (error) => {
        const response = 'originalResponse' in error ? error.originalResponse : null
        fail(response ? problemOf(response.getStatus(), parsed(response.getBody())) : noAnswer())
      },
    })
    onBegin({ pause: () => void upload.abort() })
    upload.start()
  })
  keep(nameOf(purpose, file), null)
  return uploadId
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
