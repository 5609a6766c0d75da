import { FileTextOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

/** A room for tests of the kit alone: `test/page.ts` builds it in, the product never. */
export const room: Room = {
  routes: [
    { path: '/trials', title: '试件', needs: 'matter.read', load: () => import('./Trials.tsx').then((m) => m.Trials) },
    { path: '/trials/$id', title: '试件详情', needs: 'matter.read', load: () => import('./Trials.tsx').then((m) => m.Trial) },
    { path: '/audit', title: '审计台账', needs: 'ledger.read', load: () => import('./Trials.tsx').then((m) => m.Trials) },
  ],
  menu: [
    { path: '/trials', title: '试件', icon: FileTextOutlined, needs: 'matter.read', order: 20, phone: 2 },
    { path: '/audit', title: '审计台账', icon: FileTextOutlined, needs: 'ledger.read', order: 90 },
  ],
  sources: {
    people: {
      search: async () => [{ id: 'p1', name: '陈某丙', org: '甲县市场监督管理局', duty: '办案人员', certificateNo: '00000001' }],
      read: async (id) => ({ id, name: '陈某丙', org: '甲县市场监督管理局', duty: '办案人员' }),
    },
  },
}
