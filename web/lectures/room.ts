import { NotificationOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/lectures', title: '大讲堂', load: () => import('./LectureListPage.tsx').then((m) => m.LectureListPage) },
    { path: '/lectures/$lectureId', title: '讲座', load: () => import('./LecturePage.tsx').then((m) => m.LecturePage) },
    {
      path: '/lectures/$lectureId/code',
      title: '签到码',
      needs: 'training.manage',
      load: () => import('./CodePage.tsx').then((m) => m.CodePage),
    },
    {
      path: '/lecture-imports',
      title: '听讲名单导入',
      needs: 'training.manage',
      load: () => import('./AttendanceImportPage.tsx').then((m) => m.AttendanceImportPage),
    },
  ],
  menu: [{ path: '/lectures', title: '大讲堂', icon: NotificationOutlined, group: 'learning', order: 52 }],
}
