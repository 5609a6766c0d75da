import { ApiOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    {
      path: '/record-clients',
      title: '学习记录接口',
      needs: 'recordClient.manage',
      load: () => import('./RecordClientsPage.tsx').then((m) => m.RecordClientsPage),
    },
  ],
  menu: [{ path: '/record-clients', title: '学习记录接口', icon: ApiOutlined, group: 'house', needs: 'recordClient.manage', order: 94 }],
}
