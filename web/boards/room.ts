import { DashboardOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/boards', title: '看板', needs: 'figure.read', load: () => import('./BoardPage.tsx').then((m) => m.BoardPage) },
    { path: '/boards/screen', title: '大屏', needs: 'figure.read', load: () => import('./ScreenPage.tsx').then((m) => m.ScreenPage) },
    { path: '/boards/$orgId', title: '单位看板', needs: 'figure.read', load: () => import('./BoardPage.tsx').then((m) => m.BoardPage) },
  ],
  menu: [{ path: '/boards', title: '看板', icon: DashboardOutlined, group: 'supervision', needs: 'figure.read', order: 10 }],
}
