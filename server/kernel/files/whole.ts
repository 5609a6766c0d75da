import type { StoredFile } from '#contract/files'
import type { Tx } from '#kernel/db'
import type { Ctx } from '#kernel/house'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'

/** What was found when a content was read again in full. */
export async function keepCheck(tx: Tx, sha256: string, whole: boolean): Promise<void> {
  await tx.insertInto('blob_check').values({ sha256, whole }).execute()
}

/**
 * Reads the whole content again before anybody gets it. One changed bit is refused with an alarm, and what was found is kept although the
 * request is refused (S59). `also` writes what the room keeps of it.
 */
export async function demandWhole(ctx: Ctx, file: StoredFile, also: (tx: Tx) => Promise<void> = async () => undefined): Promise<void> {
  if (await ctx.house.files.isWhole(file.sha256)) return
  ctx.house.log.error({ file: file.id, sha256: file.sha256 }, 'ALARM: stored content is not what its hash says')
  ctx.onRefusal(async (tx) => {
    await keepCheck(tx, file.sha256, false)
    await note(tx, { action: 'read', object: 'file', objectId: file.id, outcome: 'failed', detail: { found: 'hash differs' } })
    await also(tx)
  })
  throw new Problem('closed', {
    what: `调取“${file.name}”`,
    why: '文件内容与入库时的校验值不一致，可能已损坏或者被改动',
    todo: '已记入台账并报警，请联系系统管理员从备份恢复。',
  })
}
