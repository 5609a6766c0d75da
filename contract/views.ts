import { z } from 'zod'
import { get, post } from './endpoint.ts'

/** The list that a view belongs to, by its name in the page: `cases`, `leads`, `todo`. */
const list = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/, '列表名称不正确')

/** A named view of a list (我的视图): the filter as it stands in the address. */
export const SavedView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})
export type SavedView = z.infer<typeof SavedView>

export const viewsApi = {
  mine: get('/views/:list', { title: '我的视图', needs: 'signedIn', params: z.strictObject({ list }), answer: z.array(SavedView) }),
  /** The same name again replaces what was kept under it. */
  keep: post('/views/:list', {
    title: '保存视图',
    needs: 'signedIn',
    params: z.strictObject({ list }),
    body: z.strictObject({
      name: z.string().trim().min(1, '请填写视图名称').max(40, '视图名称不超过 40 字'),
      query: z.record(z.string().max(40), z.union([z.string().max(200), z.array(z.string().max(200)).max(50)])),
    }),
    answer: SavedView,
  }),
  drop: post('/views/:list/:viewId/drop', {
    title: '删除视图',
    needs: 'signedIn',
    params: z.strictObject({ list, viewId: z.uuid() }),
    answer: z.strictObject({ dropped: z.boolean() }),
  }),
}
