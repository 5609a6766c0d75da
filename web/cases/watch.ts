import type { MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { rowByRow } from '../kit/batch.ts'
import { send } from '../kit/client.ts'
import { refresh } from '../kit/query.ts'

const watching = (title: string, watched: boolean) => ({
  title,
  run: async <R extends { id: MatterId }>(rows: readonly R[]) => {
    const refused = await rowByRow(rows, ({ id }) => send(matterApi.watch, { params: { matterId: id }, body: { watched } }))
    await refresh(matterApi.read)
    return refused
  },
})

/** 批量关注、取消关注: harmless, so it may be done to many at once. */
export const watchBatches = [watching('关注', true), watching('取消关注', false)] as const
