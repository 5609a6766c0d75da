import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore as TusFolder } from '@tus/file-store'
import { Server as Tus, Upload } from '@tus/server'
import type { Partials } from './store.ts'

/** The address below which pieces are sent; `HEAD` says how far a file is, `PATCH` brings the next piece. */
export const partialsBase = '/uploads'

/** Whoever was cut off in the evening goes on in the morning. */
const keptFor = 24 * 60 * 60 * 1000

/**
 * A folder of files on their way, by the tus protocol. What was received lies there after a cut line, in another browser and after a
 * restart. Files are begun by us alone, not by the protocol's own POST: who, what for and how big is judged before the first byte.
 */
export function openPartials(folder: string): Partials {
  // Made when it is first needed: the library touches the folder as soon as it knows of it.
  let made: { store: TusFolder; tus: Tus } | null = null
  const parts = () => {
    if (made) return made
    const store = new TusFolder({ directory: folder })
    made = { store, tus: new Tus({ path: partialsBase, datastore: store, relativeLocation: true, allowedOrigins: [] }) }
    return made
  }
  const drop = async (id: string) => {
    for (const name of [id, `${id}.json`]) await rm(join(folder, name), { force: true })
  }
  return {
    async begin(id, bytes) {
      await parts().store.create(new Upload({ id, size: bytes, offset: 0 }))
    },
    received: (id) =>
      parts()
        .store.getUpload(id)
        .then(
          (upload) => upload.offset,
          () => null,
        ),
    serve: (request, response) => parts().tus.handle(request, response),
    open: (id) => createReadStream(join(folder, id)),
    drop,
    async sweep() {
      let swept = 0
      for (const name of (await readdir(folder)).filter((one) => !one.endsWith('.json'))) {
        const found = await stat(join(folder, name)).catch(() => null)
        if (!found || Date.now() - found.mtimeMs < keptFor) continue
        await drop(name)
        swept += 1
      }
      return swept
    },
  }
}
