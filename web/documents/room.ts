import { ContainerOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'
import { documentSources } from './upload.ts'

export const room: Room = {
  routes: [
    { path: '/papers', title: '发文登记', needs: 'matter.read', load: () => import('./RegisterPage.tsx').then((m) => m.RegisterPage) },
  ],
  menu: [{ path: '/papers', title: '发文登记', icon: ContainerOutlined, needs: 'matter.read', order: 50 }],
  sources: documentSources,
}
