import { z } from 'zod'
import { get, post } from './endpoint.ts'

/** The list that a view belongs to, by its name in the page: `cases`, `leads`, `todo`. */
const list = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/, '列表名称不正确')

/** A named view of a list (我的视图、单位视图): the filter as it stands in the address. */
export const SavedView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** Shared with the unit by its head; then `by` is who shared it. */
  shared: z.boolean(),
  mine: z.boolean(),
  by: z.string(),
  isDefault: z.boolean(),
  /** Conditions that were left out, because the reader does not see what they speak of. */
  dropped: z.array(z.string()),
})
export type SavedView = z.infer<typeof SavedView>

export const ViewDraft = z.strictObject({
  name: z.string().trim().min(1, '请填写视图名称').max(40, '视图名称不超过 40 字'),
  query: z.record(z.string().max(40), z.union([z.string().max(200), z.array(z.string().max(200)).max(50)])),
  shared: z.boolean().default(false),
})
export type ViewDraft = z.infer<typeof ViewDraft>

const onList = { params: z.strictObject({ list }) }
const onView = { params: z.strictObject({ list, viewId: z.uuid() }) }

export const viewsApi = {
  mine: get('/views/:list', { title: '我的视图', needs: 'signedIn', ...onList, answer: z.array(SavedView) }),
  /** The same name again replaces what was kept under it. */
  keep: post('/views/:list', { title: '保存视图', needs: 'signedIn', ...onList, body: ViewDraft, answer: SavedView }),
  drop: post('/views/:list/:viewId/drop', {
    title: '删除视图',
    needs: 'signedIn',
    ...onView,
    answer: z.strictObject({ dropped: z.boolean() }),
  }),
  /** 设为默认, or no longer: one's own views alone. */
  setDefault: post('/views/:list/:viewId/default', {
    title: '设置默认视图',
    needs: 'signedIn',
    ...onView,
    body: z.strictObject({ isDefault: z.boolean() }),
    answer: z.array(SavedView),
  }),
}
