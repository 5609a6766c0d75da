import { EditOutlined, PlaySquareOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/courses', title: '在线课程', load: () => import('./CoursesPage.tsx').then((m) => m.CoursesPage) },
    { path: '/courses/$courseId', title: '课程', load: () => import('./CoursePage.tsx').then((m) => m.CoursePage) },
    { path: '/courses/$courseId/learn/$unitId', title: '学习', load: () => import('./LearnPage.tsx').then((m) => m.LearnPage) },
    {
      path: '/courses/$courseId/learners',
      title: '学习情况',
      needs: 'training.read',
      load: () => import('./LearnersPage.tsx').then((m) => m.LearnersPage),
    },
    {
      path: '/course-keeping',
      title: '课程管理',
      needs: 'course.manage',
      load: () => import('./KeepingPage.tsx').then((m) => m.KeepingPage),
    },
    {
      path: '/course-keeping/$courseId',
      title: '编辑课程',
      needs: 'course.manage',
      load: () => import('./EditCoursePage.tsx').then((m) => m.EditCoursePage),
    },
  ],
  menu: [
    { path: '/courses', title: '在线课程', icon: PlaySquareOutlined, group: 'learning', order: 51 },
    { path: '/course-keeping', title: '课程管理', icon: EditOutlined, group: 'training', needs: 'course.manage', order: 56 },
  ],
}
