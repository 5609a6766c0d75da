import type { MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { send } from '../kit/client.ts'
import { refresh } from '../kit/query.ts'

/** 批量关注: harmless, so it may be done to many at once. */
export const watchBatch = {
  title: '关注',
  run: async (rows: readonly { id: MatterId }[]) => {
    for (const { id } of rows) await send(matterApi.watch, { params: { matterId: id }, body: { watched: true } })
    await refresh(matterApi.read)
  },
}
