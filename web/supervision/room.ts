import { BulbOutlined, FlagOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/supervision', title: '督办任务', needs: 'task.read', load: () => import('./TasksPage.tsx').then((m) => m.TasksPage) },
    {
      path: '/supervision/board',
      title: '督办任务亮灯板',
      needs: 'task.read',
      load: () => import('./BoardPage.tsx').then((m) => m.BoardPage),
    },
    {
      path: '/supervision/new',
      title: '督办任务立项',
      needs: 'task.manage',
      load: () => import('./NewTaskPage.tsx').then((m) => m.NewTaskPage),
    },
    {
      path: '/supervision/import',
      title: '任务清单导入',
      needs: 'task.manage',
      load: () => import('./ImportPage.tsx').then((m) => m.TaskImportPage),
    },
    {
      path: '/supervision/lights',
      title: '亮灯规则',
      needs: 'task.read',
      load: () => import('./LightsPage.tsx').then((m) => m.LightsPage),
    },
    { path: '/supervision/$matterId', title: '督办任务', needs: 'task.read', load: () => import('./TaskPage.tsx').then((m) => m.TaskPage) },
  ],
  menu: [
    { path: '/supervision', title: '督办任务', icon: FlagOutlined, group: 'supervision', needs: 'task.read', order: 35, phone: 4 },
    { path: '/supervision/lights', title: '亮灯规则', icon: BulbOutlined, group: 'supervision', needs: 'task.manage', order: 85 },
  ],
  matters: { supervisedTask: '/supervision' },
}
