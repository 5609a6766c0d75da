import { sql } from 'kysely'
import type { StoredFile } from '#contract/files'
import { filePurposes, filesApi } from '#contract/files'
import { filesOfMatter, keepFile, readFileRow } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { type Download, type Handlers, routesOf } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { demandWriter } from './paper.rules.ts'
import { reachableMatter } from './paper.service.ts'

/** A file without a matter belongs to who brought it, and nobody else sees it: an import's table. Who acts by a grant brings what he answers with. */
async function demandPlace(ctx: Ctx, matterId: string | undefined): Promise<void> {
  if (!matterId) return
  const matter = await reachableMatter(ctx, matterId)
  const { rows } = await sql<{ is: boolean }>`select authority.acts_by_grant(${matterId}) "is"`.execute(ctx.tx)
  if (!rows[0]?.is || matter.closed) demandWriter(ctx.actor, matter, '上传文件')
}

async function downloadFile(ctx: Ctx, id: string): Promise<Download> {
  const file: StoredFile = await readFileRow(ctx, id)
  if (filePurposes[file.purpose].evidence) {
    throw new Problem('closed', { what: '直接下载证据文件', why: '证据的查看、复制都要记入保管链', todo: '请在案件的证据页面打开。' })
  }
  await note(ctx.tx, { action: 'download', object: 'file', objectId: id })
  return { name: file.name, mediaType: file.mediaType, content: ctx.house.files.open(file.sha256) }
}

const handlers: Handlers<typeof filesApi> = {
  async upload(ctx, { body, request }) {
    await demandPlace(ctx, body.matterId)
    return keepFile(ctx, { ...body, ...request.upload() })
  },
  download: (ctx, { params }) => downloadFile(ctx, params.fileId),
  async list(ctx, { params }) {
    await reachableMatter(ctx, params.matterId)
    return filesOfMatter(ctx, params.matterId)
  },
}

export const filesRoutes = routesOf('files', filesApi, handlers)
