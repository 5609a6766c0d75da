import { CalendarOutlined, CheckSquareOutlined, DownloadOutlined, HomeOutlined, MailOutlined, SwapOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/', title: '工作台', load: () => import('./WorkbenchPage.tsx').then((m) => m.WorkbenchPage) },
    { path: '/todo', title: '待办', needs: 'matter.read', load: () => import('./TodoPage.tsx').then((m) => m.TodoPage) },
    { path: '/todo/done', title: '已办', needs: 'matter.read', load: () => import('./TrailPages.tsx').then((m) => m.DonePage) },
    { path: '/todo/watched', title: '关注', needs: 'matter.read', load: () => import('./TrailPages.tsx').then((m) => m.WatchedPage) },
    { path: '/todo/opened', title: '我登记的', needs: 'matter.read', load: () => import('./TrailPages.tsx').then((m) => m.OpenedPage) },
    { path: '/calendar', title: '期限日历', needs: 'matter.read', load: () => import('./CalendarPage.tsx').then((m) => m.CalendarPage) },
    { path: '/messages', title: '消息中心', load: () => import('./MessagesPage.tsx').then((m) => m.MessagesPage) },
    { path: '/tasks', title: '下载中心', load: () => import('./TasksPage.tsx').then((m) => m.TasksPage) },
    {
      path: '/delegations',
      title: '委托设置',
      needs: 'matter.read',
      load: () => import('./DelegationPage.tsx').then((m) => m.DelegationPage),
    },
    {
      path: '/matters/$matterId',
      title: '事项',
      needs: 'matter.read',
      load: () => import('./AnyMatterPage.tsx').then((m) => m.AnyMatterPage),
    },
  ],
  menu: [
    { path: '/', title: '工作台', icon: HomeOutlined, order: 10 },
    { path: '/todo', title: '待办', icon: CheckSquareOutlined, needs: 'matter.read', order: 12, phone: 1, waiting: true },
    { path: '/calendar', title: '期限日历', icon: CalendarOutlined, needs: 'matter.read', order: 40 },
    { path: '/messages', title: '消息中心', icon: MailOutlined, group: 'house', order: 80 },
    { path: '/tasks', title: '下载中心', icon: DownloadOutlined, group: 'house', order: 82 },
    { path: '/delegations', title: '委托设置', icon: SwapOutlined, group: 'house', needs: 'matter.read', order: 84 },
  ],
  bell: () => import('./Bell.tsx').then((m) => m.Bell),
}
